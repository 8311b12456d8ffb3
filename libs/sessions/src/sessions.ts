import { Injectable } from '@nestjs/common';
import type { AuthenticationMethod } from '#libs/contracts';
import { Database, statement, type Transaction } from '#libs/persistence';
import { LAST_ID, type PageRequest } from '#libs/platform';
import { RECORD, SESSION_LIVES, type SessionRecord } from './session.js';
import { amrWith } from './stepping-up.js';

/** The sessions of users: listing them, finding out whether one lives, sparing one when all others end. */
@Injectable()
export class Sessions {
  constructor(private readonly database: Database) {}

  /** Newest first. One more than asked for, if there is more. `active` leaves out those that are over. */
  list(userId: string, page: PageRequest, active: boolean): Promise<SessionRecord[]> {
    return this.database.run(active ? selectActive : selectAll, [userId, page.after ?? null, page.limit + 1]);
  }

  /** Lets one session outlive the end of all others, which raised the epoch to `toEpoch`, if it lived until then. */
  async carryOver(transaction: Transaction, userId: string, sessionId: string, toEpoch: number): Promise<void> {
    await transaction.run(carryOver, [sessionId, userId, toEpoch]);
  }

  /** Whether the session that a genuine refresh token belongs to lives, and was opened by this client. */
  async lives(sessionId: string, secretHash: Buffer, clientId: string): Promise<boolean> {
    return (await this.database.run(selectLivingBySecret, [sessionId, secretHash, clientId])).length > 0;
  }

  /**
   * Whether the user's session lives, which it goes on to do until the transaction has ended, as long as the standing is
   * locked as well: whoever ends it meanwhile waits.
   */
  async hold(transaction: Transaction, userId: string, sessionId: string): Promise<boolean> {
    return (await transaction.run(lockLiving, [sessionId, userId])).length > 0;
  }

  /** Notes that more was shown in a session than that by which it was opened. Tokens tell so after a refresh. */
  async noteShown(
    transaction: Transaction,
    sessionId: string,
    methods: readonly AuthenticationMethod[],
  ): Promise<void> {
    await transaction.run(addMethods, [sessionId, methods]);
  }

  /**
   * Whether the session of a genuine refresh token is over although the holder of the token has not given it up: an
   * administrator ended it, or another device, or its time is up. True for a session that is gone from the database,
   * since nothing is known of how it ended.
   */
  async isLeftBehind(sessionId: string, secretHash: Buffer, clientId: string): Promise<boolean> {
    return (await this.database.run(selectLeftBehind, [sessionId, secretHash, clientId]))[0]?.left_behind ?? true;
  }

  /** Whether all of these sessions live, at one moment. */
  async allLive(ids: readonly string[]): Promise<boolean> {
    return (await this.database.run(selectAllLiving, [ids])).length === ids.length;
  }

  /** The epoch that a session was opened under, or `undefined` if it does not live any more. */
  async epochOfLiving(sessionId: string): Promise<number | undefined> {
    return (await this.database.run(selectLiving, [sessionId]))[0]?.opened_epoch;
  }
}

const FROM = 'FROM sessions s JOIN subjects u ON u.id = s.user_id';

/** A bound in any case, so that no plan reads what comes before it. */
const CURSOR = `coalesce($2::uuid, '${LAST_ID}')`;

export const selectAll = statement<SessionRecord, [string, string | null, number]>(
  'sessions.list',
  `SELECT ${RECORD} ${FROM} WHERE s.user_id = $1 AND s.id < ${CURSOR} ORDER BY s.id DESC LIMIT $3`,
);

const selectActive = statement<SessionRecord, [string, string | null, number]>(
  'sessions.list_active',
  `SELECT ${RECORD} ${FROM} WHERE s.user_id = $1 AND s.id < ${CURSOR} AND ${SESSION_LIVES}
   ORDER BY s.id DESC LIMIT $3`,
);

const carryOver = statement<never, [string, string, number]>(
  'sessions.carry_over',
  `UPDATE sessions SET opened_epoch = $3
   WHERE id = $1 AND user_id = $2 AND NOT revoked AND opened_epoch = $3 - 1`,
);

const selectLiving = statement<{ opened_epoch: number }, [string]>(
  'sessions.epoch_of_living',
  `SELECT s.opened_epoch FROM sessions s JOIN subjects u ON u.id = s.user_id WHERE s.id = $1 AND ${SESSION_LIVES}`,
);

const selectAllLiving = statement<{ id: string }, [readonly string[]]>(
  'sessions.all_live',
  `SELECT s.id FROM sessions s JOIN subjects u ON u.id = s.user_id WHERE s.id = ANY($1::uuid[]) AND ${SESSION_LIVES}`,
);

const addMethods = statement<never, [string, readonly string[]]>(
  'sessions.note_shown',
  `UPDATE sessions s SET amr = ${amrWith('$2::text[]')} WHERE id = $1`,
);

const lockLiving = statement<{ id: string }, [string, string]>(
  'sessions.hold',
  `SELECT s.id FROM sessions s JOIN subjects u ON u.id = s.user_id
   WHERE s.id = $1 AND s.user_id = $2 AND ${SESSION_LIVES} FOR NO KEY UPDATE OF s`,
);

const selectLivingBySecret = statement<{ id: string }, [string, Buffer, string]>(
  'sessions.lives',
  `SELECT s.id FROM sessions s JOIN subjects u ON u.id = s.user_id
   WHERE s.id = $1 AND s.secret_hash = $2 AND s.client_id = $3 AND ${SESSION_LIVES}`,
);

const selectLeftBehind = statement<{ left_behind: boolean }, [string, Buffer, string]>(
  'sessions.left_behind',
  `SELECT s.secret_hash = $2 AND s.client_id = $3 AND NOT (${SESSION_LIVES}) AS left_behind
   FROM sessions s JOIN subjects u ON u.id = s.user_id WHERE s.id = $1`,
);
