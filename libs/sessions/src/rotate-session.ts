import type { FactoryProvider } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, type Statement, statement, type Transaction, Turns } from '#libs/persistence';
import { Config } from '#libs/platform';
import { RevocationLog } from '#libs/revocations';
import { LIVING, type LivingSession, SESSION_LIVES } from './session.js';

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

export type RotationOutcome<Rotated = LivingSession> =
  | { readonly kind: 'rotated'; readonly session: Rotated }
  /** The successor that is out there already may be handed out again. */
  | { readonly kind: 'grace'; readonly session: LivingSession }
  /** An old token: the session is revoked by now. */
  | { readonly kind: 'reused' }
  /** Expired, revoked, or gone. */
  | { readonly kind: 'ended' };

const MAX_ROUNDS = 3;

/** One of those who present the same token, and ask for the same, at the same time. */
interface Presenter<Rotated> {
  readonly rotation: Rotation;
  readonly actor: Actor;
  readonly settle: (outcome: RotationOutcome<Rotated>) => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Rotates a session's refresh token: one guarded statement by primary key. Of any number of callers with the same
 * token exactly one changes the row; the others are classified afterwards by a fresh, locked look at it, because a
 * statement that had to wait has seen a mixed snapshot.
 *
 * They would all queue for the one row, each with a connection that everybody else needs. So a process goes to the
 * database for one session with one connection at a time, and whoever presents the same token meanwhile is classified
 * together, by one look. What is true is settled by the statements alone: other processes do the same.
 */
export class RotateSession<Rotated extends LivingSession> {
  private readonly turns = new Turns();
  /** Those who wait for the turn of their session, by all that has to be the same. */
  private readonly gathering = new Map<string, Presenter<Rotated>[]>();

  private constructor(
    private readonly rotate: Statement<Rotated, Rotation>,
    private readonly database: Database,
    private readonly config: Config,
    private readonly revocationLog: RevocationLog,
    private readonly audit: Audit,
  ) {}

  /** @param rotate made with `rotating`; what it reads along is in the outcome */
  static by<Rotated extends LivingSession>(rotate: Statement<Rotated, Rotation>): FactoryProvider {
    return {
      provide: RotateSession,
      inject: [Database, Config, RevocationLog, Audit],
      useFactory: (database: Database, config: Config, revocationLog: RevocationLog, audit: Audit) =>
        new RotateSession(rotate, database, config, revocationLog, audit),
    };
  }

  execute(rotation: Rotation, actor: Actor): Promise<RotationOutcome<Rotated>> {
    return new Promise((settle, fail) => {
      const presenter = { rotation, actor, settle, fail };
      const key = whatIsAlike(rotation);
      const others = this.gathering.get(key);
      if (others !== undefined) return void others.push(presenter);
      const together = [presenter];
      this.gathering.set(key, together);
      const serve = (): Promise<void> => {
        this.gathering.delete(key);
        return this.serve(together);
      };
      this.turns.run(rotation.session_id, serve).catch((error: unknown) => {
        if (this.gathering.get(key) === together) this.gathering.delete(key);
        for (const one of together) one.fail(error);
      });
    });
  }

  /** @param presenters those with the same token; each is told as soon as it is clear */
  private async serve(presenters: readonly Presenter<Rotated>[]): Promise<void> {
    let left = presenters;
    for (let round = 1; ; round++) {
      left = await this.withoutWinner(left);
      const [first] = left;
      if (first === undefined) return;
      const losers = left;
      const outcome = await this.database.transaction(transaction =>
        this.classify(transaction, first.rotation, losers),
      );
      // A token that is still the newest lost to something that was undone: it may try again.
      if (outcome === 'untouched' && round < MAX_ROUNDS) continue;
      for (const one of left) one.settle(outcome === 'untouched' ? { kind: 'ended' } : outcome);
      return;
    }
  }

  /** Rotates for the first of them. @returns those for whom the token is not the newest one by now */
  private async withoutWinner([first, ...others]: readonly Presenter<Rotated>[]): Promise<
    readonly Presenter<Rotated>[]
  > {
    if (first === undefined) return [];
    const [session] = await this.database.run(this.rotate, first.rotation);
    if (session === undefined) return [first, ...others];
    first.settle({ kind: 'rotated', session });
    return others;
  }

