import { hash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type AskingDevice, type Decider, DeviceAuthorizations } from '#libs/oidc';
import { type Transaction, Turns } from '#libs/persistence';
import { Config, DomainError, type RequestSource } from '#libs/platform';
import { Applications } from '#libs/service-clients';
import type { TokenPair } from '../../sign-in/session-tokens.js';
import { OpenApplicationSession, type TokenWish } from '../open-application-session.js';

/** By what a device asks what has become of it. */
export interface DeviceAttempt extends TokenWish {
  readonly device_code: string;
}

/** Opens the session of an application on a device that somebody has let in: they have shown who they are elsewhere. */
@Injectable()
export class RedeemDeviceCode {
  private readonly turns = new Turns();

  constructor(
    private readonly config: Config,
    private readonly applications: Applications,
    private readonly deviceAuthorizations: DeviceAuthorizations,
    private readonly openApplicationSession: OpenApplicationSession,
  ) {}

  get isOn(): boolean {
    return this.config.pages === 'on';
  }

  /**
   * A code that was used is refused, and no more than that: whoever asks again and again may well have missed an answer.
   * @throws DomainError in the words of RFC 8628 §3.5: `authorization_pending`, `slow_down`, `access_denied`, `expired_token`; `invalid_grant`
   *   for a code that is unknown, used, or of another client; `unauthorized_client`, `invalid_target`
   */
  async execute(attempt: DeviceAttempt, source: RequestSource): Promise<TokenPair> {
    const client = await this.applications.find(attempt.client.client_id);
    if (client?.device_grant !== true) throw new DomainError('unauthorized_client');
    // Those with the same code would all wait for its row, each with a connection.
    return this.turns.run(hash('sha256', attempt.device_code), () => this.redeem(attempt, source));
  }

  private async redeem(attempt: DeviceAttempt, source: RequestSource): Promise<TokenPair> {
    const found = await this.deviceAuthorizations.find(attempt.device_code);
    if (found?.client_id !== attempt.client.client_id || found.session_id !== null) throw refused();
    if (found.decision === 'declined') throw new DomainError('access_denied');
    if (found.expires_at <= found.read_at) throw new DomainError('expired_token');
    const decider = deciderOf(found);
    if (decider === undefined) throw await this.pending(found);
    const use = (transaction: Transaction, sessionId: string): Promise<boolean> =>
      this.deviceAuthorizations.use(transaction, found.id, sessionId);
    const pair = await this.openApplicationSession.execute({ ...found, ...decider }, attempt, use, source);
    if (pair === undefined) throw refused();
    return pair;
  }

  private async pending({ id }: AskingDevice): Promise<DomainError> {
    const isTooFast = await this.deviceAuthorizations.notePoll(id);
    return new DomainError(isTooFast ? 'slow_down' : 'authorization_pending');
  }
}

/** Who has let it in; undefined: nobody has said anything. */
function deciderOf({ decision, user_id, granted_in, amr, authenticated_at }: AskingDevice): Decider | undefined {
  if (decision !== 'approved' || user_id === null || granted_in === null) return undefined;
  return amr === null || authenticated_at === null ? undefined : { user_id, granted_in, amr, authenticated_at };
}

const refused = (): DomainError =>
  new DomainError('invalid_grant', {
    detail: 'The device code is unknown, used, or not of this client; or the session that has let it in is over.',
  });
