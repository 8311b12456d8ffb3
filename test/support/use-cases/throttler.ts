/**
 * Stands in for @nestjs/throttler in the specs of use cases: it is a CommonJS package that requires Nest, an ES module, and
 * jest can do that from Node 24.9 on. It limits requests, of which there are none.
 */
import { type DynamicModule, Module } from '@nestjs/common';

export const Throttle = (): MethodDecorator & ClassDecorator => () => undefined;

@Module({})
export class ThrottlerModule {
  static forRootAsync(): DynamicModule {
    return { module: ThrottlerModule };
  }
}

export class ThrottlerGuard {
  canActivate(): boolean {
    return true;
  }
}