  /** Returns the outcome for all of them, since throwing here would undo the revocation. */
  private async classify(
    transaction: Transaction,
    { session_id, secret_hash, counter, jti, client_id, audience }: Rotation,
    presenters: readonly Presenter<Rotated>[],
  ): Promise<Exclude<RotationOutcome<Rotated>, { kind: 'rotated' }> | 'untouched'> {
    const locked = await transaction.run(lockSession, { session_id, secret_hash, client_id, audience });
    if (locked.length === 0) return { kind: 'ended' };
    const [session] = await transaction.run(selectForClassification, [session_id, this.config.refreshGrace]);
    if (session?.lives !== true) return { kind: 'ended' };
    if (session.counter === counter) return 'untouched';
    if (session.counter === counter + 1 && session.in_grace) {
      await transaction.run(recordGrace, [session_id, jti]);
      await this.record(transaction, 'authn_token_grace', presenters, session);
      return { kind: 'grace', session };
    }
    await transaction.run(revokeReused, [session_id]);
    await this.revocationLog.announce(transaction, [{ kind: 'session', target: session_id }]);
    // By the first of them: the others come to a session that is over.
    await this.record(transaction, 'authn_token_reuse', presenters.slice(0, 1), session);
    return { kind: 'reused' };
  }

  private async record(
    transaction: Transaction,
    kind: 'authn_token_grace' | 'authn_token_reuse',
    presenters: readonly Presenter<Rotated>[],
    { user_id, counter: newest }: LivingSession,
  ): Promise<void> {
    const events = presenters.map(({ actor, rotation: { session_id: target, counter: presented } }) => ({
      kind,
      actor,
      target,
      details: { user_id, newest, presented },
    }));
    await this.audit.recordAll(transaction, events);
  }
}

/** Those for whom this is the same can be told the same. */
function whatIsAlike({ session_id, client_id, audience, counter, secret_hash }: Rotation): string {
  return JSON.stringify([session_id, client_id, audience, counter, secret_hash.toString('base64')]);
}

/** Nobody may ask for more than the login did; asking for what is not configured is refused before. */
const MAY_ASK = `s.client_id = :client_id
     AND (s.audience IS NULL OR :audience::text[] IS NULL OR :audience::text[] <@ s.audience)`;

/**
 * Rotates a session and gives it as a `LivingSession`; of any number of callers with the same token only to one. It touches no
 * indexed column: a heap-only update.
 *
 * What is read along is of the statement's snapshot, as is the standing that the condition asks for. Where the update had to wait
 * for the row, only the row itself is looked at anew, so what was read along may be older than the session. It is never a mixture: the
 * epoch in it belongs to the roles in it, and whatever happened since has outdated that epoch.
 * @param along SQL that reads one row; `session.user_id` is whose the session is
 */
export const rotating = (along: string): string => `
  WITH session AS (
    UPDATE sessions s
    SET counter = s.counter + 1, jti = :jti,
        last_used_at = statement_timestamp(), rotated_at = statement_timestamp()
    FROM subjects u
    WHERE s.id = :session_id AND s.secret_hash = :secret_hash AND s.counter = :counter AND u.id = s.user_id AND ${MAY_ASK}
      AND ${SESSION_LIVES}
    RETURNING ${LIVING}
  )
  SELECT session.*, along.* FROM session CROSS JOIN LATERAL (${along}) along`;

const lockSession = statement<{ id: string }, Omit<Rotation, 'counter' | 'jti'>>(
  'sessions.lock_for_classification',
  `SELECT s.id FROM sessions s WHERE s.id = :session_id AND s.secret_hash = :secret_hash AND ${MAY_ASK} FOR UPDATE`,
);

const selectForClassification = statement<LivingSession & { lives: boolean; in_grace: boolean }, [string, number]>(
  'sessions.classify',
  `SELECT ${LIVING}, ${SESSION_LIVES} AS lives,
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
