import type { Connection } from './connection.js';
import type { Target } from './target.js';

/** One request, answered and found to be what it should be. */
export type Step = () => Promise<void>;

/** Something that the service does and the floor does too. One file each in scenarios/. */
export interface Scenario {
  readonly name: string;
  /** One line for the help. */
  readonly about: string;
  /** How many requests are under way at once. */
  readonly connections: number;
  /** Makes users, sessions and whatever it takes. @returns for each connection the step that it repeats */
  prepare(target: Target, connections: readonly Connection[]): Promise<Step[]>;
}
