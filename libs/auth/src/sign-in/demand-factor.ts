import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { SecondFactors } from '#libs/factors';
import { Database } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { digestOfHash, LoginTickets } from './login-tickets.js';
import type { Proof, SecondStepOf } from './proof.js';
import type { LoginTerms } from './start-session.js';

/**
 * Asks whoever has passed the first step of a login for the second. It is told that the first was right, so it is recorded, and how it was
 * shown: if it is not the owner, the password is known to somebody else, or their mails are read.
 */
@Injectable()
export class DemandFactor {
  constructor(
    private readonly database: Database,
    private readonly secondFactors: SecondFactors,
    private readonly loginTickets: LoginTickets,
    private readonly audit: Audit,
  ) {}

  /** @returns what to throw: `second_factor_required`, with a ticket that carries what was shown and how the login is to end */
  async execute(
    { user_id, methods: shown, password_hash }: Proof,
    { account, sessions_epoch }: SecondStepOf,
    { client: { client_id }, transport = 'bearer', audience, origin }: LoginTerms,
    source: RequestSource,
  ): Promise<DomainError> {
    const methods = await this.secondFactors.methodsFor(this.database, user_id, origin);
    const actor = { id: null, ...source };
    const details = { amr: shown };
    await this.audit.record(this.database, { kind: 'authn_login_factor_required', actor, target: user_id, details });
    const { ticket: login_ticket, expires_at } = this.loginTickets.issue({
      ...{ user_id, methods: shown, hash_digest: digestOfHash(password_hash) },
      ...{ sessions_epoch, account, client_id, transport, audience },
    });
    return new DomainError('second_factor_required', {
      secondStep: { login_ticket, methods, expires_at: expires_at.toISOString() },
    });
  }
}
