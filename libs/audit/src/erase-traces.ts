import { Injectable } from '@nestjs/common';
import { Chore } from '#libs/housekeeping';
import { Database, statement, type Transaction } from '#libs/persistence';
import { FIRST_ID } from '#libs/platform';

/** Events that are read at once: small enough that nobody waits for it, and far within the time limit of a statement. */
const BATCH = 500;
/** As many as are gone through before a deletion is answered; more are left to the clean-up. */
const AT_ONCE = 10_000;

/**
 * Erases from the audit trail what is personal about somebody whose account is deleted: from where and with what they did
 * things, and what their custom claims were. Who did what to whom, when, of which kind and why stays, by id; so does from
 * where others did something to them. Strangers count as the person, where their account was aimed at: most often they were.
 * So what is counted of who has failed to log in there goes, too.
 *
 * That somebody is to be erased is written in the transaction of the deletion; the erasing itself is not part of it, since
 * a person may have any number of events, and all privileged changes wait for each other.
 */
@Injectable()
export class EraseTraces extends Chore {
  override readonly done = 'traces of deleted accounts erased';

  constructor(private readonly database: Database) {
    super();
  }

  /** Has it done from then on. */
  async request(transaction: Transaction, userId: string): Promise<void> {
    await transaction.run(insertErasure, [userId]);
  }

  /** Does it, as far as that goes while somebody waits; `execute` does the rest. @returns how many events it concerned */
  of(userId: string): Promise<number> {
    return this.erase(userId, AT_ONCE);
  }

  /**
   * Does all that is there to be done, and once more for what was written while an account was being deleted.
   * @returns how many events it concerned, and how many requests are settled for good
   */
  override async execute(limit: number): Promise<number> {
    let concerned = 0;
    for (const { user_id } of await this.database.run(selectErasures, [limit])) {
      concerned += await this.erase(user_id, Infinity);
      concerned += (await this.database.run(deleteErasure, [user_id])).length;
    }
    return concerned;
  }

  private async erase(userId: string, atMost: number): Promise<number> {
    let concerned = 0;
    for (const way of WAYS) {
      for (let after = FIRST_ID, read = 0; read < atMost; read += BATCH) {
        const [done] = await this.database.run(way, [userId, after, BATCH]);
        concerned += done?.erased ?? 0;
        if (done === undefined || done.last === null) break;
        after = done.last;
      }
    }
    return concerned + (await this.eraseFailures(userId));
  }

  /** After the events, which would bring them back. */
  private async eraseFailures(userId: string): Promise<number> {
    for (let erased = 0; ;) {
      const { length } = await this.database.run(deleteFailures, [userId, BATCH]);
      erased += length;
      if (length < BATCH) return erased;
    }
  }
}

interface Done {
  readonly erased: number;
  /** Where to go on; null: there is no more. */
  readonly last: string | null;
}

/**
 * One pass over events, a batch at a time, in order of id.
 * @param where which events, of the user $1
 * @param to what they are to be
 * @param still which of them are not so yet
 */
const pass = (where: string, to: string, still: string): string =>
  `WITH batch AS MATERIALIZED (
     SELECT id FROM audit_events WHERE ${where} AND id > $2 ORDER BY id LIMIT $3
   ), erased AS (
     UPDATE audit_events e SET ${to} FROM batch WHERE e.id = batch.id AND ${still} RETURNING 1
   )
   SELECT (SELECT count(*) FROM erased)::integer AS erased, (SELECT max(id::text)::uuid FROM batch) AS last`;

const ORIGIN = ['ip = NULL, user_agent = NULL', '(ip IS NOT NULL OR user_agent IS NOT NULL)'] as const;
/** Who has come over the network has an address; the operator has none, and the program’s name says that it was them. */
const BY_STRANGER = 'actor_id IS NULL AND ip IS NOT NULL';
const CLAIMS = [
  `details = details #- '{before,ext}' #- '{after,ext}'`,
  `(details #> '{before,ext}' IS NOT NULL OR details #> '{after,ext}' IS NOT NULL)`,
] as const;

type Values = [userId: string, after: string, limit: number];

const WAYS = [
  statement<Done, Values>('audit.erase_own', pass('actor_id = $1::uuid', ...ORIGIN)),
  statement<Done, Values>('audit.erase_at_account', pass(`target_id = $1::uuid::text AND ${BY_STRANGER}`, ...ORIGIN)),
  statement<Done, Values>(
    'audit.erase_at_session',
    pass(`details->>'user_id' = $1::uuid::text AND ${BY_STRANGER}`, ...ORIGIN),
  ),
  statement<Done, Values>(
    'audit.erase_claims',
    pass(`target_id = $1::uuid::text AND kind = 'user_updated'`, ...CLAIMS),
  ),
];

const deleteFailures = statement<{ hour: Date }, [userId: string, limit: number]>(
  'audit.erase_failed_logins',
  `DELETE FROM failed_logins WHERE (hour, ip, user_id) IN (
     SELECT hour, ip, user_id FROM failed_logins WHERE user_id = $1 LIMIT $2)
   RETURNING hour`,
);

const insertErasure = statement<never, [string]>(
  'audit.request_erasure',
  'INSERT INTO audit_erasures (user_id) VALUES ($1) ON CONFLICT DO NOTHING',
);

const selectErasures = statement<{ user_id: string }, [number]>(
  'audit.erasures',
  'SELECT user_id FROM audit_erasures ORDER BY requested_at LIMIT $1',
);

// What was under way when the account was deleted has long ended by then.
const deleteErasure = statement<{ user_id: string }, [string]>(
  'audit.settle_erasure',
  `DELETE FROM audit_erasures WHERE user_id = $1 AND requested_at < statement_timestamp() - interval '10 minutes'
   RETURNING user_id`,
);
