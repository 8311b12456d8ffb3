import { Injectable } from '@nestjs/common';
import { GuessKeys } from '#libs/guessing';
import { Database, statement, type StatementRunner } from '#libs/persistence';
import { Config } from '#libs/platform';
import { Chore } from '#libs/housekeeping';
import { normaliseEmail } from '../email.js';

/** Mails of one kind that one address is sent within an hour: nobody's mailbox is flooded, whoever asks and however often. */
const MAILS_AN_HOUR = 5;
/** The same of whoever asks, by network: an office has one address. */
const ASKED_AN_HOUR = 30;

/**
 * Counts in the database, so for all instances together, and within the transaction of what is counted: each count is one
 * guarded statement.
 */
@Injectable()
export class MailboxAllowance extends Chore {
  override readonly done = 'counts of mails forgotten';

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly guessKeys: GuessKeys,
  ) {
    super();
  }

  /** @returns whether this address may be sent another mail of this kind; then it counts */
  take(runner: StatementRunner, kind: string, email: string): Promise<boolean> {
    return this.count(runner, this.guessKeys.of('mailbox', kind, normaliseEmail(email)), MAILS_AN_HOUR);
  }

  /** @returns whether this network may ask for another mail of this kind; then it counts */
  takeOfAsker(runner: StatementRunner, kind: string, network: string): Promise<boolean> {
    return this.count(runner, this.guessKeys.of('mail asker', kind, network), ASKED_AN_HOUR);
  }

  /** Forgets what has not been counted for an hour. */
  override async execute(limit: number): Promise<number> {
    return (await this.database.run(purge, [limit])).length;
  }

  private async count(runner: StatementRunner, key: string, most: number): Promise<boolean> {
    if (this.config.throttle === 'off') return true;
    return (await runner.run(take, [key, most])).length > 0;
  }
}

const take = statement<{ key: string }, [string, number]>(
  'mailbox_allowances.take',
  `INSERT INTO mailbox_allowances AS a (key, taken, last_at)
   VALUES ($1, ARRAY[statement_timestamp()], statement_timestamp())
   ON CONFLICT (key) DO UPDATE SET
     taken = statement_timestamp() || ARRAY(
       SELECT t FROM unnest(a.taken) t WHERE t > statement_timestamp() - interval '1 hour'),
     last_at = statement_timestamp()
   WHERE (SELECT count(*) FROM unnest(a.taken) t WHERE t > statement_timestamp() - interval '1 hour') < $2::integer
   RETURNING key`,
);

const purge = statement<{ key: string }, [number]>(
  'mailbox_allowances.purge',
  `DELETE FROM mailbox_allowances WHERE key IN (
     SELECT key FROM mailbox_allowances WHERE last_at < statement_timestamp() - interval '1 hour'
     ORDER BY last_at LIMIT $1 FOR UPDATE SKIP LOCKED)
   RETURNING key`,
);
