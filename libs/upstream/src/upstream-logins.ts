import { Injectable } from '@nestjs/common';
import { Database, statement, type Transaction } from '#libs/persistence';
import { hashOfSecret, newId, newSecret } from '#libs/platform';

/** How long somebody may take to log in at the provider, and then to show whose account it is, in seconds. */
export const UPSTREAM_LOGIN_SECONDS = 600;

/** What goes along to the provider, and what the browser is known by. */
export interface BegunUpstreamLogin {
  readonly state: string;
  readonly nonce: string;
  readonly code_verifier: string;
  readonly browser: string;
}

/** What the provider's answer has to fit. */
export interface ExpectedAnswer {
  readonly id: string;
  readonly nonce: string;
  readonly code_verifier: string;
  /** How many seconds before `begun_at` they may have logged in there; null: nothing is demanded of that. */
  readonly max_age: number | null;
  readonly begun_at: Date;
  /** The database's time. */
  readonly read_at: Date;
}

/** Who has logged in at a provider and is nobody here yet. */
export interface UnlinkedIdentity {
  readonly provider_id: string;
  readonly subject: string;
  readonly email: string | null;
}

/** Where a login is found: by what the provider brings back, in the browser in which it was begun. */
export interface UpstreamLoginKey {
  readonly state: string;
  readonly browser: string;
}

/** Logins at other providers that are under way. Each is bound to one browser and one provider, and its answer is good once. */
@Injectable()
export class UpstreamLogins {
  constructor(private readonly database: Database) {}

  /**
   * @param max_age how many seconds ago they may have logged in there; null: nothing is demanded of that
   * @param browser what the browser is known by already
   */
  async begin(provider_id: string, max_age: number | null, browser = newSecret()): Promise<BegunUpstreamLogin> {
    const [state, nonce, code_verifier] = [newSecret(), newSecret(), newSecret()];
    const hashes = { state_hash: hashOfSecret(state), browser_hash: hashOfSecret(browser) };
    const seconds = UPSTREAM_LOGIN_SECONDS;
    const row = { id: newId(), provider_id, ...hashes, nonce, code_verifier, max_age, seconds };
    await this.database.run(insert, row);
    return { state, nonce, code_verifier, browser };
  }

  /**
   * Takes it up to look at the answer: of any number of calls one gets it.
   * @returns undefined if it is unknown, of another browser or provider, over or answered
   */
  async use({ state, browser }: UpstreamLoginKey, provider_id: string): Promise<ExpectedAnswer | undefined> {
    return (await this.database.run(use, [hashOfSecret(state), hashOfSecret(browser), provider_id]))[0];
  }

  /** Keeps who has logged in there, until they have shown whose account it is. */
  async keepUnlinked(id: string, subject: string, email: string | null): Promise<void> {
    await this.database.run(keep, [id, subject, email]);
  }

  /**
   * Who is to be linked by this login, once: from then on nobody is any more.
   * @returns undefined if there is nobody, or it was begun in another browser
   */
  async takeUnlinked(
    transaction: Transaction,
    { state, browser }: UpstreamLoginKey,
  ): Promise<UnlinkedIdentity | undefined> {
    return (await transaction.run(take, [hashOfSecret(state), hashOfSecret(browser)]))[0];
  }
}

const insert = statement<
  never,
  Omit<BegunUpstreamLogin, 'state' | 'browser'> & {
    id: string;
    provider_id: string;
    state_hash: Buffer;
    browser_hash: Buffer;
    max_age: number | null;
    seconds: number;
  }
>(
  'upstream_logins.begin',
  `INSERT INTO upstream_logins (id, provider_id, state_hash, browser_hash, nonce, code_verifier, max_age, expires_at)
   VALUES (:id, :provider_id, :state_hash, :browser_hash, :nonce, :code_verifier, :max_age,
           statement_timestamp() + make_interval(secs => :seconds::integer))`,
);

const IS_GOOD = 'state_hash = $1 AND browser_hash = $2 AND expires_at > statement_timestamp()';

const use = statement<ExpectedAnswer, [Buffer, Buffer, string]>(
  'upstream_logins.use',
  `UPDATE upstream_logins SET used = true WHERE ${IS_GOOD} AND provider_id = $3 AND NOT used
   RETURNING id, nonce, code_verifier, max_age, expires_at - make_interval(secs => ${UPSTREAM_LOGIN_SECONDS}) AS begun_at,
             statement_timestamp() AS read_at`,
);

const keep = statement<never, [string, string, string | null]>(
  'upstream_logins.keep_unlinked',
  'UPDATE upstream_logins SET subject = $2, email = $3 WHERE id = $1',
);

const take = statement<UnlinkedIdentity, [Buffer, Buffer]>(
  'upstream_logins.take_unlinked',
  `DELETE FROM upstream_logins WHERE ${IS_GOOD} AND subject IS NOT NULL RETURNING provider_id, subject, email`,
);
