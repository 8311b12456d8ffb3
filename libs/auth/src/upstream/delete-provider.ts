import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { Database, type Transaction } from '#libs/persistence';
import { assertVersion, type ExpectedVersion } from '#libs/platform';
import { IdentityProviders } from '#libs/upstream';
import { contentOf } from './provider-content.js';
import { MayConfigure } from './may-configure.js';

/** Deletes a provider with all that is linked to it. Accounts, their roles and their sessions stay. */
@Injectable()
export class DeleteProvider {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly mayConfigure: MayConfigure,
    private readonly identityProviders: IdentityProviders,
    private readonly audit: Audit,
  ) {}

  /**
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `identity_provider_not_found`, `precondition_failed`
   */
  execute(caller: Caller, id: string, expected: ExpectedVersion, open?: Transaction): Promise<void> {
    const remove = async (transaction: Transaction): Promise<void> => {
      const held = await this.authority.authorise(transaction, caller, 'identity_providers:write');
      const provider = await this.identityProviders.get(id, transaction);
      assertVersion(expected, provider.version);
      await this.mayConfigure.assert(transaction, held, provider);
      await this.identityProviders.remove(transaction, id);
      const event = { actor: caller, target: id, details: contentOf(provider) };
      await this.audit.record(transaction, { kind: 'identity_provider_deleted', ...event });
    };
    return this.database.inTurn(ADMINISTRATION, remove, open);
  }
}
