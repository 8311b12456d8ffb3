import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import { normaliseEmail } from '../email.js';
import { newOneTimeToken, readOneTimeToken } from '../one-time-token.js';
import { LINK_LIVES, type LinkPurpose, type LinkRecord, type LinkTerms, type ShownLink } from './link.js';

/** The rights that are given out by mail, each good once. */
@Injectable()
export class Links {
  constructor(private readonly database: Database) {}

  /** @returns the text that the link carries; what is stored cannot be presented */
  async create(transaction: Transaction, terms: LinkTerms): Promise<{ readonly id: string; readonly token: string }> {
    const link = await this.store(transaction, terms);
    const normal = terms.email === undefined ? undefined : normaliseEmail(terms.email);
    if (terms.purpose === 'email_change_undo' && normal !== undefined && normal !== terms.email) {
      // Nobody gets the text of this one. Others ask for an address by its one form, and that is to be kept as well.
      await this.store(transaction, { ...terms, email: normal });
    }
    return link;
  }

  private async store(
    transaction: Transaction,
    { purpose, user_id, email }: LinkTerms,
  ): Promise<{ readonly id: string; readonly token: string }> {
    const id = newId();
    const { token, secret_hash } = newOneTimeToken(id);
    await transaction.run(insertLink, {
      ...{ id, user_id, purpose, secret_hash, life: LINK_LIVES[purpose] },
      email: email ?? null,
    });
    return { id, token };
  }

  /** @returns undefined for a text that is no link of these purposes which was ever given out, or one that is forgotten by now */
  async find(text: string, purposes: readonly LinkPurpose[]): Promise<LinkRecord | undefined> {
    const presented = readOneTimeToken(text);
    if (presented === undefined) return undefined;
    const [found] = await this.database.run(selectLink, [presented.id]);
    if (found === undefined || !timingSafeEqual(found.secret_hash, presented.secret_hash)) return undefined;
    if (!purposes.includes(found.purpose)) return undefined;
    const { secret_hash: _secret, ...record } = found;
    return record;
  }

  /** Uses a link up. @returns false if it is not good, or not any more: of any number of callers one gets true */
  async consume(transaction: Transaction, { id, purpose }: Pick<LinkRecord, 'id' | 'purpose'>): Promise<boolean> {
    // Of who registered nothing stays beside the account, whichever link it was: there would be nobody with whom it could go.
    const statement = purpose === 'register' ? consumeRegistrations : consumeLink;
    return (await transaction.run(statement, [id])).length > 0;
  }

  /** Makes links of the user that are good expired ones: those of these purposes. */
  async withdraw(runner: StatementRunner, userId: string, purposes: readonly LinkPurpose[]): Promise<void> {
    await runner.run(withdrawLinks, [userId, purposes]);
  }

  /** Withdraws what could take back a change of the address that came after the one which this link takes back. */
  async withdrawLaterUndoing(runner: StatementRunner, userId: string, linkId: string): Promise<void> {
    await runner.run(withdrawLater, [userId, linkId]);
  }

  /** What is known of somebody by links that they were sent, the newest first. */
  async listOf(userId: string): Promise<ShownLink[]> {
    return this.database.run(selectOf, [userId]);
  }

  /** Whether there is a good link that would make an account of this address. */
  async isRegistering(runner: StatementRunner, email: string): Promise<boolean> {
    return (await runner.run(selectRegistration, [normaliseEmail(email)])).length > 0;
  }
}

type StoredLink = LinkRecord & { readonly secret_hash: Buffer };

const IS_GOOD = 'used_at IS NULL AND expires_at > statement_timestamp()';

/**
 * SQL that tells of a link whether its address is kept for whoever may bring it back: nobody else can have it meanwhile. Asked of the
 * one form: an address that is older than that is kept in both.
 */
export const KEEPS_ADDRESS = `purpose = 'email_change_undo' AND ${IS_GOOD}`;

const insertLink = statement<never, Omit<StoredLink, 'state'> & { life: number }>(
  'links.create',
  `INSERT INTO links (id, user_id, purpose, secret_hash, email, created_at, expires_at)
   VALUES (:id, :user_id, :purpose, :secret_hash, :email,
           statement_timestamp(), statement_timestamp() + make_interval(secs => :life))`,
);

const selectLink = statement<StoredLink, [string]>(
  'links.find',
  `SELECT id, user_id, purpose, secret_hash, email,
          CASE WHEN used_at IS NOT NULL THEN 'used' WHEN ${IS_GOOD} THEN 'good' ELSE 'over' END AS state
   FROM links WHERE id = $1`,
);

const consumeLink = statement<{ id: string }, [string]>(
  'links.consume',
  `UPDATE links SET used_at = statement_timestamp() WHERE id = $1 AND ${IS_GOOD} RETURNING id`,
);

// All of one address, in one order: two that are used at once wait for each other here, and not later on.
const consumeRegistrations = statement<{ id: string }, [string]>(
  'links.consume_registrations',
  `WITH those AS (
     SELECT id FROM links WHERE purpose = 'register' AND email = (SELECT email FROM links WHERE id = $1 AND ${IS_GOOD})
     ORDER BY id FOR UPDATE),
   gone AS (DELETE FROM links USING those WHERE links.id = those.id RETURNING links.id)
   SELECT id FROM gone WHERE id = $1`,
);

const withdrawLinks = statement<never, [string, readonly string[]]>(
  'links.withdraw',
  `UPDATE links SET expires_at = statement_timestamp() WHERE user_id = $1 AND purpose = ANY($2) AND ${IS_GOOD}`,
);

const withdrawLater = statement<never, [string, string]>(
  'links.withdraw_later_undoing',
  `UPDATE links SET expires_at = statement_timestamp()
   WHERE user_id = $1 AND ${KEEPS_ADDRESS}
     AND created_at >= (SELECT created_at FROM links WHERE id = $2)`,
);

const selectOf = statement<ShownLink, [string]>(
  'links.of_user',
  `SELECT purpose, email, created_at, expires_at, used_at FROM links WHERE user_id = $1
   ORDER BY created_at DESC LIMIT 1000`,
);

const selectRegistration = statement<{ id: string }, [string]>(
  'links.registration',
  `SELECT id FROM links WHERE email = $1 AND purpose = 'register' AND ${IS_GOOD} LIMIT 1`,
);
