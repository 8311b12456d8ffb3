import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '#libs/persistence';
import { DomainError, MasterSecret, newId } from '#libs/platform';
import { DatabaseClock } from '#libs/revocations';
import { LOGIN_TICKET_PREFIX, type LoginTicket } from './login-ticket.js';
import { SealedTickets } from './sealed-tickets.js';

const LIFE_MS = 5 * 60 * 1000;
/** A second factor may be tried this often by one ticket. */
const MOST_TRIES = 5;

/** Makes, reads and uses up what carries a login from its first step to the second. */
@Injectable()
export class LoginTickets {
  private readonly sealedTickets: SealedTickets<LoginTicket>;

  constructor(
    secret: MasterSecret,
    private readonly database: Database,
    private readonly databaseClock: DatabaseClock,
  ) {
    this.sealedTickets = new SealedTickets(secret, 'login ticket', LOGIN_TICKET_PREFIX);
  }

  issue(content: Omit<LoginTicket, 'id' | 'expires_at'>): { ticket: string; expires_at: Date } {
    const expires_at = Math.floor(this.databaseClock.now) + LIFE_MS;
    const ticket = this.sealedTickets.seal({ ...content, id: newId(), expires_at });
    return { ticket, expires_at: new Date(expires_at) };
  }

  /**
   * What a ticket says. Whether it was used up, or is worthless for what has happened since, shows when it is used.
   * @throws DomainError `invalid_login_ticket` if it is none of ours, or expired
   */
  read(text: string): LoginTicket {
    const ticket = this.sealedTickets.open(text);
    if (ticket === undefined || ticket.expires_at <= this.databaseClock.now)
      throw new DomainError('invalid_login_ticket');
    return ticket;
  }

  /**
   * Counts a try before it begins, so that any number at the same time count as if they came one after another, at whichever instance.
   * @throws DomainError `invalid_login_ticket` if it was tried too often, used, or has expired
   */
  async countTry({ id, expires_at }: LoginTicket): Promise<void> {
    const counted = await this.database.run(countTry, [id, new Date(expires_at), MOST_TRIES]);
    if (counted.length === 0) throw new DomainError('invalid_login_ticket');
  }

  /** Uses it up. @returns false if it is not good any more: of any number of callers one gets true */
  async use(transaction: Transaction, { id, user_id, sessions_epoch }: LoginTicket): Promise<boolean> {
    return (await transaction.run(useTicket, [id, user_id, sessions_epoch])).length > 0;
  }
}

/** By it a ticket knows the hash that a password has matched, and does not carry it about. */
export const digestOfHash = (password_hash: string | null): string | null =>
  password_hash === null ? null : hash('sha256', password_hash, 'base64url');

const countTry = statement<{ tries: number }, [string, Date, number]>(
  'login_tickets.count_try',
  `INSERT INTO login_tickets AS t (id, tries, expires_at)
   SELECT $1::uuid, 1, $2::timestamptz WHERE $2::timestamptz > statement_timestamp()
   ON CONFLICT (id) DO UPDATE SET tries = t.tries + 1
   WHERE NOT t.used AND t.tries < $3 AND t.expires_at > statement_timestamp()
   RETURNING tries`,
);

// An end of all sessions that this does not see yet is not seen by the statement before it either, which opens the session: then that is
// over as soon as it is there.
const useTicket = statement<{ id: string }, [string, string, number]>(
  'login_tickets.use',
  `UPDATE login_tickets t SET used = true FROM subjects s
   WHERE t.id = $1 AND NOT t.used AND t.expires_at > statement_timestamp() AND s.id = $2 AND s.sessions_epoch = $3
   RETURNING t.id`,
);
