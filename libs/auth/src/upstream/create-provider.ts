import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { OutboundFailure, OutboundRequests } from '#libs/outbound';
import { Database, type Transaction } from '#libs/persistence';
import { IdentityProviders, type ProviderDefinition, type ProviderRecord } from '#libs/upstream';
import { assertIssuer, assertWhole, unfit } from './assert-whole.js';
import { contentOf } from './provider-content.js';
import { MayConfigure } from './may-configure.js';

/** Makes a provider known by which people can log in. */
@Injectable()
export class CreateProvider {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly mayConfigure: MayConfigure,
    private readonly identityProviders: IdentityProviders,
    private readonly outboundRequests: OutboundRequests,
    private readonly audit: Audit,
  ) {}

  /**
   * Whether the provider is there shows when somebody logs in by it.
   * @param open to do it as a part of a transaction that is under way
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `validation_failed`, `role_not_found`, `identity_provider_exists`,
   *   `too_many_identity_providers`
   */
  execute(
    caller: Caller,
    issuer: string,
    secret: string,
    definition: ProviderDefinition,
    open?: Transaction,
  ): Promise<ProviderRecord> {
    const create = async (transaction: Transaction): Promise<ProviderRecord> => {
      const held = await this.authority.authorise(transaction, caller, 'identity_providers:write');
      assertIssuer(issuer);
      this.assertReachable(issuer);
      assertWhole(definition);
      await this.mayConfigure.assertRolesExist(transaction, definition);
      await this.mayConfigure.assert(transaction, held, definition);
      const provider = await this.identityProviders.create(transaction, issuer, secret, definition);
      const event = { actor: caller, target: provider.id, details: contentOf(provider) };
      await this.audit.record(transaction, { kind: 'identity_provider_created', ...event });
      return provider;
    };
    return this.database.inTurn(ADMINISTRATION, create, open);
  }

  private assertReachable(issuer: string): void {
    try {
      this.outboundRequests.assertAllowed(new URL(issuer));
    } catch (error) {
      if (!(error instanceof OutboundFailure)) throw error;
      throw unfit('issuer', 'not_allowed', `issuer leads to ${error.message}`);
    }
  }
}
