import { Injectable, Logger } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database, type Transaction } from '#libs/persistence';
import { DomainError, newTokenId, type RequestSource } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { Grants, type GrantSnapshot } from '#libs/roles';
import { OpenSession } from '#libs/sessions';
import { RefreshTokens } from '#libs/tokens';
import { Users } from '#libs/users';
import type { SessionClient } from '../issue/session-client.js';
import { type SessionFacts, SessionTokens, type TokenPair } from '../issue/session-tokens.js';
import { PasswordHashing } from '../password/password-hashing.js';

/** Who wants in, through which client, and what the tokens are to be narrowed to. */
export interface LoginAttempt {
  readonly email: string;
  readonly password: string;
  readonly client: SessionClient;
  /** Null: the configured audiences. */
  readonly audience: readonly string[] | null;
}

/** The hash that the password was found to match. */
interface Verified {
  readonly id: string;
  readonly password_hash: string;
}

interface Opened {
  readonly session: SessionFacts;
  readonly jti: string;
  readonly grants: GrantSnapshot;
}

const MAX_ROUNDS = 3;

/** Logs a person in: checks the password, opens a session, gives out its tokens. */
@Injectable()
export class Login {
  private readonly logger = new Logger(Login.name);

  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly passwordHashing: PasswordHashing,
    private readonly standing: Standing,
    private readonly grants: Grants,
    private readonly openSession: OpenSession,
    private readonly refreshTokens: RefreshTokens,
    private readonly sessionTokens: SessionTokens,
    private readonly audit: Audit,
  ) {}

  /**
   * Unknown address, wrong password, disabled and invited account look the same from outside, and take the same time.
   * @throws DomainError `invalid_credentials`
   */
  async execute(attempt: LoginAttempt, source: RequestSource): Promise<TokenPair> {
    const { email, password } = attempt;
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      const credentials = await this.users.findCredentials(email);
      const { matches, needsRehash } = await this.passwordHashing.verify(credentials?.password_hash, password);
      if (credentials?.status !== 'active' || credentials.password_hash === null || !matches) {
        return this.refuse(credentials?.id, source);
      }
      const verified = { id: credentials.id, password_hash: credentials.password_hash };
      const opened = await this.open(verified, attempt, source);
      // Somebody replaced the hash or the standing changed while this one was being verified: look anew.
      if (opened === undefined) continue;
      if (needsRehash) await this.rehash(verified, password);
      return this.sessionTokens.issue(opened.session, opened.jti, opened.grants);
    }
    return this.refuse(undefined, source);
  }

  private open(
    { id, password_hash }: Verified,
    attempt: LoginAttempt,
    source: RequestSource,
  ): Promise<Opened | undefined> {
    return this.database.transaction(async transaction => {
      const standing = await this.standing.hold(transaction, id);
      if (standing?.status !== 'active') return undefined;
      if (!(await this.users.isHashInForce(transaction, id, password_hash))) return undefined;
      const grants = await this.grants.snapshot(transaction, id);
      if (grants === undefined) return undefined;
      return this.openFor(transaction, { id, grants, attempt }, source);
    });
  }

  private async openFor(
    transaction: Transaction,
    { id: user_id, grants, attempt }: { id: string; grants: GrantSnapshot; attempt: LoginAttempt },
    source: RequestSource,
  ): Promise<Opened> {
    const secret = this.refreshTokens.newSecret();
    const jti = newTokenId();
    const { client, audience } = attempt;
    const facts = { user_id, audience, issued_at: grants.read_at };
    const opened = await this.openSession.execute(transaction, {
      ...facts,
      jti,
      client_id: client.id,
      opened_epoch: grants.sessions_epoch,
      client_opened_epoch: client.standing?.sessions_epoch ?? 0,
      secret_hash: this.refreshTokens.hashOf(secret),
      ip: source.ip,
      user_agent: source.user_agent,
    });
    const actor: Actor = { id: user_id, ...source };
    await this.audit.record(transaction, { kind: 'authn_login_success', actor, target: opened.id });
    return { session: { ...facts, ...opened, client, counter: 0, secret }, jti, grants };
  }

  private async refuse(userId: string | undefined, source: RequestSource): Promise<never> {
    const actor: Actor = { id: null, ...source };
    await this.audit.record(this.database, { kind: 'authn_login_fail', actor, target: userId ?? null });
    throw new DomainError('invalid_credentials');
  }

  /** The login has succeeded: what goes wrong here must not undo it, and the next login tries again. */
  private async rehash({ id, password_hash }: Verified, password: string): Promise<void> {
    try {
      await this.users.replaceHash(this.database, id, password_hash, await this.passwordHashing.hash(password));
    } catch (error) {
      this.logger.warn(`The password hash of ${id} was not renewed: ${String(error)}`);
    }
  }
}
