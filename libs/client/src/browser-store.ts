import type { Check } from './check.js';
import { mismatchOf } from './check.js';
import { inTurn, type LockedStore, type Tokens } from './store.js';
import { pause } from './waiting.js';

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

/** What is used of `window`: it tells what other tabs have written. */
interface Surroundings {
  readonly localStorage?: BrowserStorage;
  readonly navigator?: { readonly locks?: LockManager };
  addEventListener?(type: 'storage', listener: (event: { readonly key: string | null }) => void): void;
  removeEventListener?(type: 'storage', listener: (event: { readonly key: string | null }) => void): void;
}

/** A lock that nobody holds is given sooner. */
const HELD_MS = 20;
/** What another tab wrote before it gave the lock back is here within so long. */
const ARRIVES_WITHIN_MS = 100;

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
    lock: work => (locks === undefined ? inThisTab(work) : afterTheOthers(key, locks, surroundings, work)),
  };
}

/**
 * A browser may pass the lock on before what was written under it has reached the next tab, which would read the old tokens
 * and refresh again. So whoever had to wait for the lock waits for the news as well, which mostly have come by then.
 */
async function afterTheOthers<T>(
  key: string,
  locks: LockManager,
  window: Surroundings,
  work: () => Promise<T>,
): Promise<T> {
  if (window.addEventListener === undefined) return locks.request(key, work);
  const asked = Date.now();
  let stop = (): void => undefined;
  const news = new Promise<void>(resolve => {
    const hear = (event: { readonly key: string | null }): void => {
      if (event.key === key) resolve();
    };
    window.addEventListener?.('storage', hear);
    stop = () => window.removeEventListener?.('storage', hear);
  });
  try {
    return await locks.request(key, async () => {
      if (Date.now() - asked > HELD_MS) await Promise.race([news, pause(ARRIVES_WITHIN_MS, undefined)]);
      stop();
      return work();
    });
  } finally {
    stop();
  }
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
