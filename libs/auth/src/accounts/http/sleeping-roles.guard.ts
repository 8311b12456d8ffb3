import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Principal } from '#libs/contracts';
import { AuthenticationFailure, type GuardedRequest, RolesGuard } from '#libs/verifier/nest';
import { Profile } from '../profile.js';

/**
 * Enforces what `RolesGuard` does, and tells whom it refuses where a role of theirs would be enough that sleeps in this session: they can
 * wake it (RFC 9470). That is looked up for who is refused alone, and asks the database once for each person, not each time.
 */
@Injectable()
export class SleepingRolesGuard implements CanActivate {
  constructor(
    private readonly rolesGuard: RolesGuard,
    private readonly profile: Profile,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    try {
      return this.rolesGuard.canActivate(context);
    } catch (error) {
      const { principal } = context.switchToHttp().getRequest<GuardedRequest>();
      if (!(error instanceof AuthenticationFailure) || principal?.sid === undefined) throw error;
      return this.refuse(context, error, principal);
    }
  }

  private async refuse(
    context: ExecutionContext,
    failure: AuthenticationFailure,
    principal: Principal,
  ): Promise<never> {
    const dormant_roles = failure.code === 'insufficient_scope' ? await this.dormantOf(principal) : [];
    if (dormant_roles.length === 0 || !this.rolesGuard.allows(context, awake(principal, dormant_roles))) throw failure;
    const { status, headers, body } = failure.refusal;
    const detail = `${body.detail ?? ''} ${hint(dormant_roles)}`.trim();
    throw new AuthenticationFailure({ status, headers, body: { ...body, detail, dormant_roles } });
  }

  /** Without them the refusal is as right: nothing that goes wrong here is to make another one of it. */
  private async dormantOf(principal: Principal): Promise<readonly string[]> {
    try {
      return (await this.profile.read(principal)).dormant_roles;
    } catch {
      return [];
    }
  }
}

const awake = (principal: Principal, dormant: readonly string[]): Principal => ({
  ...principal,
  roles: [...principal.roles, ...dormant],
  amr: [...(principal.amr ?? []), 'mfa'],
});

/** As many are named in words; somebody may have hundreds. */
const MOST_NAMED = 5;

function hint(roles: readonly string[]): string {
  const named = [...roles.slice(0, MOST_NAMED), ...(roles.length > MOST_NAMED ? ['…'] : [])].join(', ');
  return `What you have of it sleeps in this session (${named}): show a second factor at POST /v1/auth/step-up.`;
}
