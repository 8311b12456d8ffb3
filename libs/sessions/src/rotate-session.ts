import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, statement, type Transaction } from '#libs/persistence';
import { Config } from '#libs/platform';
import { Outbox } from '#libs/revocations';
import { SESSION_LIVES } from './session-record.js';

/** A genuine refresh token that is presented, and the id of the access token to be given out for it. */
export interface Rotation {
  readonly session_id: string;
  /** Who presents it: a session answers only to the client that opened it. */
  readonly client_id: string;
  /** The audiences that are asked for; null: those of the session. */
  readonly audience: readonly string[] | null;
  readonly counter: number;
  readonly secret_hash: Buffer;
  readonly jti: string;
}

export interface RotatedSession {
  readonly user_id: string;
  readonly client_id: string;
  readonly audience: string[] | null;
  /** What the newest refresh token carries. */
  readonly counter: number;
  readonly opened_epoch: number;
  readonly issued_at: Date;
  readonly expires_at: Date;
  readonly idle_at: Date;
}

export type RotationOutcome =
  /** Rotated, or in grace: the successor that is out there already may be handed out again. */
  | { readonly kind: 'rotated' | 'grace'; readonly session: RotatedSession }
  /** An old token: the session is revoked by now. */
  | { readonly kind: 'reused' }
  /** Expired, revoked, or gone. */
  | { readonly kind: 'ended' };

const MAX_ROUNDS = 3;

/**
 * Rotates a session's refresh token: one guarded statement by primary key. Of any number of callers with the same
 * token exactly one changes the row; the others are classified afterwards by a fresh, locked look at it, because a
 * statement that had to wait has seen a mixed snapshot.
 */
@Injectable()
export class RotateSession {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly outbox: Outbox,
    private readonly audit: Audit,
  ) {}

  async execute(rotation: Rotation, actor: Actor): Promise<RotationOutcome> {
    const { session_id, secret_hash, counter, jti, client_id, audience } = rotation;
    for (let round = 1; ; round++) {
      const [session] = await this.database.run(rotate, [session_id, secret_hash, counter, jti, client_id, audience]);
      if (session !== undefined) return { kind: 'rotated', session };
      const outcome = await this.database.transaction(transaction => this.classify(transaction, rotation, actor));
      // A token that is still the newest lost to something that was undone: it may try again.
      if (outcome !== 'untouched') return outcome;
      if (round === MAX_ROUNDS) return { kind: 'ended' };
    }
  }

  /** Returns the outcome, since throwing here would undo the revocation. */
  private async classify(
    transaction: Transaction,
    { session_id, secret_hash, counter, jti, client_id, audience }: Rotation,
    actor: Actor,
  ): Promise<RotationOutcome | 'untouched'> {
    const locked = await transaction.run(lockSession, [session_id, secret_hash, client_id, audience]);
    if (locked.length === 0) return { kind: 'ended' };
    const [session] = await transaction.run(selectForClassification, [session_id, this.config.refreshGrace]);
    if (session?.lives !== true) return { kind: 'ended' };
    if (session.counter === counter) return 'untouched';
    if (session.counter === counter + 1 && session.in_grace) {
      await transaction.run(recordGrace, [session_id, jti]);
      await this.record(transaction, 'authn_token_grace', actor, session_id, session);
      return { kind: 'grace', session };
    }
    await transaction.run(revokeReused, [session_id]);
    await this.outbox.announce(transaction, [{ kind: 'session', target: session_id }]);
    await this.record(transaction, 'authn_token_reuse', actor, session_id, session, counter);
    return { kind: 'reused' };
  }

  private async record(
    transaction: Transaction,
    kind: 'authn_token_grace' | 'authn_token_reuse',
    actor: Actor,
    target: string,
    session: RotatedSession,
    presented = session.counter - 1,
  ): Promise<void> {
    const details = { user_id: session.user_id, newest: session.counter, presented };
    await this.audit.record(transaction, { kind, actor, target, details });
  }
}

/** Nobody may ask for more than the login did; asking for what is not configured is refused before. */
const MAY_ASK = (client: string, audience: string): string =>
  `s.client_id = ${client} AND (s.audience IS NULL OR ${audience}::text[] IS NULL OR ${audience}::text[] <@ s.audience)`;

const ROTATED = `s.user_id, s.client_id, s.audience, s.counter, s.opened_epoch, s.issued_at, s.expires_at,
  s.last_used_at + make_interval(secs => s.idle_seconds) AS idle_at`;

// Touches no indexed column: a heap-only update.
export const rotate = statement<RotatedSession, [string, Buffer, number, string, string, readonly string[] | null]>(
  'sessions.rotate',
  `UPDATE sessions s
   SET counter = s.counter + 1, jti = $4,
       last_used_at = statement_timestamp(), rotated_at = statement_timestamp()
   FROM subjects u
   WHERE s.id = $1 AND s.secret_hash = $2 AND s.counter = $3 AND u.id = s.user_id AND ${MAY_ASK('$5', '$6')}
     AND ${SESSION_LIVES}
   RETURNING ${ROTATED}`,
);

const lockSession = statement<{ id: string }, [string, Buffer, string, readonly string[] | null]>(
  'sessions.lock_for_classification',
  `SELECT s.id FROM sessions s WHERE s.id = $1 AND s.secret_hash = $2 AND ${MAY_ASK('$3', '$4')} FOR UPDATE`,
);

const selectForClassification = statement<RotatedSession & { lives: boolean; in_grace: boolean }, [string, number]>(
  'sessions.classify',
  `SELECT ${ROTATED}, ${SESSION_LIVES} AS lives,
          s.rotated_at + make_interval(secs => $2::integer) > statement_timestamp() AS in_grace
   FROM sessions s JOIN subjects u ON u.id = s.user_id WHERE s.id = $1`,
);

const recordGrace = statement<never, [string, string]>(
  'sessions.record_grace',
  'UPDATE sessions SET jti = $2, last_used_at = statement_timestamp() WHERE id = $1',
);

const revokeReused = statement<never, [string]>(
  'sessions.revoke_reused',
  `UPDATE sessions SET revoked = true, revoked_at = statement_timestamp(), revoked_reason = 'reuse' WHERE id = $1`,
);
