import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, statement } from '#libs/persistence';
import { RevocationLog } from './log/revocation-log.js';

export interface TokenRevocation {
  readonly jti: string;
  readonly reason: string | null;
  readonly revoked_at: Date;
  /** When the entry may be forgotten. */
  readonly expires_at: Date;
}

/** Takes one access token back by its `jti`, before it expires. */
@Injectable()
export class RevokeToken {
  constructor(
    private readonly database: Database,
    private readonly revocationLog: RevocationLog,
    private readonly audit: Audit,
  ) {}

  /** Revoking a token again changes nothing, and tells what was written the first time. */
  async execute(actor: Actor, jti: string, reason: string | null): Promise<TokenRevocation> {
    return this.database.inTurn(`token ${jti}`, async transaction => {
      const written = await this.revocationLog.announce(transaction, [{ kind: 'token', target: jti, reason }]);
      if (written.length > 0) {
        await this.audit.record(transaction, { kind: 'authn_token_revoked', actor, target: jti, details: { reason } });
      }
      const [standing] = await transaction.run(selectRevocation, [jti]);
      if (standing === undefined) throw new Error('the revocation was removed while it was being repeated');
      return standing;
    });
  }
}

const selectRevocation = statement<TokenRevocation, [string]>(
  'revocations.token',
  `SELECT target AS jti, reason, revoked_at, expires_at FROM revocations WHERE kind = 'token' AND target = $1`,
);
