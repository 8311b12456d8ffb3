import { Injectable } from '@nestjs/common';
import { Audit, Signals } from '#libs/audit';
import type { PasskeyAnswer } from '#libs/factors';
import { Attempts, type Guess, Guesses, KnownDevices } from '#libs/guessing';
import { Database } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { Users } from '#libs/users';
import type { LoggedIn } from './login.js';
import { PasskeyProof } from './passkey-proof.js';
import { Disproof } from './proof.js';
import { type LoginTerms, StartSession } from './start-session.js';
import { WelcomeDevice } from './welcome-device.js';

/** An answer to a challenge that names nobody. */
export interface PasskeyCredentials extends PasskeyAnswer {
  /** What shows that the device has logged in before, if anything does. */
  readonly device_token: string | undefined;
}

/** Logs a person in by a passkey, without an address or a password. */
@Injectable()
export class LoginByPasskey {
  constructor(
    private readonly database: Database,
    private readonly passkeyProof: PasskeyProof,
    private readonly startSession: StartSession,
    private readonly users: Users,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly knownDevices: KnownDevices,
    private readonly welcomeDevice: WelcomeDevice,
    private readonly audit: Audit,
    private readonly signals: Signals,
  ) {}

  /**
   * Whatever is wrong with it, and whoever it is of: unknown, removed, of a disabled account, used up, it looks the same. Nobody guesses a
   * signature, so a right one is never refused for what others have failed with.
   * @throws DomainError `wrong_factor`, `too_many_requests`
   */
  execute(credentials: PasskeyCredentials, terms: LoginTerms, source: RequestSource): Promise<LoggedIn> {
    const guess = (): Guess => ({ attempt: this.attempts.passkey(source.ip), source, isWrong: 'wrong_factor' });
    return this.guesses.attemptSecret(guess, 'wrong_factor', () => this.logIn(credentials, terms, source));
  }

  private async logIn(
    { device_token: shown, ...answer }: PasskeyCredentials,
    terms: LoginTerms,
    source: RequestSource,
  ): Promise<LoggedIn> {
    const proof = await this.passkeyProof.examine(answer, source);
    if (proof instanceof Disproof) return this.refuse(source);
    const account = await this.users.findEmail(proof.user_id);
    const pair = account === undefined ? undefined : await this.startSession.execute(proof, terms, source);
    if (account === undefined || pair === undefined) return this.refuseOwner(proof.user_id, source);
    const isKnown = this.knownDevices.recognise(shown, account) !== undefined;
    const device = { shown, isKnown, account, user_id: proof.user_id } as const;
    return { ...pair, device_token: this.welcomeDevice.execute({ ...device, way: 'passkey' }, source) };
  }

  /** Strangers can cause any number of these. */
  private refuse(source: RequestSource): never {
    this.signals.note({ kind: 'factor_refused', actor: { id: null, ...source }, target: null, reason: 'passkey' });
    throw new DomainError('wrong_factor');
  }

  /** It takes the passkey: the account is not in force, or the answer was used up in this very moment. */
  private async refuseOwner(target: string, source: RequestSource): Promise<never> {
    await this.audit.record(this.database, { kind: 'authn_login_fail', actor: { id: null, ...source }, target });
    throw new DomainError('wrong_factor');
  }
}
