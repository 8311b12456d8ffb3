/**
 * jest's node environment gives each test file its own globals, so an error made inside Node's core (a refused
 * connection, say) is not `instanceof Error` there. This one judges errors by Node's own test instead.
 *
 * It also hands the judges of openapi.json into the sandbox: made here, their validators are compiled once a worker and
 * not once a file.
 */
import { types } from 'node:util';
import { TestEnvironment } from 'jest-environment-node';

let contract;
const loadContract = () => {
  contract ??= Promise.all([import('./openapi/judge.js'), import('./openapi/exercised.js')]).then(
    ([{ judge }, { noteExercised }]) => ({ judge, noteExercised }),
  );
  return contract;
};

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
}
