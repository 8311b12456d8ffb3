import type { InjectionToken, ModuleMetadata, Type } from '@nestjs/common';
import type { GatehouseOptions, VerifierOptions } from '../../core/src/index.js';
import type { TokenSource } from './token-source.js';

/** What concerns the application rather than Gatehouse. */
export interface GuardOptions {
  /** Makes `Gatehouse` and the guards available in every module; default true. */
  global?: boolean;
  /**
   * Puts the guards before every route, so that a route is protected unless it is `@Public()`; default true. With
   * false, bind `JwtAuthGuard`, `RolesGuard` and `RecentLoginGuard` yourself, in this order.
   */
  guards?: boolean;
}

export interface VerifierModuleOptions extends GatehouseOptions, GuardOptions {}

export interface VerifierModuleAsyncOptions extends GuardOptions, Pick<ModuleMetadata, 'imports'> {
  /** Makes the options from what `inject` names. */
  useFactory: (...dependencies: never[]) => GatehouseOptions | Promise<GatehouseOptions>;
  inject?: InjectionToken[];
}

export interface IssuerRules extends VerifierOptions {
  /** The time by which tokens are judged, in milliseconds since 1970; default the machine's. */
  clock?: () => number;
}

/** For the issuer itself, which has keys and revocations of its own. */
export interface IssuerModuleOptions extends Pick<ModuleMetadata, 'imports'> {
  /** Makes the rules from what `inject` names. */
  useFactory: (...dependencies: never[]) => IssuerRules;
  inject?: InjectionToken[];
  /** Where access tokens are read from: a class that a module named by `imports` exports; default the `Authorization` header. */
  tokenSource?: Type<TokenSource>;
  /** Makes the verifier available in every module of the application; default false. */
  global?: boolean;
}
