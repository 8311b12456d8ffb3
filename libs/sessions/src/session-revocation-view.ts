import { Injectable } from '@nestjs/common';
import type { AccessTokenClaims } from '#libs/contracts';
import { Database, statement } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { CannotVerify, RevocationView, TokenRejected } from '#libs/verifier/core';

/**
 * The service's own view of revocations: one look at the session and its subject, by primary key, for each request.
 * A token whose session is gone is refused.
 */
@Injectable()
export class SessionRevocationView extends RevocationView {
  constructor(private readonly database: Database) {
    super();
  }

  override async check({ sid, sub, epoch }: AccessTokenClaims): Promise<void> {
    if (sid === undefined || !UUID.test(sid)) throw new TokenRejected('revoked');
    const [found] = await this.look(sid, sub, epoch);
    if (found === undefined) throw new TokenRejected('revoked');
  }

  private async look(sid: string, sub: string, epoch: number): Promise<{ id: string }[]> {
    try {
      return await this.database.run(selectInForce, [sid, sub, epoch]);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new CannotVerify('the session cannot be looked up', error.retryAfterSeconds, { cause: error });
    }
  }
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const selectInForce = statement<{ id: string }, [string, string, number]>(
  'sessions.token_in_force',
  `SELECT s.id FROM sessions s JOIN subjects u ON u.id = s.user_id
   WHERE s.id = $1 AND s.user_id::text = $2 AND u.epoch <= $3
     AND NOT s.revoked AND s.opened_epoch >= u.sessions_epoch AND u.status = 'active'
     AND s.expires_at > statement_timestamp()`,
);
