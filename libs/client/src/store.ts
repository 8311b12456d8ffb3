import type { Check } from './check.js';

/** What is kept of a login, of whatever kind, tells how long it is good for. */
export interface Expiring {
  /** Life in seconds, as the service said. */
  readonly expires_in: number;
  /** When it expires by the clock of this device, in milliseconds since 1970. */
  readonly expires_at: number;
}

/** The tokens of a login. Whoever reads them can act as its person. */
export interface Tokens extends Expiring {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly session_id: string;
}

/** What a text has to be to be taken for `Tokens`. */
export const TOKENS: Check = {
  access_token: 'string',
  refresh_token: 'string',
  session_id: 'string',
  expires_in: 'number',
  expires_at: 'number',
};

/**
 * Where a login is kept between calls. Several clients, tabs or processes may share one; then it needs a `lock` that holds
 * among all of them, or two of them may use the same refresh token.
 */
export interface Store<Kept> {
  read(): Promise<Kept | undefined>;
  /** `undefined` clears it. */
  write(kept: Kept | undefined): Promise<void>;
  /** Runs the work while nobody else runs any, and ends with it. It must not be called inside the work. */
  lock?<T>(work: () => Promise<T>): Promise<T>;
}

/** A store with a lock among all who share it. */
export type LockedStore<Kept> = Required<Store<Kept>>;

/** Keeps a login for as long as the program runs. */
export function memoryStore<Kept = Tokens>(kept?: Kept): LockedStore<Kept> {
  let now = kept;
  return {
    read: async () => now,
    write: async next => {
      now = next;
    },
    lock: inTurn(),
  };
}

/** A lock among the callers in this program: each waits for the one before. */
export function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return work => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
