import { Injectable } from '@nestjs/common';
import type { CodeGrant } from '#libs/oidc';
import { DomainError, type RequestSource } from '#libs/platform';
import { Audiences } from '#libs/tokens';
import type { Proof } from '../sign-in/proof.js';
import type { SessionClient } from '../sign-in/session-client.js';
import type { TokenPair } from '../sign-in/session-tokens.js';
import { StartSession } from '../sign-in/start-session.js';

/** That somebody has let an application in: who, in which session of theirs, shown how and when, and for what. */
export type Admission = Pick<CodeGrant, 'user_id' | 'granted_in' | 'amr' | 'authenticated_at' | 'scope' | 'audience'>;

/** Who asks for the tokens, and what they may be meant for. */
export interface TokenWish {
  readonly client: SessionClient;
  /** What the application may have now. */
  readonly allowed: readonly string[];
  /** What it asks for of that; undefined: all that it was let in for. */
  readonly asked: readonly string[] | undefined;
}

/** Opens the session of an application that somebody has let in, for whatever stands for that. */
@Injectable()
export class OpenApplicationSession {
  constructor(
    private readonly audiences: Audiences,
    private readonly startSession: StartSession,
  ) {}

  /**
   * @param stillHolds as of `Proof`: uses up what was presented, once
   * @returns undefined if that holds no more, or the person or the session of theirs is not in force
   * @throws DomainError `invalid_target`, also where nothing is left of what its tokens were to be for
   */
  async execute(
    { user_id, granted_in, amr: methods, authenticated_at: proved_at, scope, audience: wanted }: Admission,
    { client, allowed, asked }: TokenWish,
    stillHolds: NonNullable<Proof['stillHolds']>,
    source: RequestSource,
  ): Promise<TokenPair | undefined> {
    const meant = allowed.filter(one => wanted?.includes(one) ?? true);
    // It may have been let in for what an administrator has taken away since.
    if (meant.length === 0) throw new DomainError('invalid_target', { detail: NOTHING_LEFT });
    const audience = this.audiences.narrow(asked, meant) ?? meant;
    const letIn = { session_id: granted_in, scope, outlives: scope.includes('offline_access') };
    const proof = { user_id, methods, proved_at, password_hash: null, stillHolds };
    return this.startSession.execute(proof, { client, audience, letIn }, source);
  }
}

const NOTHING_LEFT = 'The application may have none of the audiences any more for which it was let in.';
