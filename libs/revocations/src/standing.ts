import { Injectable } from '@nestjs/common';
import { statement, type StatementRunner, type Transaction } from '#libs/persistence';

export type SubjectStatus = 'active' | 'disabled' | 'deleted';

export interface SubjectStanding {
  readonly status: SubjectStatus;
  readonly epoch: number;
  readonly sessions_epoch: number;
}

/**
 * The standing of users and service clients. Each change here is one statement on one row, whatever the number of
 * tokens and sessions that die of it.
 */
@Injectable()
export class Standing {
  async create(transaction: Transaction, id: string, kind: 'user' | 'client'): Promise<void> {
    await transaction.run(insertSubject, [id, kind]);
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

  /** Ends every session and outdates every access token. @returns the new standing; undefined if nobody is there */
  async endAllSessions(transaction: Transaction, id: string): Promise<SubjectStanding | undefined> {
    return (await transaction.run(raiseBothEpochs, [id]))[0];
  }

  /** Outdates every access token; sessions go on, and a refresh brings the new truth. */
  async outdateTokens(transaction: Transaction, ids: readonly string[]): Promise<void> {
    await transaction.run(raiseEpoch, [ids]);
  }

  /** @returns whether the status was another one before; false too if nobody is there */
  async setStatus(transaction: Transaction, id: string, status: SubjectStatus): Promise<boolean> {
    return (await transaction.run(updateStatus, [id, status])).length > 0;
  }
}

const insertSubject = statement<never, [string, string]>(
  'standing.create',
  `INSERT INTO subjects (id, kind, status) VALUES ($1, $2, 'active')`,
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

const raiseBothEpochs = statement<SubjectStanding, [string]>(
  'standing.end_all_sessions',
  `UPDATE subjects SET epoch = epoch + 1, sessions_epoch = sessions_epoch + 1
   WHERE id = $1 RETURNING status, epoch, sessions_epoch`,
);

// In order of id, so that two such statements cannot wait for each other.
const raiseEpoch = statement<never, [readonly string[]]>(
  'standing.outdate_tokens',
  `WITH concerned AS (SELECT id FROM subjects WHERE id = ANY($1::uuid[]) ORDER BY id FOR NO KEY UPDATE)
   UPDATE subjects SET epoch = epoch + 1 FROM concerned WHERE subjects.id = concerned.id`,
);

// Leaving 'active' ends everything; coming back gives nothing back.
const updateStatus = statement<{ status: SubjectStatus }, [string, SubjectStatus]>(
  'standing.set_status',
  `UPDATE subjects
   SET status = $2,
       epoch = epoch + CASE WHEN $2 = 'active' THEN 0 ELSE 1 END,
       sessions_epoch = sessions_epoch + CASE WHEN $2 = 'active' THEN 0 ELSE 1 END
   WHERE id = $1 AND status <> $2 RETURNING status`,
);
