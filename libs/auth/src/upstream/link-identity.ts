import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { type IdentityRecord, LinkedAlready, LinkedIdentities, UpstreamLogins } from '#libs/upstream';

/** Links a login at another provider, which has just ended in this browser, to the account of who is logged in here. */
@Injectable()
export class LinkIdentity {
  constructor(
    private readonly database: Database,
    private readonly upstreamLogins: UpstreamLogins,
    private readonly linkedIdentities: LinkedIdentities,
    private readonly audit: Audit,
  ) {}

  /**
   * @param state as it was in the provider's answer
   * @param browser what the browser is known by; undefined: nothing
   * @throws DomainError `upstream_login_not_found`, `identity_linked`
   */
  async execute(actor: Actor, userId: string, state: string, browser: string | undefined): Promise<IdentityRecord> {
    const id = await this.link(actor, userId, { state, browser: browser ?? '' });
    const linked = (await this.linkedIdentities.listOf(userId)).find(one => one.id === id);
    if (linked === undefined) throw new DomainError('upstream_login_not_found');
    return linked;
  }

  private async link(actor: Actor, userId: string, key: { state: string; browser: string }): Promise<string> {
    try {
      return await this.database.transaction(async transaction => {
        const identity = await this.upstreamLogins.takeUnlinked(transaction, key);
        if (identity === undefined) throw new DomainError('upstream_login_not_found');
        const id = await this.linkedIdentities.link(transaction, userId, identity);
        const details = { provider_id: identity.provider_id, user_id: userId };
        await this.audit.record(transaction, { kind: 'identity_linked', actor, target: id, details });
        return id;
      });
    } catch (error) {
      throw error instanceof LinkedAlready ? new DomainError('identity_linked') : error;
    }
  }
}
