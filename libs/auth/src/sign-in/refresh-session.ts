import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { DomainError, Metrics, newTokenId, type RequestSource } from '#libs/platform';
import { RevocationFeed } from '#libs/revocations';
import { RoleGrants, type UserSnapshot } from '#libs/roles';
import { type LivingSession, RotateSession, Sessions } from '#libs/sessions';
import { RefreshTokens } from '#libs/tokens';
import type { SessionClient } from './session-client.js';
import type { SessionInSnapshot } from './session-statements.js';
import { SessionTokens, type TokenPair } from './session-tokens.js';
import { SharedReads } from './shared-reads.js';

/** A refresh token, who presents it, and what the new access token is to be narrowed to. */
export interface RefreshAttempt {
  readonly token: string;
  readonly client: SessionClient;
  /** Null: what the session was narrowed to at login. */
  readonly audience: readonly string[] | null;
  /** What the client may have now, whatever it was at login. */
  readonly allowed: readonly string[];
}

const MAX_ROUNDS = 3;
const OUTCOMES = ['rotated', 'grace', 'reused', 'ended'] as const;
const HELP =
  'Genuine refresh tokens that were presented: rotated; shown again within the grace period; reused, which ends the session; of a session that is over.';

/** Exchanges a refresh token for a new pair: rotates the session and reads the roles anew, in one statement. */
@Injectable()
export class RefreshSession {
  private readonly snapshots = new SharedReads<UserSnapshot | undefined>();
  private readonly count: (outcome: (typeof OUTCOMES)[number]) => void;

  constructor(
    private readonly database: Database,
    private readonly refreshTokens: RefreshTokens,
    private readonly rotateSession: RotateSession<SessionInSnapshot>,
    private readonly sessions: Sessions,
    private readonly roleGrants: RoleGrants,
    private readonly sessionTokens: SessionTokens,
    private readonly revocationFeed: RevocationFeed,
    metrics: Metrics,
  ) {
    this.count = metrics.addCounter('gatehouse_refreshes_total', HELP, 'outcome', OUTCOMES);
  }

  /** @throws DomainError `invalid_grant`, whatever the reason */
  async execute({ token, client, audience, allowed }: RefreshAttempt, source: RequestSource): Promise<TokenPair> {
    const presented = this.refreshTokens.decode(token);
    if (presented === undefined) throw new DomainError('invalid_grant');
    const { session_id, counter, secret } = presented;
    const jti = newTokenId();
    const outcome = await this.rotateSession.execute(
      {
        session_id,
        client_id: client.client_id,
        audience,
        counter,
        secret_hash: this.refreshTokens.hashOf(secret),
        jti,
      },
      { id: null, ...source },
    );
    this.count(outcome.kind);
    if (outcome.kind === 'reused' || outcome.kind === 'ended') return this.refuse();
    const snapshot =
      outcome.kind === 'rotated' && isOfOneMoment(outcome.session)
        ? outcome.session
        : await this.snapshotFor(session_id, outcome.session);
    const session = {
      ...outcome.session,
      id: session_id,
      client,
      secret,
      audience: within(allowed, audience, outcome.session),
    };
    return this.sessionTokens.issue(session, jti, snapshot);
  }

  /**
   * Reads what the user holds and the standing in a snapshot of its own. If all sessions ended since the rotation, the newer epoch must
   * not go into a token, unless this session is the one that was spared.
   */
  private async snapshotFor(sessionId: string, session: LivingSession): Promise<UserSnapshot> {
    let opened: number | undefined = session.opened_epoch;
    for (let round = 1; opened !== undefined && round <= MAX_ROUNDS; round++) {
      const snapshot = await this.snapshotOf(session);
      if (snapshot?.status === 'active' && snapshot.sessions_epoch <= opened) return snapshot;
      opened = await this.sessions.epochOfLiving(sessionId);
    }
    return this.refuse();
  }

  /** Those who present one token at once are many: one reading serves all. */
  private snapshotOf({ user_id, amr }: LivingSession): Promise<UserSnapshot | undefined> {
    return this.snapshots.get(`${user_id} ${amr.join()}`, () => this.roleGrants.snapshot(this.database, user_id, amr));
  }

  /** Whoever ended the session, perhaps elsewhere: its access tokens are refused here too by the time of the answer. */
  private async refuse(): Promise<never> {
    await this.revocationFeed.catchUp();
    throw new DomainError('invalid_grant');
  }
}

/**
 * A session that is ahead of the standing that was read along was spared when all others ended, while the rotation waited for it. That
 * standing would make a token that is outdated already.
 */
const isOfOneMoment = ({ opened_epoch, sessions_epoch }: SessionInSnapshot): boolean => opened_epoch <= sessions_epoch;

/** @throws DomainError `invalid_grant` if nothing is left of what the session was for */
function within(
  allowed: readonly string[],
  asked: readonly string[] | null,
  { audience }: LivingSession,
): readonly string[] {
  const left = allowed.filter(one => (asked ?? audience ?? allowed).includes(one));
  if (left.length === 0) throw new DomainError('invalid_grant');
  return left;
}
