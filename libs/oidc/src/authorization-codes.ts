import { Injectable } from '@nestjs/common';
import { Database, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { hashOfSecret, newSecret } from '#libs/platform';
import type { AuthorizationCodeEntity } from './authorization-code.entity.js';
import { stillAllowed } from './consents.js';
import { usingUp } from './interactions.js';

/** A code has to be redeemed within so many seconds. */
const LIFE_SECONDS = 60;
/** Lets scanners find one that was left in a log. */
const PREFIX = 'gac_';

/** What a code stands for. */
export type CodeGrant = Readonly<Omit<AuthorizationCodeEntity, 'code_hash' | 'expires_at' | 'session_id'>>;

/** A code that was presented. */
export interface PresentedCode extends CodeGrant {
  /** What was opened by it; null: it was never used. */
  readonly session_id: string | null;
}

/** Authorization codes (RFC 6749 §4.1): 256 random bits, good once and for a minute. */
@Injectable()
export class AuthorizationCodes {
  constructor(private readonly database: Database) {}

  /**
   * Uses up the interaction in which it was asked for, in the same statement: it is given once, whoever asks at the same moment.
   * @returns undefined if the interaction is over or answered
   */
  async issue(runner: StatementRunner, interaction_id: string, grant: CodeGrant): Promise<string | undefined> {
    const code = PREFIX + newSecret();
    const row = { ...grant, interaction_id, code_hash: hashOfSecret(code), seconds: LIFE_SECONDS };
    return (await runner.run(insert, row)).length > 0 ? code : undefined;
  }

  /** @returns undefined if it is unknown, or over and never used */
  async find(code: string): Promise<PresentedCode | undefined> {
    return (await this.database.run(select, [hashOfSecret(code)]))[0];
  }

  /** Uses it up, for one session: one guarded statement. @returns whether it was this call that did so */
  async use(transaction: Transaction, code: string, sessionId: string): Promise<boolean> {
    return (await transaction.run(use, [hashOfSecret(code), sessionId])).length > 0;
  }

  /** Takes back those that an application has been given for somebody. Whoever is redeeming one is waited for. */
  async withdraw(transaction: Transaction, userId: string, clientId: string): Promise<void> {
    await transaction.run(remove, [userId, clientId]);
  }
}

const insert = statement<
  { client_id: string },
  CodeGrant & { interaction_id: string; code_hash: Buffer; seconds: number }
>(
  'oidc.issue_code',
  `WITH asked AS (${usingUp(':interaction_id')})
   INSERT INTO authorization_codes (code_hash, client_id, user_id, granted_in, redirect_uri, code_challenge, nonce, scope, audience,
                                    amr, authenticated_at, expires_at)
   SELECT :code_hash::bytea, :client_id::uuid, :user_id::uuid, :granted_in::uuid, :redirect_uri, :code_challenge, :nonce,
          :scope::text[], :audience::text[], :amr::text[], :authenticated_at::timestamptz,
          statement_timestamp() + make_interval(secs => :seconds::integer)
   FROM asked
   RETURNING client_id`,
);

const select = statement<PresentedCode, [Buffer]>(
  'oidc.code',
  `SELECT client_id, user_id, granted_in, redirect_uri, code_challenge, nonce, scope, audience, amr, authenticated_at,
          session_id
   FROM authorization_codes WHERE code_hash = $1 AND (session_id IS NOT NULL OR expires_at > statement_timestamp())`,
);

const use = statement<{ client_id: string }, [Buffer, string]>(
  'oidc.use_code',
  `UPDATE authorization_codes a SET session_id = $2
   WHERE code_hash = $1 AND session_id IS NULL AND expires_at > statement_timestamp() AND ${stillAllowed('a')}
   RETURNING client_id`,
);

const remove = statement<never, [string, string]>(
  'oidc.withdraw_codes',
  'DELETE FROM authorization_codes WHERE user_id = $1 AND client_id = $2',
);
