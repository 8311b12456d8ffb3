import { Injectable } from '@nestjs/common';
import { recordedAlong } from '#libs/audit';
import { Database, isForeignKeyViolation, type StatementRunner, type Transaction } from '#libs/persistence';
import { Config, DomainError, newId, newTokenId, type RequestSource } from '#libs/platform';
import { EndSession, Sessions } from '#libs/sessions';
import { RefreshTokens } from '#libs/tokens';
import { EndPresentedSession, type PresentedSession, turnOfPresented } from './end-presented-session.js';
import type { Proof } from './proof.js';
import type { SessionClient, Transport } from './session-client.js';
import { type LoginRows, open, openChild, type SessionInSnapshot } from './session-statements.js';
import { SessionTokens, type TokenPair } from './session-tokens.js';

/** Through which client somebody comes in, what the tokens are to be narrowed to, and what is left behind. */
export interface LoginTerms {
  readonly client: SessionClient;
  /** Null: the configured audiences. */
  readonly audience: readonly string[] | null;
  /** How the tokens will travel; absent: in the body of the answer. */
  readonly transport?: Transport;
  /** Of the page that asks, as its header says; absent of whoever is no page. */
  readonly origin?: string;
  /** Where it is an application that is let in. */
  readonly letIn?: LetIn;
  /** Finds out which session is left behind, once it is proved who comes; absent where the way in takes none along. */
  readonly presented?: () => Promise<PresentedSession>;
}

/** What an application is let in for, and in which session of the person. */
export interface LetIn {
  readonly session_id: string;
  readonly scope: readonly string[];
  /** Whether it may go on when that session is over. */
  readonly outlives: boolean;
}

/** The account, or the session in which an application was let in, was deleted in this very moment. */
const GONE = ['sessions_user_id_fkey', 'sessions_parent_id_fkey'];

/** Something holds no more: undoes the transaction, and goes no further than this file. */
class Overtaken extends Error {}

/** Opens a session for whoever has proved who they are, and gives out its tokens. Nothing else opens one. */
@Injectable()
export class StartSession {
  constructor(
    private readonly database: Database,
    private readonly config: Config,
    private readonly sessions: Sessions,
    private readonly endSession: EndSession,
    private readonly endPresentedSession: EndPresentedSession,
    private readonly refreshTokens: RefreshTokens,
    private readonly sessionTokens: SessionTokens,
  ) {}

  /**
   * One transaction: either the session is there, recorded, and the presented one is over, or nothing has happened. It
   * signs after the commit.
   * @returns undefined if the proof holds no more, or the user is not in force
   * @throws DomainError `invalid_grant` where an application is let in in a session that has ended meanwhile
   */
  async execute(proof: Proof, terms: LoginTerms, source: RequestSource): Promise<TokenPair | undefined> {
    const secret = this.refreshTokens.newSecret();
    const rows = this.rowsOf(proof, terms, this.refreshTokens.hashOf(secret), source);
    const insert = insertOf(rows, terms.letIn);
    const { id, jti } = rows;
    const { stillHolds } = proof;
    const held = stillHolds && ((transaction: Transaction) => stillHolds(transaction, id));
    const opened = await this.open(insert, held, await terms.presented?.(), source);
    if (opened === undefined) return undefined;
    if (terms.letIn !== undefined) await this.assertBegun(id, terms.letIn, proof.user_id, source);
    await proof.afterwards?.();
    return this.sessionTokens.issue({ ...opened, id, client: terms.client, secret }, jti, opened);
  }

  /**
   * Who ends the session in which an application is let in may not have seen that of the application, nor been seen by it. Either its end
   * is seen now, and the application never hears of a session of its own; or it ends it later, and sees whom to tell of it.
   */
  private async assertBegun(sessionId: string, letIn: LetIn, userId: string, source: RequestSource): Promise<void> {
    if (await this.sessions.allLive([sessionId, letIn.session_id])) return;
    const ending = { userId, sessionId, reason: 'logout' } as const;
    await this.database.transaction(transaction =>
      this.endSession.endIfThere(transaction, { id: userId, ...source }, ending),
    );
    throw new DomainError('invalid_grant', { detail: 'The session in which the application was let in is over.' });
  }

  private rowsOf(
    { user_id, methods: amr, proved_at: authenticated_at, password_hash }: Proof,
    { client: { client_id, standing }, audience, letIn }: LoginTerms,
    secret_hash: Buffer,
    source: RequestSource,
  ): LoginRows {
    const id = newId();
    const actor = { id: user_id, ...source };
    return {
      ...recordedAlong({
        kind: 'authn_login_success',
        actor,
        target: id,
        details: { amr, ...(letIn && { client_id }) },
      }),
      ...{ id, user_id, audience, amr, authenticated_at, client_id, secret_hash, password_hash },
      jti: newTokenId(),
      client_subject_id: standing?.id ?? null,
      client_opened_epoch: standing?.sessions_epoch ?? 0,
      session_seconds: this.config.sessionTtl,
      idle_seconds: this.config.idleTtl,
    };
  }

  private async open(
    insert: (runner: StatementRunner) => Promise<SessionInSnapshot[]>,
    stillHolds: ((transaction: Transaction) => Promise<boolean>) | undefined,
    presented: PresentedSession | undefined,
    source: RequestSource,
  ): Promise<SessionInSnapshot | undefined> {
    const turn = presented && turnOfPresented(presented);
    const work = async (transaction: Transaction): Promise<SessionInSnapshot | undefined> => {
      const [opened] = await insert(transaction);
      if (opened === undefined) return undefined;
      if (stillHolds !== undefined && !(await stillHolds(transaction))) throw new Overtaken();
      if (presented !== undefined) await this.endPresentedSession.execute(transaction, presented, source);
      return opened;
    };
    try {
      if (turn !== undefined) return await this.database.inTurn(turn, work);
      if (stillHolds !== undefined) return await this.database.transaction(work);
      return (await insert(this.database))[0];
    } catch (error) {
      if (error instanceof Overtaken || GONE.some(key => isForeignKeyViolation(error, key))) return undefined;
      throw error;
    }
  }
}

function insertOf(
  rows: LoginRows,
  letIn: LetIn | undefined,
): (runner: StatementRunner) => Promise<SessionInSnapshot[]> {
  if (letIn === undefined) return runner => runner.run(open, rows);
  const { session_id: granted_in, scope, outlives } = letIn;
  const parent_id = outlives ? null : granted_in;
  const child = { ...rows, granted_in, scope, parent_id, to_tell: true as const };
  return runner => runner.run(openChild, child);
}
