import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError } from '#libs/platform';

/** How long a code is good from when it was asked for, in seconds. */
export const CODE_LIFE_SECONDS = 10 * 60;
/** Of what is asked for once. */
const MOST_TRIES = 5;

/** A code as it comes to be somebody's. */
export interface GivenCode {
  /** Of the request. */
  readonly id: string;
  readonly user_id: string;
  /** The address that it is sent to. */
  readonly email: string;
  readonly code_hash: Buffer;
  /** The subject's, while it is locked. */
  readonly sessions_epoch: number;
}

/** What a code that was typed is held against; all of it null where nobody was sent one. */
export interface TriedCode {
  readonly user_id: string | null;
  readonly code_hash: Buffer | null;
}

/** Requests for codes, and what was given out for them. Whether a request has a code, nothing tells but the code. */
@Injectable()
export class LoginCodes {
  constructor(private readonly database: Database) {}

  /**
   * Begins a request, whoever has the address.
   * @param before what the same browser has asked for before: it is good no more
   * @returns until when it is good
   */
  async begin(id: string, before: string | null): Promise<Date> {
    const [begun] = await this.database.run(beginRequest, [id, before, CODE_LIFE_SECONDS]);
    if (begun === undefined) throw new Error('an INSERT without a condition has inserted nothing');
    return begun.expires_at;
  }

  /** Keeps a request as it is until the transaction ends. @returns whether it is still waiting for its code */
  async claim(transaction: Transaction, id: string): Promise<boolean> {
    return (await transaction.run(claimRequest, [id])).length > 0;
  }

  /** Of a request that the transaction has claimed. @returns until when it is good */
  async give(transaction: Transaction, code: GivenCode): Promise<Date> {
    const [given] = await transaction.run(giveCode, code);
    if (given === undefined) throw new Error('a code was given to a request that was not claimed');
    return given.expires_at;
  }

  /**
   * Counts a try before it is judged, so that any number at the same time count as if they came one after another, at whichever instance.
   * @throws DomainError `invalid_login_ticket` if the request is over: tried too often, used, expired, or asked for anew
   */
  async countTry(id: string): Promise<TriedCode> {
    const [tried] = await this.database.run(countTry, [id, MOST_TRIES]);
    if (tried === undefined) throw new DomainError('invalid_login_ticket');
    return tried;
  }

  /** Uses the code up. @returns false if it is not good any more: of any number of callers one gets true */
  async use(transaction: Transaction, id: string): Promise<boolean> {
    return (await transaction.run(useCode, [id])).length > 0;
  }
}

const beginRequest = statement<{ expires_at: Date }, [string, string | null, number]>(
  'login_codes.begin',
  `WITH gone AS (DELETE FROM login_codes WHERE id = $2)
   INSERT INTO login_codes (id, expires_at)
   VALUES ($1, date_trunc('milliseconds', statement_timestamp()) + make_interval(secs => $3::integer))
   RETURNING expires_at`,
);

const claimRequest = statement<{ id: string }, [string]>(
  'login_codes.claim',
  `SELECT id FROM login_codes WHERE id = $1 AND user_id IS NULL AND expires_at > statement_timestamp() FOR UPDATE`,
);

const giveCode = statement<{ expires_at: Date }, GivenCode>(
  'login_codes.give',
  `UPDATE login_codes SET user_id = :user_id, email = :email, code_hash = :code_hash, sessions_epoch = :sessions_epoch
   WHERE id = :id RETURNING expires_at`,
);

const countTry = statement<TriedCode, [string, number]>(
  'login_codes.count_try',
  `UPDATE login_codes SET tries = tries + 1
   WHERE id = $1 AND NOT used AND tries < $2 AND expires_at > statement_timestamp()
   RETURNING user_id, code_hash`,
);

// What was changed since: the standing, which a new password, disabling and whatever ends all sessions do; or the address, or whether it
// is verified.
const useCode = statement<{ id: string }, [string]>(
  'login_codes.use',
  `UPDATE login_codes c SET used = true FROM users u JOIN subjects s ON s.id = u.id
   WHERE c.id = $1 AND NOT c.used AND c.expires_at > statement_timestamp()
     AND u.id = c.user_id AND u.email = c.email AND u.email_verified_at IS NOT NULL
     AND s.status = 'active' AND s.sessions_epoch = c.sessions_epoch
   RETURNING c.id`,
);
