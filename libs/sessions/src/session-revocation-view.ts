import { Injectable } from '@nestjs/common';
import type { AccessTokenClaims, Principal } from '#libs/contracts';
import { Database, statement } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { FeedFreshness, FeedView, RevocationFeed } from '#libs/revocations';
import { CannotVerify, RevocationView, TokenRejected, type VerifiedToken } from '#libs/verifier/core';
import { KnownSessions } from './known-sessions.js';
import { clientLives, PARENT_LIVES } from './session.js';

/**
 * The service's own view of revocations: the feed in memory and, the first time that a session is seen here, one look
 * at it in the database. A token whose session is gone is refused.
 */
@Injectable()
export class SessionRevocationView extends RevocationView {
  constructor(
    private readonly database: Database,
    private readonly feedView: FeedView,
    private readonly feedFreshness: FeedFreshness,
    private readonly revocationFeed: RevocationFeed,
    private readonly knownSessions: KnownSessions,
  ) {
    super();
  }

  override check(token: VerifiedToken): 'current' | Promise<'current'> {
    if (!this.feedFreshness.isFresh) return this.catchUp(token);
    this.feedView.refuseRevoked(token);
    const { sid, sub } = token.claims;
    return this.knownSessions.has(sid ?? sub, sub) ? 'current' : this.lookUp(token);
  }

  override awake(principal: Pick<Principal, 'roles' | 'amr'>): readonly string[] {
    return this.feedView.awake(principal);
  }

  override permits(roles: readonly string[], permission: string): boolean {
    return this.feedView.permits(roles, permission);
  }

  override holdsRole(roles: readonly string[], role: string): boolean {
    return this.feedView.holdsRole(roles, role);
  }

  /** The database may be back, or this process may have been held up: looks before it gives up. */
  private async catchUp(token: VerifiedToken): Promise<'current'> {
    try {
      await this.revocationFeed.readAnew();
    } catch (error) {
      throw new CannotVerify('the feed of revocations cannot be read', RETRY_AFTER_SECONDS, { cause: error });
    }
    this.feedView.refuseRevoked(token);
    return this.check(token);
  }

  private async lookUp(token: VerifiedToken): Promise<'current'> {
    const { sid, sub } = token.claims;
    const id = sid ?? sub;
    if (!UUID.test(sub) || !UUID.test(id)) throw new TokenRejected('revoked');
    const isKnown = await this.knownSessions.learn(id, sub, () => this.isInForce(token.claims, token.kid));
    if (!isKnown) throw new TokenRejected('revoked');
    // What was revoked while we waited.
    this.feedView.refuseRevoked(token);
    return 'current';
  }

  private async isInForce(claims: AccessTokenClaims, kid: string): Promise<boolean> {
    const { sid, sub, epoch, jti, client_epoch = 0 } = claims;
    try {
      const found =
        sid === undefined
          ? this.database.run(selectClientTokenInForce, { sub, epoch, jti, kid })
          : this.database.run(selectInForce, { sub, epoch, jti, kid, sid, client_epoch });
      return (await found).length > 0;
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      throw new CannotVerify('the session cannot be looked up', error.retryAfterSeconds, { cause: error });
    }
  }
}

const RETRY_AFTER_SECONDS = 1;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What a token says of itself. */
interface Told {
  readonly sub: string;
  readonly epoch: number;
  readonly jti: string;
  readonly kid: string;
}

/** What holds for every token of the subject `u`. */
const TOKEN_IN_FORCE = `u.id = :sub AND u.epoch <= :epoch AND u.status = 'active'
     AND EXISTS (SELECT 1 FROM signing_keys k WHERE k.kid = :kid AND k.state <> 'retired')
     AND NOT EXISTS (SELECT 1 FROM revocations r WHERE r.kind = 'token' AND r.target = :jti)`;

// A session that a service opened for a person dies with the service's account, and its tokens are outdated with the service's.
const selectInForce = statement<{ id: string }, Told & { sid: string; client_epoch: number }>(
  'sessions.token_in_force',
  `SELECT s.id FROM sessions s JOIN subjects u ON u.id = s.user_id
   WHERE s.id = :sid AND ${TOKEN_IN_FORCE}
     AND NOT s.revoked AND s.opened_epoch >= u.sessions_epoch AND s.expires_at > statement_timestamp()
     AND ${clientLives('AND c.epoch <= :client_epoch')} AND ${PARENT_LIVES}`,
);

const selectClientTokenInForce = statement<{ id: string }, Told>(
  'sessions.client_token_in_force',
  `SELECT u.id FROM subjects u WHERE u.kind = 'client' AND ${TOKEN_IN_FORCE}`,
);
