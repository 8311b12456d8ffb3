/** The guards and decorators by which a NestJS service recognises its callers. */
export { CurrentSession } from './current-session.decorator.js';
export { CurrentPrincipal } from './current-principal.decorator.js';
export { AuthenticationFailure } from './authentication-failure.js';
export { JwtAuthGuard } from './jwt-auth.guard.js';
export { JwtStrategy } from './jwt.strategy.js';
export { Public, PublicWithoutToken } from './public.decorator.js';
export { RequireRecentLogin } from './recent-login.decorator.js';
export { RecentLoginGuard } from './recent-login.guard.js';
export { Roles } from './roles.decorator.js';
export { RolesGuard } from './roles.guard.js';
export { VerifierModule, type VerifierModuleOptions } from './verifier.module.js';
