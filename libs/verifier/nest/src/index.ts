/** The guards and decorators by which a NestJS service recognises its callers. */
export type { Principal } from '../../../contracts/src/index.js';
export { AuthenticationFailure } from './authentication-failure.js';
export { CurrentPrincipal } from './current-principal.decorator.js';
export { CurrentSession } from './current-session.decorator.js';
export { RequireFactor } from './factor.decorator.js';
export type { GuardedRequest } from './guarded-request.js';
export { JwtAuthGuard } from './jwt-auth.guard.js';
export { JwtStrategy } from './jwt.strategy.js';
export { looksAtTokens } from './looks-at-tokens.js';
export { RequireAnyPermission, RequirePermissions } from './permissions.decorator.js';
export { Public, PublicWithoutToken } from './public.decorator.js';
export { RequireRecentLogin } from './recent-login.decorator.js';
export { RecentLoginGuard } from './recent-login.guard.js';
export { Roles } from './roles.decorator.js';
export { RolesGuard } from './roles.guard.js';
export { AuthorizationHeader, TokenSource } from './token-source.js';
export { VerifierModule } from './verifier.module.js';
export type {
  GuardOptions,
  IssuerModuleOptions,
  VerifierModuleAsyncOptions,
  VerifierModuleOptions,
} from './verifier-module-options.js';
export { WhenStale } from './when-stale.decorator.js';
