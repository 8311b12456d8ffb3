import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import type { Caller } from '#libs/authority';
import { Database, statement, type StatementRunner, type Transaction } from '#libs/persistence';
import { Config, newId } from '#libs/platform';
import { newOneTimeToken, readOneTimeToken } from './one-time-token.js';

/** `invitation`: nobody has set a password yet; `reset`: somebody has, and it is to be replaced. */
export type PasswordTokenPurpose = 'invitation' | 'reset';

/**
 * Who makes a token. `mailbox`: whoever reads the mails to the account's address, to which it goes and nowhere else; the service
 * makes it for them, whoever has asked.
 */
export interface TokenMaker extends Actor {
  readonly kind: Caller['kind'] | 'mailbox';
  readonly scopes: readonly string[];
  /** Whether a second factor was shown in the session that asks. */
  readonly mfa: boolean;
}

/** The right to set a password, as it is passed on to whom it is for. */
export interface NewPasswordToken {
  /** Shown this once; what is stored cannot be presented. */
  readonly token: string;
  readonly purpose: PasswordTokenPurpose;
  readonly expires_at: Date;
}

export interface PasswordTokenRecord {
  readonly id: string;
  readonly user_id: string;
  /** The user's address. */
  readonly email: string;
  readonly purpose: PasswordTokenPurpose;
  /** `over`: expired or withdrawn. */
  readonly state: 'good' | 'used' | 'over';
  readonly creator_kind: TokenMaker['kind'];
  readonly creator_id: string | null;
  /** Of a service client: what it could do when it made the token. */
  readonly creator_scopes: readonly string[];
  /** Of a user: whether a second factor had been shown in the session that made the token. */
  readonly creator_mfa: boolean;
  /** Whether it was sent to the user's address, and shown to nobody else. */
  readonly is_mailed: boolean;
}

/** Tokens by which a password is set without the one before. A user has at most one that is good, and one by mail. */
@Injectable()
export class PasswordTokens {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly audit: Audit,
  ) {}

  /**
   * Makes a token, which withdraws the ones before. The caller has settled that `creator` may do so. What anybody can ask for,
   * by mail, withdraws only what was asked for in this way.
   * @param isMailed whether it goes to the user's address and is shown to nobody else
   */
  async create(
    transaction: Transaction,
    creator: TokenMaker,
    userId: string,
    purpose: PasswordTokenPurpose,
    isMailed = creator.kind === 'mailbox',
  ): Promise<NewPasswordToken> {
    if (creator.kind === 'mailbox') await this.withdrawAskedFor(transaction, userId);
    else await this.withdraw(transaction, userId);
    const id = newId();
    const { token, secret_hash } = newOneTimeToken(id);
    const life = purpose === 'invitation' ? this.config.invitationTtl : this.config.resetTtl;
    const [stored] = await transaction.run(insertToken, {
      id,
      user_id: userId,
      purpose,
      secret_hash,
      creator_kind: creator.kind,
      creator_id: creator.id,
      creator_scopes: creator.scopes,
      creator_mfa: creator.mfa,
      is_mailed: isMailed,
      life,
    });
    if (stored === undefined) throw new Error('an INSERT without a condition has inserted nothing');
    const details = { token_id: id, purpose, expires_at: stored.expires_at.toISOString() };
    await this.audit.record(transaction, {
      kind: 'password_token_created',
      actor: actorOf(creator),
      target: userId,
      details,
    });
    return { token, purpose, expires_at: stored.expires_at };
  }

  /** @returns undefined for a text that is no token which was ever given out, or one that is forgotten by now */
  async find(text: string): Promise<PasswordTokenRecord | undefined> {
    const presented = readOneTimeToken(text);
    if (presented === undefined) return undefined;
    const [found] = await this.database.run(selectToken, [presented.id]);
    if (found === undefined || !timingSafeEqual(found.secret_hash, presented.secret_hash)) return undefined;
    const { secret_hash: _secret, ...record } = found;
    return record;
  }

  /** Uses a token up. @returns false if it is not good, or not any more: of any number of callers one gets true */
  async consume(transaction: Transaction, id: string): Promise<boolean> {
    return (await transaction.run(consumeToken, [id])).length > 0;
  }

  /** Makes every token of the user that is good an expired one. */
  async withdraw(runner: StatementRunner, userId: string): Promise<void> {
    await runner.run(withdrawTokens, [userId]);
  }

  /** The same of those that came by mail, to whoever has asked for them. */
  async withdrawAskedFor(runner: StatementRunner, userId: string): Promise<void> {
    await runner.run(withdrawAskedFor, [userId]);
  }
}

const actorOf = ({ id, ip, user_agent }: TokenMaker): Actor => ({ id, ip, user_agent });

const insertToken = statement<
  { expires_at: Date },
  Omit<PasswordTokenRecord, 'email' | 'state'> & { secret_hash: Buffer; life: number }
>(
  'password_tokens.create',
  `INSERT INTO password_tokens
     (id, user_id, purpose, secret_hash, creator_kind, creator_id, creator_scopes, creator_mfa, is_mailed, created_at, expires_at)
   VALUES (:id, :user_id, :purpose, :secret_hash, :creator_kind, :creator_id, :creator_scopes, :creator_mfa, :is_mailed,
           statement_timestamp(), statement_timestamp() + make_interval(secs => :life))
   RETURNING expires_at`,
);

const selectToken = statement<PasswordTokenRecord & { secret_hash: Buffer }, [string]>(
  'password_tokens.find',
  `SELECT t.id, t.user_id, u.email, t.purpose, t.secret_hash, t.creator_kind, t.creator_id, t.creator_scopes, t.creator_mfa,
          t.is_mailed,
          CASE WHEN t.used_at IS NOT NULL THEN 'used'
               WHEN t.expires_at > statement_timestamp() THEN 'good' ELSE 'over' END AS state
   FROM password_tokens t JOIN users u ON u.id = t.user_id WHERE t.id = $1`,
);

const consumeToken = statement<{ id: string }, [string]>(
  'password_tokens.consume',
  `UPDATE password_tokens SET used_at = statement_timestamp()
   WHERE id = $1 AND used_at IS NULL AND expires_at > statement_timestamp() RETURNING id`,
);

const withdrawTokens = statement<never, [string]>(
  'password_tokens.withdraw',
  `UPDATE password_tokens SET expires_at = statement_timestamp()
   WHERE user_id = $1 AND used_at IS NULL AND expires_at > statement_timestamp()`,
);

const withdrawAskedFor = statement<never, [string]>(
  'password_tokens.withdraw_asked_for',
  `UPDATE password_tokens SET expires_at = statement_timestamp()
   WHERE user_id = $1 AND creator_kind = 'mailbox' AND used_at IS NULL AND expires_at > statement_timestamp()`,
);
