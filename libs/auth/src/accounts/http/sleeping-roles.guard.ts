import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { Principal } from '#libs/contracts';
import { AuthenticationFailure, type GuardedRequest, RolesGuard } from '#libs/verifier/nest';
import { type OwnProfile, Profile } from '../profile.js';

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
    const profile = failure.code === 'insufficient_scope' ? await this.profileOf(principal) : undefined;
    if (profile === undefined) throw failure;
    const dormant_roles = enoughOf(profile.dormant_roles, roles =>
      this.rolesGuard.allows(context, awake(principal, roles)),
    );
    if (dormant_roles.length === 0) throw failure;
    const { status, headers, body } = failure.refusal;
    const detail = `${body.detail ?? ''} ${hint(dormant_roles, profile.has_second_factor)}`.trim();
    throw new AuthenticationFailure({ status, headers, body: { ...body, detail, dormant_roles } });
  }

  /** Without it the refusal is as right: nothing that goes wrong here is to make another one of it. */
  private async profileOf(principal: Principal): Promise<OwnProfile | undefined> {
    try {
      return await this.profile.read(principal);
    } catch {
      return undefined;
    }
  }
}

type Names = readonly string[];

/** @returns those of which each would be enough by itself; all, where only all of them together would; none, where not even those */
function enoughOf(dormant: Names, areEnough: (roles: Names) => boolean): Names {
  if (!areEnough(dormant)) return [];
  const alone = dormant.filter(role => areEnough([role]));
  return alone.length > 0 ? alone : dormant;
}

const awake = (principal: Principal, dormant: Names): Principal => ({
  ...principal,
  roles: [...principal.roles, ...dormant],
  amr: [...(principal.amr ?? []), 'mfa'],
});

/** As many are named in words; somebody may have hundreds. */
const MOST_NAMED = 5;

function hint(roles: Names, hasSecondFactor: boolean): string {
  const named = [...roles.slice(0, MOST_NAMED), ...(roles.length > MOST_NAMED ? ['…'] : [])].join(', ');
  const todo = hasSecondFactor
    ? 'show a second factor at POST /v1/auth/step-up'
    : 'add a second factor at /v1/auth/factors';
  return `What you have of it sleeps in this session (${named}): ${todo}.`;
}
