/** What a figure should be at least, or at most. */
export interface Goal {
  readonly is: 'at least' | 'at most';
  readonly value: number;
  /** What is compared with what, and in which unit. */
  readonly what: string;
  /**
   * Which figure of a scenario it is about: its rate divided by that of the floor in the same run (where nothing is said),
   * or by that of what is pure, or what the service uses for a request.
   */
  readonly of?: 'floor' | 'pure' | 'cpu ms';
}

export interface Verdict {
  readonly name: TargetName;
  readonly goal: Goal;
  readonly measured: number;
  readonly is_met: boolean;
}

const atLeast = (value: number, what: string, of?: Goal['of']): Goal => ({
  is: 'at least',
  value,
  what,
  ...(of !== undefined && { of }),
});
const atMost = (value: number, what: string, of?: Goal['of']): Goal => ({ ...atLeast(value, what, of), is: 'at most' });

const HASHING = 'of the rate at which the faster engine hashes';

/** By the names of the scenarios. */
const scenarioTargets = {
  register: atLeast(0.92, HASHING, 'pure'),
  login: atLeast(0.92, HASHING, 'pure'),
  refresh: atLeast(0.75, 'of a floor that takes one statement'),
  'client-credentials': atLeast(0.65, 'of a floor that checks the caller and signs'),
  introspect: atLeast(0.65, 'of a floor that checks the caller and looks into a map'),
  'application-login': atLeast(0.5, 'of a floor that takes five statements for the four requests'),
  me: atMost(0.3, 'milliseconds of the service’s processor time', 'cpu ms'),
  guarded: atLeast(0.75, 'of a floor that takes one query'),
  'list-1000': atLeast(0.65, 'of a floor that takes one query'),
};

/** The other scenarios have none of their own. */
export const withoutTarget: Readonly<Record<string, string>> = {
  'introspect-revoked': 'does less than introspect, by the same way',
  'introspect-garbage': 'does less than introspect, by the same way',
  'guarded-cold':
    'the check of a token that is new has its target in the study "token", where nothing else is measured',
  'guarded-revoked': 'does less than guarded, by the same way',
  'list-10': 'lies between guarded and list-1000',
  logout: 'as often as a login, which takes twenty times as long',
  'logout-all-10': 'what counts is that many sessions take no longer: the study "many-sessions"',
  jwks: 'asked for once in five minutes by each service',
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
  'console-ms': atMost(200, 'milliseconds, p95 of the slowest request of the console'),
  'start-s': atMost(0.8, 'seconds from the start to ready'),
  'start-again-s': atMost(3, 'seconds of npm start, nothing changed'),
  'idle-mb': atMost(120, 'megabytes of memory while idle'),
  'hot-updates': atLeast(0.95, 'of the updates by refresh are heap-only'),
};

export type TargetName = keyof typeof scenarioTargets | keyof typeof studyTargets;
export const targets: Readonly<Record<TargetName, Goal>> = { ...scenarioTargets, ...studyTargets };

export function verdictOn(name: TargetName, measured: number): Verdict {
  const goal = targets[name];
  const is_met = goal.is === 'at least' ? measured >= goal.value : measured <= goal.value;
  return { name, goal, measured, is_met };
}

/** In a few characters. */
export const signOf = ({ is, value }: Goal): string => `${is === 'at least' ? '≥' : '≤'} ${value}`;
