import type { Cleanup } from './cleanup.js';
import type { Options } from './options.js';
import type { TargetName } from './targets.js';

/**
 * A measurement that is not one request beside its floor. One folder each in studies/, and a line in studies/index.ts.
 * It brings its own PostgreSQL (`startPostgres`) and whatever else it takes.
 */
export interface Study<Result = unknown> {
  readonly name: string;
  /** One line for the help. */
  readonly about: string;
  /** Of no request that is asked often, and takes long: measured in full only where it is named. */
  readonly onlyNamed?: true;
  /**
   * With `options.quick` it takes a few seconds at most and only shows that it runs.
   * @param cleanup takes what was started; it is ended right after the study, also when that fails
   * @returns plain data, which goes into the JSON as it is
   */
  run(options: Options, cleanup: Cleanup, signal: AbortSignal): Promise<Result>;
  /** Lines for the terminal. */
  report(result: Result): string;
  /** What of it has a target, in that target's unit. */
  figures?(result: Result): Partial<Record<TargetName, number>>;
}
