import { type DynamicModule, type InjectionToken, Module, type ModuleMetadata } from '@nestjs/common';
import { AccessTokenVerifier, KeySource, RevocationView, type VerifierOptions } from '../../core/src/index.js';
import { JwtAuthGuard } from './jwt-auth.guard.js';
import { JwtStrategy } from './jwt.strategy.js';
import { RecentLoginGuard } from './recent-login.guard.js';
import { RolesGuard } from './roles.guard.js';

export interface VerifierModuleOptions extends Pick<ModuleMetadata, 'imports'> {
  /** Makes the rules from what `inject` names. */
  useFactory: (...dependencies: never[]) => VerifierOptions;
  inject?: InjectionToken[];
  /** Makes the verifier available in every module of the application. */
  global?: boolean;
}

/**
 * Gives a NestJS application the guards. The modules named by `imports` must export a `KeySource` and a
 * `RevocationView`.
 */
@Module({})
export class VerifierModule {
  static forRootAsync(options: VerifierModuleOptions): DynamicModule {
    const { imports = [], inject = [], useFactory, global = false } = options;
    return {
      module: VerifierModule,
      global,
      imports,
      providers: [
        {
          provide: AccessTokenVerifier,
          inject: [KeySource, RevocationView, ...inject],
          useFactory: (keys: KeySource, revocations: RevocationView, ...rest: unknown[]) =>
            new AccessTokenVerifier(useFactory(...(rest as never[])), keys, revocations),
        },
        JwtStrategy,
        JwtAuthGuard,
        RolesGuard,
        RecentLoginGuard,
      ],
      exports: [AccessTokenVerifier, JwtStrategy, JwtAuthGuard, RolesGuard, RecentLoginGuard],
    };
  }
}
