import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { AuthorizationCodes, Consents, DeviceAuthorizations } from '#libs/oidc';
import { Database } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { ApplicationSessions } from '#libs/sessions';

/** Takes back what somebody has allowed an application, and ends all that it has for them. */
@Injectable()
export class WithdrawConsent {
  constructor(
    private readonly database: Database,
    private readonly consents: Consents,
    private readonly authorizationCodes: AuthorizationCodes,
    private readonly deviceAuthorizations: DeviceAuthorizations,
    private readonly applicationSessions: ApplicationSessions,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `consent_not_found` if it was allowed nothing and has nothing: one that nobody was asked about may have something */
  async execute(actor: Actor, userId: string, clientId: string): Promise<void> {
    await this.database.transaction(async transaction => {
      const wasAllowed = await this.consents.withdraw(transaction, userId, clientId);
      // Before the sessions: whoever is redeeming a code is waited for, and then seen.
      await this.authorizationCodes.withdraw(transaction, userId, clientId);
      await this.deviceAuthorizations.withdraw(transaction, userId, clientId);
      const ended = await this.applicationSessions.endAll(transaction, actor, userId, clientId);
      if (!wasAllowed && ended === 0) throw new DomainError('consent_not_found');
      const details = { user_id: userId };
      await this.audit.record(transaction, { kind: 'consent_withdrawn', actor, target: clientId, details });
    });
  }
}
