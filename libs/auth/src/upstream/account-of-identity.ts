import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { USER_ROLE } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { GrantRole } from '#libs/roles';
import { type FoundIdentity, LinkedAlready, LinkedIdentities, type ProviderRecord } from '#libs/upstream';
import { AddressTaken, assertVisibleEmail, NewUsers, normaliseEmail } from '#libs/users';
import type { UpstreamIdentity } from './upstream-identity.js';

/** Finds whose account a login at another provider is of, or makes one where an administrator has said so. */
@Injectable()
export class AccountOfIdentity {
  constructor(
    private readonly database: Database,
    private readonly linkedIdentities: LinkedIdentities,
    private readonly newUsers: NewUsers,
    private readonly grantRole: GrantRole,
    private readonly audit: Audit,
  ) {}

  /**
   * It is found by provider and subject, and by nothing else: whose address somebody has at a provider says nothing about accounts here.
   * @returns undefined if it is nobody's, and none can be made
   */
  async execute(
    provider: ProviderRecord,
    identity: UpstreamIdentity,
    source: RequestSource,
  ): Promise<FoundIdentity | undefined> {
    const found = await this.linkedIdentities.find(provider.id, identity.subject);
    if (found !== undefined) return found;
    const email = addressFor(provider, identity);
    if (email === undefined) return undefined;
    try {
      return await this.database.transaction(transaction =>
        this.make(transaction, provider, { ...identity, email }, source),
      );
    } catch (error) {
      if (!(error instanceof AddressTaken || error instanceof LinkedAlready)) throw error;
      // By the same person in another window, whose link is there now, or by somebody else.
      return this.linkedIdentities.find(provider.id, identity.subject);
    }
  }

  /** @throws AddressTaken, LinkedAlready */
  private async make(
    transaction: Transaction,
    { id: provider_id }: ProviderRecord,
    { subject, email }: UpstreamIdentity & { readonly email: string },
    source: RequestSource,
  ): Promise<FoundIdentity> {
    if ((await this.newUsers.taken(transaction, [email])).size > 0) throw new AddressTaken();
    const account = { email, status: 'active', ext: null, password_hash: null, email_verified: true } as const;
    const [user_id = ''] = await this.newUsers.create(transaction, [{ ...account, created_at: null }]);
    const actor = { id: null, ...source };
    await this.audit.record(transaction, { kind: 'user_created', actor, target: user_id, details: { provider_id } });
    await this.grantRole.grantFreely(transaction, actor, user_id, USER_ROLE);
    const id = await this.linkedIdentities.link(transaction, user_id, { provider_id, subject, email });
    const details = { provider_id, user_id, made_account: true };
    await this.audit.record(transaction, { kind: 'identity_linked', actor, target: id, details });
    return { id, user_id };
  }
}

/** The address, in its one form, of an account that may be made; undefined: none may. */
function addressFor(
  { makes_accounts, email_domains }: ProviderRecord,
  { email, email_verified }: UpstreamIdentity,
): string | undefined {
  if (!makes_accounts || email === null || !email_verified) return undefined;
  const normal = normaliseEmail(email);
  if (!email_domains.includes(normal.slice(normal.lastIndexOf('@') + 1)) || !isVisible(email)) return undefined;
  return normal;
}

function isVisible(email: string): boolean {
  try {
    assertVisibleEmail(email);
    return true;
  } catch (error) {
    if (error instanceof DomainError) return false;
    throw error;
  }
}
