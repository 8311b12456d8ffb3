/**
 * jest's node environment gives each test file its own globals, so an error made inside Node's core (a refused
 * connection, say) is not `instanceof Error` there. This one judges errors by Node's own test instead.
 */
import { types } from 'node:util';
import { TestEnvironment } from 'jest-environment-node';

export default class NodeEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    const SandboxError = this.global.Error;
    const ordinary = Function.prototype[Symbol.hasInstance];
    Object.defineProperty(SandboxError, Symbol.hasInstance, {
      value(candidate) {
        return ordinary.call(this, candidate) || (this === SandboxError && types.isNativeError(candidate));
      },
    });
  }
}
