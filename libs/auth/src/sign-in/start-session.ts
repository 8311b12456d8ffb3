import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { Database, type Transaction } from '#libs/persistence';
import { newTokenId, type RequestSource } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { RoleGrants, type UserSnapshot } from '#libs/roles';
import { OpenSession } from '#libs/sessions';
import { RefreshTokens } from '#libs/tokens';
import { EndPresentedSession, type PresentedSession, turnOfPresented } from './end-presented-session.js';
import type { Proof } from './proof.js';
import type { SessionClient } from './session-client.js';
import { type IssuableSession, SessionTokens, type TokenPair } from './session-tokens.js';

/** Through which client somebody comes in, what the tokens are to be narrowed to, and what is left behind. */
export interface LoginTerms {
  readonly client: SessionClient;
  /** Null: the configured audiences. */
  readonly audience: readonly string[] | null;
  /** Finds out which session is left behind, once it is proved who comes; absent where the way in takes none along. */
  readonly presented?: () => Promise<PresentedSession>;
}

interface Opened {
  readonly session: IssuableSession;
  readonly jti: string;
  readonly snapshot: UserSnapshot;
}

/** Opens a session for whoever has proved who they are, and gives out its tokens. Nothing else opens one. */
@Injectable()
export class StartSession {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly roleGrants: RoleGrants,
    private readonly openSession: OpenSession,
    private readonly endPresentedSession: EndPresentedSession,
    private readonly refreshTokens: RefreshTokens,
    private readonly sessionTokens: SessionTokens,
    private readonly audit: Audit,
  ) {}

  /**
   * One transaction: either the session is there, recorded, and the presented one is over, or nothing has happened. It
   * signs after the commit.
   * @returns undefined if the proof holds no more, or the user is not in force
   */
  async execute(proof: Proof, terms: LoginTerms, source: RequestSource): Promise<TokenPair | undefined> {
    const presented = await terms.presented?.();
    const turn = presented && turnOfPresented(presented);
    const open = async (transaction: Transaction): Promise<Opened | undefined> => {
      const opened = await this.open(transaction, proof, terms, source);
      if (opened !== undefined && presented !== undefined) {
        await this.endPresentedSession.execute(transaction, presented, source);
      }
      return opened;
    };
    const opened = await (turn === undefined ? this.database.transaction(open) : this.database.inTurn(turn, open));
    return opened && this.sessionTokens.issue(opened.session, opened.jti, opened.snapshot);
  }

  private async open(
    transaction: Transaction,
    proof: Proof,
    terms: LoginTerms,
    source: RequestSource,
  ): Promise<Opened | undefined> {
    const standing = await this.standing.hold(transaction, proof.user_id);
    if (standing?.status !== 'active') return undefined;
    if (!(await proof.stillHolds(transaction))) return undefined;
    const snapshot = await this.roleGrants.snapshot(transaction, proof.user_id);
    if (snapshot === undefined) return undefined;
    const opened = await this.insert(transaction, proof, { terms, snapshot }, source);
    const actor = { id: proof.user_id, ...source };
    const { id: target, amr } = opened.session;
    await this.audit.record(transaction, { kind: 'authn_login_success', actor, target, details: { amr } });
    return opened;
  }

  private async insert(
    transaction: Transaction,
    { user_id, methods, proved_at }: Proof,
    { terms: { client, audience }, snapshot }: { terms: LoginTerms; snapshot: UserSnapshot },
    source: RequestSource,
  ): Promise<Opened> {
    const secret = this.refreshTokens.newSecret();
    const jti = newTokenId();
    const session = await this.openSession.execute(transaction, {
      ...source,
      user_id,
      audience,
      jti,
      amr: methods,
      authenticated_at: proved_at,
      issued_at: snapshot.read_at,
      client_id: client.client_id,
      client_subject_id: client.standing?.id ?? null,
      client_opened_epoch: client.standing?.sessions_epoch ?? 0,
      opened_epoch: snapshot.sessions_epoch,
      secret_hash: this.refreshTokens.hashOf(secret),
    });
    return { session: { ...session, client, secret }, jti, snapshot };
  }
}
