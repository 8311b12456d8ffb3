import type { Check } from './check.js';
import { mismatchOf } from './check.js';
import { inTurn, type LockedStore, type Tokens } from './store.js';

/** What is used of `localStorage` or `sessionStorage`. */
export interface BrowserStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** What is used of `navigator.locks` (Web Locks). */
export interface LockManager {
  request<T>(name: string, work: () => Promise<T>): Promise<T>;
}

export interface BrowserStoreOptions {
  /** Under which name. Default: `gatehouse`. */
  readonly key?: string;
  /** Default: `localStorage`, which the tabs of an origin share. */
  readonly storage?: BrowserStorage;
  /** Default: `navigator.locks`. Where there is none, tabs do not wait for each other. */
  readonly locks?: LockManager | undefined;
}

interface Surroundings {
  readonly localStorage?: BrowserStorage;
  readonly navigator?: { readonly locks?: LockManager };
}

const EXPIRING: Check = { expires_in: 'number', expires_at: 'number' };

/**
 * Keeps a login in the browser, for all tabs of the origin. Any script on the page can read it: for pages that can, the
 * cookies of `cookieSession` are the safer place for tokens.
 */
export function browserStore<Kept = Tokens>(options: BrowserStoreOptions = {}): LockedStore<Kept> {
  const surroundings = globalThis as Surroundings;
  const { key = 'gatehouse', storage = surroundings.localStorage, locks = surroundings.navigator?.locks } = options;
  if (storage === undefined) throw new TypeError('there is no localStorage here');
  const inThisTab = inTurn();
  return {
    read: async () => keptIn(storage.getItem(key), EXPIRING) as Kept | undefined,
    write: async kept => {
      if (kept === undefined) storage.removeItem(key);
      else storage.setItem(key, JSON.stringify(kept));
    },
    lock: work => (locks === undefined ? inThisTab(work) : locks.request(key, work)),
  };
}

/** What a stored text holds; nothing if it is something else's. */
export function keptIn(text: string | null, check: Check): unknown {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return mismatchOf(check, value) === undefined ? value : undefined;
  } catch {
    return undefined;
  }
}
