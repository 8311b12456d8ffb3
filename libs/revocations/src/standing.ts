import { Injectable } from '@nestjs/common';
import { statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { RevocationLog } from './log/revocation-log.js';

/** `invited`: there is no way to log in yet. */
export type SubjectStatus = 'active' | 'invited' | 'disabled' | 'deleted';

/** Small custom claims. */
export type CustomClaims = Readonly<Record<string, unknown>>;

/** How a user begins. */
export interface NewStanding {
  readonly id: string;
  readonly status: Exclude<SubjectStatus, 'deleted'>;
  readonly ext: CustomClaims | null;
}

export interface SubjectStanding {
  readonly status: SubjectStatus;
  readonly epoch: number;
  readonly sessions_epoch: number;
}

/**
 * The standing of users and service clients. Each change here is one row and one entry of the feed, whatever the number
 * of tokens and sessions that die of it.
 */
@Injectable()
export class Standing {
  constructor(private readonly revocationLog: RevocationLog) {}

  async create(
    transaction: Transaction,
    id: string,
    kind: 'user' | 'client',
    status: 'active' | 'invited' = 'active',
  ): Promise<void> {
    await transaction.run(insertSubject, [id, kind, status]);
  }

  /** Makes users, many at once. Nobody can remember anything of them yet, so nothing is announced. */
  async createUsers(transaction: Transaction, users: readonly NewStanding[]): Promise<void> {
    await transaction.run(insertUsers, [JSON.stringify(users)]);
  }

  /** The standing, held still until the transaction ends: nothing that ends sessions can come in between. */
  async hold(transaction: Transaction, id: string): Promise<SubjectStanding | undefined> {
    return (await transaction.run(selectForShare, [id]))[0];
  }

  /** Keeps everybody else who holds, locks or changes this standing waiting until the transaction ends. */
  async lock(transaction: Transaction, id: string): Promise<SubjectStanding | undefined> {
    return (await transaction.run(selectForUpdate, [id]))[0];
  }

  async read(runner: StatementRunner, id: string): Promise<SubjectStanding | undefined> {
    return (await runner.run(selectSubject, [id]))[0];
  }

  /** @throws DomainError `user_not_found` where there is no such user, or not any more */
  async assertUser(runner: StatementRunner, id: string): Promise<void> {
    if ((await runner.run(selectUser, [id])).length === 0) throw new DomainError('user_not_found');
  }

  /** Ends every session and outdates every access token. @returns the new standing; undefined if nobody is there */
  async endAllSessions(transaction: Transaction, id: string): Promise<SubjectStanding | undefined> {
    return (await this.announce(transaction, await transaction.run(raiseBothEpochs, [id])))[0];
  }

  /** Outdates every access token; sessions go on, and a refresh brings the new truth. */
  async outdateTokens(transaction: Transaction, ids: readonly string[]): Promise<void> {
    await this.announce(transaction, await transaction.run(raiseEpoch, [ids]));
  }

  /** @returns whether the status was another one before; false too if nobody is there */
  async setStatus(transaction: Transaction, id: string, status: SubjectStatus): Promise<boolean> {
    return (await this.announce(transaction, await transaction.run(updateStatus, [id, status]))).length > 0;
  }

  /** Sets what every token of the subject carries besides; null: nothing. Those that are out there are outdated. */
  async setClaims(transaction: Transaction, id: string, claims: CustomClaims | null): Promise<void> {
    await this.announce(transaction, await transaction.run(updateClaims, [id, claims]));
  }

  /**
   * Notes that the user has a second factor by now, or has none any more. The latter outdates every access token: what they were given
   * for the sake of the factor goes with it. Does nothing where it is noted already.
   */
  async setSecondFactor(transaction: Transaction, id: string, isThere: boolean): Promise<void> {
    await this.announce(transaction, await transaction.run(updateSecondFactor, [id, isThere]));
  }

  /** Puts the standing into the feed as it is, for those who remember anything of the subject. */
  async repeat(transaction: Transaction, ids: readonly string[]): Promise<void> {
    if (ids.length > 0) await this.announce(transaction, await transaction.run(selectChanged, [ids]));
  }

  private async announce(transaction: Transaction, changed: ChangedSubject[]): Promise<ChangedSubject[]> {
    const announcements = changed.map(({ id, epoch, status }) => ({
      kind: 'subject' as const,
      target: id,
      min_epoch: epoch,
      // Who has yet to set a password has no tokens that anybody could accept.
      status: status === 'invited' ? ('disabled' as const) : status,
    }));
    // Nobody was changed: somebody else has done it before.
    if (changed.length === 0) this.revocationLog.affirm(transaction);
    await this.revocationLog.announce(transaction, announcements);
    return changed;
  }
}

/** The turn in which people change their own standing; see `Database.inTurn`. */
export const turnOfSubject = (id: string): string => `subject ${id}`;

interface ChangedSubject extends SubjectStanding {
  readonly id: string;
}

const insertSubject = statement<never, [string, string, SubjectStatus]>(
  'standing.create',
  `INSERT INTO subjects (id, kind, status) VALUES ($1, $2, $3)`,
);

const insertUsers = statement<never, [string]>(
  'standing.create_users',
  `INSERT INTO subjects (id, kind, status, ext)
   SELECT id, 'user', status, ext FROM jsonb_to_recordset($1::jsonb) AS s (id uuid, status text, ext jsonb)`,
);

const selectForShare = statement<SubjectStanding, [string]>(
  'standing.hold',
  `SELECT status, epoch, sessions_epoch FROM subjects WHERE id = $1 FOR SHARE`,
);

const selectForUpdate = statement<SubjectStanding, [string]>(
  'standing.lock',
  `SELECT status, epoch, sessions_epoch FROM subjects WHERE id = $1 FOR NO KEY UPDATE`,
);

const selectSubject = statement<SubjectStanding, [string]>(
  'standing.read',
  `SELECT status, epoch, sessions_epoch FROM subjects WHERE id = $1`,
);

const selectUser = statement<{ id: string }, [string]>(
  'standing.is_user',
  `SELECT id FROM subjects WHERE id = $1 AND kind = 'user' AND status <> 'deleted'`,
);

const raiseBothEpochs = statement<ChangedSubject, [string]>(
  'standing.end_all_sessions',
  `UPDATE subjects SET epoch = epoch + 1, sessions_epoch = sessions_epoch + 1
   WHERE id = $1 RETURNING id, status, epoch, sessions_epoch`,
);

const updateClaims = statement<ChangedSubject, [string, CustomClaims | null]>(
  'standing.set_claims',
  `UPDATE subjects SET ext = $2, epoch = epoch + 1 WHERE id = $1 RETURNING id, status, epoch, sessions_epoch`,
);

const updateSecondFactor = statement<ChangedSubject, [string, boolean]>(
  'standing.set_second_factor',
  `UPDATE subjects SET has_second_factor = $2, epoch = epoch + CASE WHEN $2 THEN 0 ELSE 1 END
   WHERE id = $1 AND has_second_factor <> $2 RETURNING id, status, epoch, sessions_epoch`,
);

// In order of id, so that two such statements cannot wait for each other.
const raiseEpoch = statement<ChangedSubject, [readonly string[]]>(
  'standing.outdate_tokens',
  `WITH concerned AS (SELECT id FROM subjects WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE)
   UPDATE subjects SET epoch = epoch + 1 FROM concerned WHERE subjects.id = concerned.id
   RETURNING subjects.id, status, epoch, sessions_epoch`,
);

const selectChanged = statement<ChangedSubject, [readonly string[]]>(
  'standing.repeat',
  'SELECT id, status, epoch, sessions_epoch FROM subjects WHERE id = ANY($1::uuid[])',
);

// Any change ends everything: coming back gives nothing back.
const updateStatus = statement<ChangedSubject, [string, SubjectStatus]>(
  'standing.set_status',
  `UPDATE subjects SET status = $2, epoch = epoch + 1, sessions_epoch = sessions_epoch + 1
   WHERE id = $1 AND status <> $2 RETURNING id, status, epoch, sessions_epoch`,
);
