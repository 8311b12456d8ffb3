import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, statement } from '#libs/persistence';
import { MAX_ACCESS_TTL_SECONDS, newId } from '#libs/platform';

/** Tolerated difference of clocks, and the longest that a transaction may take to become visible; in seconds. */
const CLOCK_SKEW = 60;
const TRANSACTION_LIMIT = 60;
/** No token that was issued by now can be alive after this: nobody can make a revocation end before. */
const KEPT_SECONDS = MAX_ACCESS_TTL_SECONDS + CLOCK_SKEW + TRANSACTION_LIMIT;

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
    private readonly audit: Audit,
  ) {}

  /** Revoking a token again changes nothing, and tells what was written the first time. */
  async execute(actor: Actor, jti: string, reason: string | null): Promise<TokenRevocation> {
    return this.database.transaction(async transaction => {
      const [written] = await transaction.run(insertRevocation, [newId(), jti, reason, KEPT_SECONDS]);
      if (written !== undefined) {
        await this.audit.record(transaction, { kind: 'authn_token_revoked', actor, target: jti, details: { reason } });
        return written;
      }
      const [standing] = await transaction.run(selectRevocation, [jti]);
      if (standing === undefined) throw new Error('the revocation was removed while it was being repeated');
      return standing;
    });
  }

  /** Forgets up to `limit` revocations of which no token can be alive. @returns how many */
  async purgeExpired(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }
}

const COLUMNS = 'target AS jti, reason, revoked_at, expires_at';

const insertRevocation = statement<TokenRevocation, [string, string, string | null, number]>(
  'revocations.revoke_token',
  `INSERT INTO revocations (id, kind, target, reason, revoked_at, expires_at)
   VALUES ($1, 'token', $2, $3, statement_timestamp(), statement_timestamp() + make_interval(secs => $4::integer))
   ON CONFLICT (target) WHERE kind = 'token' DO NOTHING RETURNING ${COLUMNS}`,
);

const selectRevocation = statement<TokenRevocation, [string]>(
  'revocations.token',
  `SELECT ${COLUMNS} FROM revocations WHERE kind = 'token' AND target = $1`,
);

const purge = statement<{ id: string }, [number]>(
  'revocations.purge',
  `DELETE FROM revocations WHERE id IN (
     SELECT id FROM revocations WHERE expires_at < statement_timestamp()
     ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING id`,
);
