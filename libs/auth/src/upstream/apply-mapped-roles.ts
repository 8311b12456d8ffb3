import { Injectable, Logger } from '@nestjs/common';
import { type Caller, OPERATOR } from '#libs/authority';
import { DomainError, type RequestSource } from '#libs/platform';
import { GrantRole, RevokeRole, UserRoles } from '#libs/roles';
import { managedRoles, type ProviderRecord } from '#libs/upstream';
import { textsIn, type UpstreamIdentity } from './upstream-identity.js';

/**
 * Has somebody have the roles that the provider's claims come to, by the mapping of an administrator who could give each of them: of the
 * roles in the mapping those, for good, and no others. All other roles stay as they are.
 */
@Injectable()
export class ApplyMappedRoles {
  private readonly logger = new Logger(ApplyMappedRoles.name);

  constructor(
    private readonly userRoles: UserRoles,
    private readonly grantRole: GrantRole,
    private readonly revokeRole: RevokeRole,
  ) {}

  /** @throws DomainError `upstream_refused` if the roles cannot be as they are to be: nobody comes in with others */
  async execute(
    userId: string,
    provider: ProviderRecord,
    { claims }: UpstreamIdentity,
    source: RequestSource,
  ): Promise<void> {
    const managed = managedRoles(provider);
    if (managed.length === 0) return;
    const wanted = provider.role_mapping.filter(({ claim, value }) => textsIn(valueOf(claims, claim)).includes(value));
    const due = new Set(wanted.map(({ role }) => role));
    const held = await this.userRoles.list(userId);
    // Whoever has written the mapping answers for what it does; the trail has it as the service's own doing.
    const caller = { ...OPERATOR, ip: source.ip, user_agent: source.user_agent };
    for (const { role } of held.filter(({ role }) => managed.includes(role) && !due.has(role)))
      await this.settle(provider, () => this.revokeRole.execute(caller, userId, role));
    const lacking = [...due].filter(role => !held.some(one => one.role === role && one.expires_at === null));
    for (const role of lacking) await this.give(provider, caller, userId, role);
  }

  /** A role that is not there any more is no reason to keep anybody out. */
  private give(provider: ProviderRecord, caller: Caller, userId: string, role: string): Promise<void> {
    return this.settle(provider, async () => {
      try {
        await this.grantRole.execute(caller, userId, role, null);
      } catch (error) {
        if (!(error instanceof DomainError && error.code === 'role_not_found')) throw error;
        this.logger.warn(`identity provider ${provider.id} maps to the role ${role}, which is not there`);
      }
    });
  }

  private async settle({ id }: ProviderRecord, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      if (!(cause instanceof DomainError) || cause.code === 'overloaded') throw cause;
      this.logger.warn(`the roles that identity provider ${id} comes to cannot be given and taken: ${cause.code}`);
      throw new DomainError('upstream_refused', { cause, detail: 'Your roles could not be brought up to date.' });
    }
  }
}

const valueOf = (claims: UpstreamIdentity['claims'], claim: string): unknown =>
  Object.hasOwn(claims, claim) ? claims[claim] : undefined;
