/** Stands for `@jest/globals`. Whoever imports it keeps it, so each name leads on to what it means for the file that runs. */
import { currentGlobals } from './current.js';

const named = name =>
  new Proxy(() => undefined, {
    apply: (_target, _self, args) => currentGlobals()[name](...args),
    get: (_target, property) => currentGlobals()[name][property],
  });

export const afterAll = named('afterAll');
export const afterEach = named('afterEach');
export const beforeAll = named('beforeAll');
export const beforeEach = named('beforeEach');
export const describe = named('describe');
export const expect = named('expect');
export const it = named('it');
export const jest = named('jest');
export const test = named('test');
