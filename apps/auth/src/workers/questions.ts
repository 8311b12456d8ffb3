import type { FirstLogin } from '#libs/auth';
import type { RevocationEntry } from '#libs/contracts';
import type { Attempt, Verdict } from '#libs/guessing';
import type { Config, Measured } from '#libs/platform';
import type { Drawn, Wanted } from './drawn-numbers.js';

/** Whatever the answer is: it says that it is done. */
type Nothing = unknown;

/** What a worker has to be. */
export interface Assignment {
  readonly config: Config;
  /** Otherwise when it is ready: others serve meanwhile, and nobody should be told that this one does not yet. */
  readonly listensAtOnce: boolean;
}

/** What the primary asks of its workers. */
export interface AskedOfWorkers {
  readonly start: { about: Assignment; answer: Nothing };
  readonly stop: { about: undefined; answer: Nothing };
  readonly reload: { about: undefined; answer: Nothing };
  readonly measure: { about: undefined; answer: Measured };
  /** What another worker has taken back. */
  readonly hear: { about: readonly RevocationEntry[]; answer: Nothing };
}

/** What a worker asks of the primary. */
export interface AskedOfPrimary {
  /** To be told what to do: this worker has loaded its code, and hears from now on what it is told. */
  readonly here: { about: undefined; answer: Nothing };
  readonly listening: { about: string; answer: Nothing };
  readonly ready: { about: FirstLogin | undefined; answer: Nothing };
  readonly count: { about: readonly Wanted[]; answer: readonly Drawn[] };
  /** To charge what is tried, and to take back what has succeeded. */
  readonly charge: { about: Attempt; answer: Verdict };
  readonly refund: { about: Attempt; answer: Nothing };
  readonly measureAll: { about: undefined; answer: readonly Measured[] };
  /** To tell the others what this one has taken back. */
  readonly tell: { about: readonly RevocationEntry[]; answer: Nothing };
}
