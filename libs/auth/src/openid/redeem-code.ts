import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { AuthorizationCodes, isVerifierOf, type PresentedCode } from '#libs/oidc';
import { Database, type Transaction, Turns } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { EndSession } from '#libs/sessions';
import type { TokenPair } from '../sign-in/session-tokens.js';
import { OpenApplicationSession, type TokenWish } from './open-application-session.js';

/** A code that an application presents, and by what it shows that the code is meant for it. */
export interface CodeAttempt extends TokenWish {
  readonly code: string;
  readonly redirect_uri: string;
  readonly code_verifier: string;
  /** Whether the client has proved who it is; a public one cannot. */
  readonly hasProved: boolean;
}

/** The first tokens of an application's session. */
export interface RedeemedCode {
  readonly pair: TokenPair;
  readonly nonce: string | null;
}

/** Opens the session of an application for an authorization code: the code proves who was here, and that they let it in. */
@Injectable()
export class RedeemCode {
  private readonly turns = new Turns();

  constructor(
    private readonly database: Database,
    private readonly authorizationCodes: AuthorizationCodes,
    private readonly openApplicationSession: OpenApplicationSession,
    private readonly endSession: EndSession,
    private readonly audit: Audit,
  ) {}

  /**
   * A code that was used is in two hands: whatever came of it is over (RFC 6749 §4.1.2). Whoever has neither the application's secret nor
   * the verifier has only seen it, as in a log, and could not have used it: they end nothing.
   * @throws DomainError `invalid_grant`, whatever is wrong with the code; `invalid_target`
   */
  execute(attempt: CodeAttempt, source: RequestSource): Promise<RedeemedCode> {
    // Those with the same code would all wait for its row, each with a connection.
    return this.turns.run(hash('sha256', attempt.code), () => this.redeem(attempt, source));
  }

  private async redeem(attempt: CodeAttempt, source: RequestSource): Promise<RedeemedCode> {
    const { code, client } = attempt;
    const found = await this.authorizationCodes.find(code);
    if (found?.client_id !== client.client_id) throw new DomainError('invalid_grant', WHY);
    const isMeant =
      found.redirect_uri === attempt.redirect_uri && isVerifierOf(attempt.code_verifier, found.code_challenge);
    if (found.session_id !== null && (isMeant || attempt.hasProved)) return this.refuseUsed(found, source);
    if (!isMeant) throw new DomainError('invalid_grant', WHY);
    const use = (transaction: Transaction, sessionId: string): Promise<boolean> =>
      this.authorizationCodes.use(transaction, code, sessionId);
    const pair = await this.openApplicationSession.execute(found, attempt, use, source);
    if (pair !== undefined) return { pair, nonce: found.nonce };
    // Somebody else may have been faster, in another process.
    const now = await this.authorizationCodes.find(code);
    if (now !== undefined && now.session_id !== null) return this.refuseUsed(now, source);
    throw new DomainError('invalid_grant', WHY);
  }

  private async refuseUsed({ user_id: userId, session_id }: PresentedCode, source: RequestSource): Promise<never> {
    const actor = { id: null, ...source };
    await this.database.transaction(async transaction => {
      const sessionId = session_id ?? '';
      const isEnded = await this.endSession.endIfThere(transaction, actor, {
        userId,
        sessionId,
        reason: 'code_reused',
      });
      const event = { kind: 'authn_code_reuse', actor, target: sessionId, details: { user_id: userId } } as const;
      if (isEnded) await this.audit.record(transaction, event);
    });
    throw new DomainError('invalid_grant', WHY);
  }
}

const WHY = { detail: 'The code is unknown, expired, used, or not for this client, redirect_uri and code_verifier.' };
