import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/audit';
import type { Principal } from '#libs/contracts';
import { type FactorAnswer, SecondFactors, type ShownFactor } from '#libs/factors';
import { DomainError, newTokenId, type RequestSource } from '#libs/platform';
import { type Credentials, Users } from '#libs/users';
import { CurrentPassword } from '../passwords/current-password.js';
import { OwnGuesses } from '../passwords/own-guesses.js';
import { RaiseSession } from './raise-session.js';
import { SessionTokens } from './session-tokens.js';

/** What is shown anew: at least one of these. */
export interface StepUpShown {
  readonly current_password?: string;
  readonly factor?: FactorAnswer;
}

/** Whose session it is, by the access token that was sent. */
export type SessionPrincipal = Principal & { readonly sid: string };

export interface SteppedUp {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly session_id: string;
}

/**
 * Lets whoever is logged in show anew who they are, in the session that they have (RFC 9470): it goes on, known as one that was
 * authenticated now, and as well as all that was ever shown in it. Who has a second factor has to show that, since a
 * session that was stolen together with the password is what it is there for.
 */
@Injectable()
export class StepUp {
  constructor(
    private readonly users: Users,
    private readonly currentPassword: CurrentPassword,
    private readonly secondFactors: SecondFactors,
    private readonly ownGuesses: OwnGuesses,
    private readonly raiseSession: RaiseSession,
    private readonly sessionTokens: SessionTokens,
  ) {}

  /**
   * Ends the session where it has sent too many wrong ones.
   * @returns an access token for the audiences of the one that was sent, which stays good
   * @throws DomainError `validation_failed` where not all that is needed was shown; `wrong_password`, `wrong_factor`,
   *   `too_many_requests`, `overloaded`, and `invalid_token` if the session is over
   */
  async execute(principal: SessionPrincipal, shown: StepUpShown, source: RequestSource): Promise<SteppedUp> {
    const credentials = await this.users.findCredentialsById(principal.sub);
    if (credentials === undefined) throw new DomainError('invalid_token');
    assertEnough(shown, credentials);
    const session = { user_id: principal.sub, session_id: principal.sid };
    const actor = { id: principal.sub, ...source };
    const { current_password, factor } = shown;
    const password_hash =
      current_password === undefined
        ? null
        : await this.ownGuesses.ofPassword(actor, session, () =>
            this.verify(actor, principal, credentials, current_password),
          );
    if (factor === undefined) return this.raise(actor, principal, password_hash);
    return this.ownGuesses.ofFactor(actor, session, async () => {
      const found = await this.secondFactors.examine(principal.sub, factor, actor);
      if (found?.user_id !== principal.sub) return this.raiseSession.refuse(actor, principal, 'wrong_factor');
      return this.raise(actor, principal, password_hash, found);
    });
  }

  /** @returns the hash that it matches */
  private async verify(
    actor: Actor & RequestSource,
    principal: SessionPrincipal,
    credentials: Credentials,
    password: string,
  ): Promise<string> {
    const hash = await this.currentPassword.verifyAgainst(credentials, principal.sub, password, actor);
    return hash ?? this.raiseSession.refuse(actor, principal, 'wrong_password');
  }

  private async raise(
    actor: Actor,
    principal: SessionPrincipal,
    password_hash: string | null,
    factor?: ShownFactor,
  ): Promise<SteppedUp> {
    const { sid: session_id, aud: audience, client_id, client_epoch = null } = principal;
    const jti = newTokenId();
    const raised = await this.raiseSession.execute(actor, principal, { jti, password_hash, factor });
    const session = { ...raised, id: session_id, audience, client_id, client_epoch };
    const { token: access_token, expires_in } = this.sessionTokens.access(session, jti, raised);
    return { access_token, expires_in, session_id };
  }
}

/** @throws DomainError `validation_failed` that names what is missing */
function assertEnough({ current_password, factor }: StepUpShown, { has_second_factor }: Credentials): void {
  if (has_second_factor && factor === undefined) throw missing('method', 'the account has a second factor');
  if (!has_second_factor && current_password === undefined) {
    throw missing('current_password', 'the account has no second factor');
  }
}

const missing = (field: string, why: string): DomainError =>
  new DomainError('validation_failed', {
    errors: [{ field, code: 'is_needed', message: `${field} is needed: ${why}` }],
  });
