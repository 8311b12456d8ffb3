import { Injectable } from '@nestjs/common';
import { FIRST_PARTY_CLIENT } from '#libs/contracts';
import { Database, statement } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { CannotVerify, RevocationView, TokenRejected, type VerifiedToken } from '#libs/verifier/core';

/**
 * The service's own view of revocations: one look by primary keys for each request, at the session, its subject, the
 * signing key and the list of revoked tokens. A token whose session is gone is refused.
 */
@Injectable()
export class SessionRevocationView extends RevocationView {
  constructor(private readonly database: Database) {
    super();
  }

  override async check({ claims: { sid, sub, epoch, jti }, kid }: VerifiedToken): Promise<'current'> {
    if (!UUID.test(sub) || (sid !== undefined && !UUID.test(sid))) throw new TokenRejected('revoked');
    const inForce = await this.look(
      sid === undefined
        ? this.database.run(selectClientTokenInForce, [sub, epoch, jti, kid])
        : this.database.run(selectInForce, [sub, epoch, jti, kid, sid]),
    );
    if (!inForce) throw new TokenRejected('revoked');
    return 'current';
  }

  override permits(): boolean {
    return false;
  }

  private async look(found: Promise<unknown[]>): Promise<boolean> {
    try {
      return (await found).length > 0;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new CannotVerify('the session cannot be looked up', error.retryAfterSeconds, { cause: error });
    }
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What holds for every token of the subject `u`: $1 sub, $2 epoch, $3 jti, $4 kid. */
const TOKEN_IN_FORCE = `u.id = $1 AND u.epoch <= $2 AND u.status = 'active'
     AND EXISTS (SELECT 1 FROM signing_keys k WHERE k.kid = $4 AND k.state <> 'retired')
     AND NOT EXISTS (SELECT 1 FROM revocations r WHERE r.kind = 'token' AND r.target = $3)`;

// A session that a service opened for a person dies with the service's account.
const selectInForce = statement<{ id: string }, [string, number, string, string, string]>(
  'sessions.token_in_force',
  `SELECT s.id FROM sessions s JOIN subjects u ON u.id = s.user_id
   WHERE s.id = $5 AND ${TOKEN_IN_FORCE}
     AND NOT s.revoked AND s.opened_epoch >= u.sessions_epoch AND s.expires_at > statement_timestamp()
     AND (s.client_id = '${FIRST_PARTY_CLIENT}' OR EXISTS (
       SELECT 1 FROM subjects c WHERE c.id = nullif(s.client_id, '${FIRST_PARTY_CLIENT}')::uuid AND c.status = 'active'))`,
);

const selectClientTokenInForce = statement<{ id: string }, [string, number, string, string]>(
  'sessions.client_token_in_force',
  `SELECT u.id FROM subjects u WHERE u.kind = 'client' AND ${TOKEN_IN_FORCE}`,
);
