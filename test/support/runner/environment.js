/**
 * The surroundings of a test file that runs as any program does: Node's own globals, put back after it. jest leaves its marks
 * on an object that inherits from them.
 *
 * It also lends each file the judges of openapi.json: made here, their validators are compiled once a worker and not
 * once a file.
 *
 * And it switches off what a file leaves behind in the worker: jest makes an AsyncLocalStorage for each, and before Node 24
 * all that are on are written into each promise and each socket from then on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { ModernFakeTimers } from '@jest/fake-timers';
import { ModuleMocker } from 'jest-mock';

let contract;
const loadContract = () => {
  contract ??= Promise.all([import('../openapi/judge.js'), import('../openapi/exercised.js')]).then(
    ([{ judge }, { noteExercised }]) => ({ judge, noteExercised }),
  );
  return contract;
};

const storagesInUse = new Set();
for (const enter of ['run', 'enterWith']) {
  const ordinary = AsyncLocalStorage.prototype[enter];
  AsyncLocalStorage.prototype[enter] = function (...args) {
    storagesInUse.add(this);
    return ordinary.apply(this, args);
  };
}

export default class Environment {
  global = Object.create(globalThis, { process: { value: Object.create(process), writable: true } });
  moduleMocker = new ModuleMocker(globalThis);
  #before = Object.getOwnPropertyDescriptors(globalThis);

  constructor({ projectConfig }) {
    this.fakeTimersModern = new ModernFakeTimers({ config: projectConfig, global: globalThis });
  }

  async setup() {
    globalThis[Symbol.for('gatehouse:contract')] = loadContract;
    // jest has just set one that knows its own compilations alone. Node reads the maps of all that it has loaded.
    delete Error.prepareStackTrace;
  }

  async teardown() {
    this.fakeTimersModern.dispose();
    this.moduleMocker.restoreAllMocks();
    for (const storage of storagesInUse) storage.disable();
    storagesInUse.clear();
    for (const key of Reflect.ownKeys(globalThis)) this.#putBack(key);
  }

  #putBack(key) {
    const before = this.#before[key];
    // What cannot be deleted is made once, and meant to stay: the matchers that `expect` knows.
    if (before === undefined) Reflect.deleteProperty(globalThis, key);
    else if (Object.getOwnPropertyDescriptor(globalThis, key).value !== before.value)
      Object.defineProperty(globalThis, key, before);
  }

  getVmContext() {
    return null;
  }
}
