import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { AccessTokenVerifier, refusals } from '../../core/src/index.js';
import { refuse } from './authentication-failure.js';
import type { GuardedRequest } from './guarded-request.js';
import { rulesOf } from './route-rules.js';

/**
 * Enforces `@RequireRecentLogin(...)` and `@RequireFactor()`: what a route demands of how its caller has logged in. One guard for both, so
 * that none can be left unbound, and so that the answer names all that is demanded. Bound after `JwtAuthGuard`.
 */
@Injectable()
export class RecentLoginGuard implements CanActivate {
  constructor(private readonly verifier: AccessTokenVerifier) {}

  canActivate(context: ExecutionContext): boolean {
    const { openness, maxLoginAge, needsFactor } = rulesOf(context);
    if (openness !== undefined || (maxLoginAge === undefined && needsFactor === undefined)) return true;
    const { principal } = context.switchToHttp().getRequest<GuardedRequest>();
    const age = principal === undefined ? Infinity : this.verifier.secondsSinceLogin(principal);
    const isRecent = maxLoginAge === undefined || age <= maxLoginAge;
    if (isRecent && (needsFactor === undefined || principal?.acr === 'mfa')) return true;
    const isOfAge = maxLoginAge !== undefined && needsFactor === undefined;
    return refuse(context, isOfAge ? refusals.recentLoginNeeded(maxLoginAge) : refusals.factorNeeded(maxLoginAge));
  }
}
