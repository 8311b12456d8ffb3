/** What a figure should be at least, or at most. */
export interface Goal {
  readonly is: 'at least' | 'at most';
  readonly value: number;
  /** What is compared with what, and in which unit. */
  readonly what: string;
}

const atLeast = (value: number, what: string): Goal => ({ is: 'at least', value, what });
const atMost = (value: number, what: string): Goal => ({ is: 'at most', value, what });

/** Of requests: the service's rate divided by that of the floor in the same run. */
const scenarioTargets = {
  login: atLeast(0.92, 'of the rate at which the faster engine hashes'),
  refresh: atLeast(0.75, 'of the floor, which takes one statement'),
  guarded: atLeast(0.75, 'of the floor, which takes one query'),
};

/** Of studies, each of which says by `figures` what it has measured. */
const studyTargets = {
  'guarded-without-database': atLeast(0.92, 'of the rate of the same route of apps/notes without a guard'),
  'guard-us': atMost(3, 'microseconds of the guard itself'),
  'cold-token': atMost(1.25, 'times the bare check of a signature'),
  'many-sessions': atMost(1.3, 'times as long with 10,000 sessions as with 10'),
  'many-members': atMost(1.3, 'times as long with 10,000 members as with 10'),
  scale: atMost(1.2, 'times as much a request with a million sessions as with ten thousand'),
  'clean-up': atMost(1.2, 'times the p99 of refresh while a million rows are cleaned up'),
  workers: atLeast(1.6, 'times one worker with two, on introspection'),
  'start-s': atMost(0.8, 'seconds from the start to ready'),
  'start-again-s': atMost(3, 'seconds of npm start, nothing changed'),
  'idle-mb': atMost(120, 'megabytes of memory while idle'),
  'hot-updates': atLeast(0.95, 'of the updates by refresh are heap-only'),
};

export const targets = { ...scenarioTargets, ...studyTargets };
export type TargetName = keyof typeof targets;

export function meets(value: number, { is, value: bound }: Goal): boolean {
  return is === 'at least' ? value >= bound : value <= bound;
}
