import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Principal } from '../../../contracts/src/index.js';
import { AccessTokenVerifier } from '../../core/src/index.js';
import { answerWithHeaders, failureOf, refuse } from './authentication-failure.js';
import type { GuardedRequest } from './guarded-request.js';
import { type RouteRules, rulesOf } from './route-rules.js';
import { unmetRules } from './unmet-rules.js';

/**
 * Enforces `@Roles(...)`, `@RequirePermissions(...)` and `@RequireAnyPermission(...)`: 403 `insufficient_scope` for a
 * caller who lacks any of what they demand, which the answer names. One guard for them all, so that none can be left unbound. Bound after
 * `JwtAuthGuard`.
 */
@Injectable()
export class RolesGuard implements CanActivate {
  constructor(private readonly verifier: AccessTokenVerifier) {}

  canActivate(context: ExecutionContext): boolean {
    const rules = rulesOf(context);
    if (rules.openness !== undefined || demandsNothing(rules)) return true;
    const { principal } = context.switchToHttp().getRequest<GuardedRequest>();
    if (principal !== undefined && this.allows(context, principal)) return true;
    return refuse(context, unmetRules(rules));
  }

  /** Whether the route would let this principal in, whoever asks: for an application that tells people what they lack. */
  allows(context: ExecutionContext, principal: Principal): boolean {
    try {
      return this.meets(rulesOf(context), principal);
    } catch (error) {
      // What roles permit is not known yet.
      throw answerWithHeaders(context, failureOf(error));
    }
  }

  private meets({ roles, permissions, anyPermission }: RouteRules, principal: Principal): boolean {
    const permits = (permission: string): boolean => this.verifier.permits(principal, permission);
    return (
      (roles === undefined || roles.some(role => this.verifier.holdsRole(principal, role))) &&
      (permissions === undefined || permissions.every(permits)) &&
      (anyPermission === undefined || anyPermission.some(permits))
    );
  }
}

function demandsNothing({ roles, permissions, anyPermission }: RouteRules): boolean {
  return roles === undefined && permissions === undefined && anyPermission === undefined;
}
