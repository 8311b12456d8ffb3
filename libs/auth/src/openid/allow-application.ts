import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { type Allowed, Consents } from '#libs/oidc';
import type { Transaction } from '#libs/persistence';

/** Remembers what somebody has just allowed an application. */
@Injectable()
export class AllowApplication {
  constructor(
    private readonly consents: Consents,
    private readonly audit: Audit,
  ) {}

  /** Part of the transaction in which the application is let in for it. */
  async within(transaction: Transaction, actor: Actor, { user_id, client_id, scopes }: Allowed): Promise<void> {
    await this.consents.grant(transaction, { user_id, client_id, scopes });
    const details = { user_id, scopes };
    await this.audit.record(transaction, { kind: 'consent_granted', actor, target: client_id, details });
  }
}
