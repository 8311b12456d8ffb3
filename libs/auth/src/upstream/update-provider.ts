import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { Database, type Transaction } from '#libs/persistence';
import { assertVersion, type ExpectedVersion } from '#libs/platform';
import { definitionOf, IdentityProviders, type ProviderDefinition, type ProviderRecord } from '#libs/upstream';
import { assertWhole } from './assert-whole.js';
import { contentOf } from './provider-content.js';
import { MayConfigure } from './may-configure.js';

/** What is to be different; what is absent stays. */
export interface ProviderChange {
  readonly definition: Partial<ProviderDefinition>;
  readonly secret?: string;
}

/** Changes a provider, for who may have it do what it did, and what it does from then on. Sessions go on. */
@Injectable()
export class UpdateProvider {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly mayConfigure: MayConfigure,
    private readonly identityProviders: IdentityProviders,
    private readonly audit: Audit,
  ) {}

  /**
   * Changes nothing, the version neither, where everything is as it is to be.
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `validation_failed`, `role_not_found`, `identity_provider_not_found`,
   *   `precondition_failed`
   */
  execute(
    caller: Caller,
    id: string,
    change: ProviderChange,
    expected: ExpectedVersion,
    open?: Transaction,
  ): Promise<ProviderRecord> {
    const update = async (transaction: Transaction): Promise<ProviderRecord> => {
      const held = await this.authority.authorise(transaction, caller, 'identity_providers:write');
      const before = await this.identityProviders.get(id, transaction);
      assertVersion(expected, before.version);
      const definition = { ...definitionOf(before), ...change.definition };
      assertWhole(definition);
      await this.mayConfigure.assertRolesExist(transaction, change.definition);
      await this.mayConfigure.assert(transaction, held, before);
      await this.mayConfigure.assert(transaction, held, definition);
      if (change.secret === undefined && isDeepStrictEqual(definition, definitionOf(before))) return before;
      const after = await this.identityProviders.update(transaction, id, change.secret, definition);
      const details = {
        before: contentOf(before),
        after: contentOf(after),
        secret_changed: change.secret !== undefined,
      };
      await this.audit.record(transaction, { kind: 'identity_provider_updated', actor: caller, target: id, details });
      return after;
    };
    return this.database.inTurn(ADMINISTRATION, update, open);
  }
}
