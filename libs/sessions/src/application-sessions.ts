import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import type { AuthenticationMethod } from '#libs/contracts';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { RevocationLog } from '#libs/revocations';
import { SESSION_LIVES } from './session.js';

/** A living session of an application, and what it is for. */
export interface ApplicationSession {
  readonly id: string;
  readonly user_id: string;
  readonly client_id: string;
  readonly parent_id: string | null;
  /** The session in which the person has let it in, whether it hangs on that or not; null: not known. */
  readonly granted_in: string | null;
  readonly scope: string[];
  readonly amr: AuthenticationMethod[];
  /** Whether the person has one now: where not, one that was shown counts for nothing any more. */
  readonly has_second_factor: boolean;
  readonly authenticated_at: Date;
  /** The database's time. */
  readonly read_at: Date;
}

/** A living session in which a person is here themselves. */
export interface OwnSession {
  readonly amr: AuthenticationMethod[];
  readonly authenticated_at: Date;
  /** As of `ApplicationSession`. */
  readonly has_second_factor: boolean;
}

/** The sessions of applications that people have let in. */
@Injectable()
export class ApplicationSessions {
  constructor(
    private readonly database: Database,
    private readonly revocationLog: RevocationLog,
    private readonly audit: Audit,
  ) {}

  /** @returns undefined if it is over, or none of an application */
  async find(id: string): Promise<ApplicationSession | undefined> {
    return (await this.database.run(selectOfApplication, [id]))[0];
  }

  /**
   * The session in which somebody may let applications in: their own, of no application.
   * @throws DomainError `insufficient_scope` if it is over, or another one
   */
  async getOwn(userId: string, id: string): Promise<OwnSession> {
    const [own] = await this.database.run(selectOwn, [id, userId]);
    if (own === undefined)
      throw new DomainError('insufficient_scope', { detail: 'This is not a session of your own.' });
    return own;
  }

  /** Ends all that an application has for somebody, by one statement. @returns how many sessions that were */
  async endAll(transaction: Transaction, actor: Actor, userId: string, clientId: string): Promise<number> {
    const ended = await transaction.run(endThose, [userId, clientId]);
    await this.revocationLog.announce(
      transaction,
      ended.map(({ id }) => ({ kind: 'session', target: id })),
    );
    if (ended.length === 0) this.revocationLog.affirm(transaction);
    const details = { user_id: userId, reason: 'consent_withdrawn' };
    const events = ended.map(({ id: target }) => ({ kind: 'session_revoked' as const, actor, target, details }));
    await this.audit.recordAll(transaction, events);
    return ended.length;
  }
}

const selectOfApplication = statement<ApplicationSession, [string]>(
  'sessions.of_application',
  `SELECT s.id, s.user_id, s.client_id, s.parent_id, s.granted_in, s.scope, s.amr, u.has_second_factor,
          coalesce(s.authenticated_at, s.issued_at) AS authenticated_at,
          date_trunc('milliseconds', statement_timestamp()) AS read_at
   FROM sessions s JOIN subjects u ON u.id = s.user_id WHERE s.id = $1 AND s.scope IS NOT NULL AND ${SESSION_LIVES}`,
);

const selectOwn = statement<OwnSession, [string, string]>(
  'sessions.own',
  `SELECT s.amr, coalesce(s.authenticated_at, s.issued_at) AS authenticated_at, u.has_second_factor
   FROM sessions s JOIN subjects u ON u.id = s.user_id
   WHERE s.id = $1 AND s.user_id = $2 AND s.client_subject_id IS NULL AND ${SESSION_LIVES}`,
);

// In order of id, so that two such statements cannot wait for each other.
const endThose = statement<{ id: string }, [string, string]>(
  'sessions.end_those_of_application',
  `UPDATE sessions SET revoked = true, revoked_at = statement_timestamp(), revoked_reason = 'consent_withdrawn'
   WHERE id IN (SELECT id FROM sessions
                WHERE user_id = $1 AND client_subject_id = $2 AND scope IS NOT NULL AND NOT revoked ORDER BY id FOR NO KEY UPDATE)
   RETURNING id`,
);
