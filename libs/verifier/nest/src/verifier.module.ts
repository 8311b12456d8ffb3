import { type DynamicModule, Logger, Module, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import {
  AccessTokenVerifier,
  Gatehouse,
  type GatehouseOptions,
  KeySource,
  RevocationView,
} from '../../core/src/index.js';
import { AuthenticationFailureFilter } from './authentication-failure.filter.js';
import { GatehouseLifecycle } from './gatehouse-lifecycle.js';
import { JwtAuthGuard } from './jwt-auth.guard.js';
import { JwtStrategy } from './jwt.strategy.js';
import { RecentLoginGuard } from './recent-login.guard.js';
import { RolesGuard } from './roles.guard.js';
import { AuthorizationHeader, TokenSource } from './token-source.js';
import type {
  IssuerModuleOptions,
  VerifierModuleAsyncOptions,
  VerifierModuleOptions,
} from './verifier-module-options.js';

const logger = new Logger(Gatehouse.name);

/** In the order in which they have to stand. */
const GUARDS = [JwtAuthGuard, RolesGuard, RecentLoginGuard];
const BINDINGS: Provider[] = GUARDS.map(guard => ({ provide: APP_GUARD, useExisting: guard }));

/** Gives a NestJS application the guards, and `Gatehouse` for whoever wants to ask it more. */
@Module({})
export class VerifierModule {
  /**
   * For a service that is told of revocations by Gatehouse.
   * @throws TypeError or RangeError that names each option that is wrong
   */
  static forRoot({ global = true, guards = true, ...options }: VerifierModuleOptions): DynamicModule {
    return VerifierModule.forRootAsync({ global, guards, useFactory: () => options });
  }

  /** The same with options that are made of what other modules provide. What is wrong shows when the application starts. */
  static forRootAsync(options: VerifierModuleAsyncOptions): DynamicModule {
    const { imports = [], inject = [], useFactory, global = true, guards = true } = options;
    return {
      module: VerifierModule,
      global,
      imports,
      providers: [
        {
          provide: Gatehouse,
          inject,
          useFactory: async (...dependencies: unknown[]) =>
            new Gatehouse(withLog(await useFactory(...(dependencies as never[])))),
        },
        { provide: AccessTokenVerifier, inject: [Gatehouse], useFactory: ({ verifier }: Gatehouse) => verifier },
        GatehouseLifecycle,
        { provide: TokenSource, useClass: AuthorizationHeader },
        JwtStrategy,
        ...GUARDS,
        { provide: APP_FILTER, useClass: AuthenticationFailureFilter },
        ...(guards ? BINDINGS : []),
      ],
      exports: [Gatehouse, AccessTokenVerifier, TokenSource, JwtStrategy, ...GUARDS],
    };
  }

  /** For the issuer itself: the modules named by `imports` must export a `KeySource` and a `RevocationView`. */
  static forIssuer(options: IssuerModuleOptions): DynamicModule {
    const { imports = [], inject = [], useFactory, tokenSource, global = false } = options;
    return {
      module: VerifierModule,
      global,
      imports,
      providers: [
        {
          provide: AccessTokenVerifier,
          inject: [KeySource, RevocationView, ...inject],
          useFactory: (keys: KeySource, revocations: RevocationView, ...rest: unknown[]) => {
            const { clock, ...rules } = useFactory(...(rest as never[]));
            return new AccessTokenVerifier(rules, keys, revocations, clock);
          },
        },
        tokenSource === undefined
          ? { provide: TokenSource, useClass: AuthorizationHeader }
          : { provide: TokenSource, useExisting: tokenSource },
        JwtStrategy,
        ...GUARDS,
      ],
      exports: [AccessTokenVerifier, TokenSource, JwtStrategy, ...GUARDS],
    };
  }
}

/** Trouble in the background goes to the application's log unless it wants it elsewhere. */
function withLog(options: GatehouseOptions): GatehouseOptions {
  return {
    onError: error => logger.warn(error.message),
    onRecovery: what => logger.log(`The trouble with ${what} is over`),
    ...options,
  };
}
