import { afterAll, beforeAll } from '@jest/globals';

/** How to end what stands, the newest last. */
const standing: (() => Promise<unknown>)[] = [];

/**
 * Registers hooks that start something before the tests of this block and end it after them. Whatever was started later
 * by `use`, in this block or within it, is ended before: it may lean on this. A test's own `afterAll` runs when this is over.
 *
 * @param start runs in the order of the calls, so it may touch what an earlier call has returned
 * @returns what `start` resolves with, to be touched from then on
 */
export function use<T extends object>(start: () => Promise<T>, end: (thing: T) => Promise<unknown>): T {
  let thing: T | undefined;
  let below = 0;
  beforeAll(async () => {
    below = standing.length;
    const started = await start();
    thing = started;
    standing.push(() => end(started));
  });
  afterAll(async () => {
    while (standing.length > below) await standing.pop()?.();
  });
  return standIn(() => {
    if (thing === undefined) throw new Error('it is not there before the tests and their hooks run');
    return thing;
  });
}

/** Behaves as what `get` returns at the moment at which it is touched. */
export function standIn<T extends object>(get: () => T): T {
  return new Proxy({} as T, {
    get: (_, name) => {
      const thing = get();
      const value: unknown = Reflect.get(thing, name, thing);
      return typeof value === 'function' ? (value.bind(thing) as unknown) : value;
    },
    set: (_, name, value) => Reflect.set(get(), name, value),
    has: (_, name) => Reflect.has(get(), name),
    getPrototypeOf: () => Reflect.getPrototypeOf(get()),
  });
}
