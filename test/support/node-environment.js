/**
 * jest's node environment gives each test file its own globals, so an error made inside Node's core (a refused
 * connection, say) is not `instanceof Error` there. This one judges errors by Node's own test instead.
 *
 * It also hands the judges of openapi.json into the sandbox: made here, their validators are compiled once a worker and
 * not once a file.
 *
 * And it switches off what a file leaves behind in the worker: jest and playwright-core make an AsyncLocalStorage in each, and
 * before Node 24 all that are on are written into each promise and each socket from then on.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { types } from 'node:util';
import { TestEnvironment } from 'jest-environment-node';

let contract;
const loadContract = () => {
  contract ??= Promise.all([import('./openapi/judge.js'), import('./openapi/exercised.js')]).then(
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

export default class NodeEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global[Symbol.for('gatehouse:contract')] = loadContract;
    const SandboxError = this.global.Error;
    const ordinary = Function.prototype[Symbol.hasInstance];
    Object.defineProperty(SandboxError, Symbol.hasInstance, {
      value(candidate) {
        return ordinary.call(this, candidate) || (this === SandboxError && types.isNativeError(candidate));
      },
    });
  }

  async teardown() {
    await super.teardown();
    for (const storage of storagesInUse) storage.disable();
    storagesInUse.clear();
  }
}
