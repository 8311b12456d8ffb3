import type { Named } from './selection.js';

export interface Refused<T> {
  readonly item: T;
  readonly why: string;
}

/** What has come of something that was to be done to many. */
export interface Outcome<T extends Named> {
  readonly done: readonly T[];
  /** Already as they were to become. */
  readonly unchanged: readonly T[];
  readonly refused: readonly Refused<T>[];
  /** Nothing was tried with these: it was stopped before. */
  readonly left: readonly T[];
}

export const NOTHING_DONE = { done: [], unchanged: [], refused: [], left: [] } as const;

/** What is to be done to many, after a look at what is there now. */
export interface Plan<T extends Named> {
  /** What will happen, in a sentence. */
  readonly says: string;
  /** What else there is to know before. */
  readonly more?: readonly (Node | string)[];
  readonly concerned: readonly T[];
  readonly unchanged: readonly T[];
  readonly refused: readonly Refused<T>[];
  /** What the button says: what is done to how many. */
  readonly action: (count: number) => string;
  perform(items: readonly T[], progress: Progress): Promise<Outcome<T>>;
  /** Takes back what was done to these; absent: that cannot be. */
  undo?(items: readonly T[], progress: Progress): Promise<Outcome<T>>;
}

/** How far something has come, which may be stopped between two steps. */
export interface Progress {
  readonly isStopped: boolean;
  /** Says with whom it goes on, and how many are behind it. */
  at(done: number, total: number, name: string): void;
}
