import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { Attempts, type Guess, Guesses, KnownDevices } from '#libs/guessing';
import { Database } from '#libs/persistence';
import { DomainError, networkOf, type RequestSource } from '#libs/platform';
import { normaliseEmail } from '#libs/users';
import { DemandFactor } from './demand-factor.js';
import { type PasswordCredentials, PasswordProof } from './password-proof.js';
import { Disproof, type Proof } from './proof.js';
import { type LoginTerms, StartSession } from './start-session.js';
import type { TokenPair } from './session-tokens.js';
import { WelcomeDevice } from './welcome-device.js';

const MAX_ROUNDS = 3;

/** The tokens of a login, and what makes the device known at the next one. */
export interface LoggedIn extends TokenPair {
  readonly device_token: string;
}

/** Logs a person in: examines what they show, and opens a session for who is proved by it. */
@Injectable()
export class Login {
  constructor(
    private readonly database: Database,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly knownDevices: KnownDevices,
    private readonly passwordProof: PasswordProof,
    private readonly demandFactor: DemandFactor,
    private readonly startSession: StartSession,
    private readonly welcomeDevice: WelcomeDevice,
    private readonly audit: Audit,
  ) {}

  /**
   * Unknown address, wrong password, disabled and invited account look the same from outside.
   * @throws DomainError `invalid_credentials`, `second_factor_required`, `too_many_requests`, `overloaded`
   */
  async byPassword(credentials: PasswordCredentials, terms: LoginTerms, source: RequestSource): Promise<LoggedIn> {
    const { email, device_token: before } = credentials;
    const account = normaliseEmail(email);
    const knownDevice = this.knownDevices.recognise(before, account);
    const attempt = this.attempts.login({ account, ip: source.ip, knownDevice });
    const asker = { network: networkOf(source.ip), account, known: knownDevice !== undefined };
    let found: Proof | Disproof | undefined;
    const guess: Guess = {
      attempt,
      source,
      isWrong: 'invalid_credentials',
      isRight: 'second_factor_required',
      target: () => found?.user_id ?? null,
    };
    const examine = async (): Promise<Proof | Disproof> =>
      (found = await this.passwordProof.examine(credentials, asker));
    const pair = await this.guesses.attempt(guess, () => this.by(examine, terms, source));
    const device = { shown: before, isKnown: asker.known, account, user_id: found?.user_id ?? null } as const;
    return { ...pair, device_token: this.welcomeDevice.execute({ ...device, way: 'password' }, source) };
  }

  /**
   * The same for whatever proves who somebody is.
   * @param examine asked again where a proof was overtaken before the session was open: by another login that renewed the
   *   hash, for example
   * @throws DomainError `invalid_credentials`; `second_factor_required`, with the ticket for the second step
   */
  async by(examine: () => Promise<Proof | Disproof>, terms: LoginTerms, source: RequestSource): Promise<TokenPair> {
    for (let round = 1; round <= MAX_ROUNDS; round++) {
      const found = await examine();
      if (found instanceof Disproof) return this.refuse(found.user_id, source);
      if (found.second_step !== undefined)
        throw await this.demandFactor.execute(found, found.second_step, terms, source);
      const tokens = await this.startSession.execute(found, terms, source);
      if (tokens !== undefined) return tokens;
    }
    return this.refuse(null, source);
  }

  private async refuse(target: string | null, source: RequestSource): Promise<never> {
    await this.audit.record(this.database, { kind: 'authn_login_fail', actor: { id: null, ...source }, target });
    throw new DomainError('invalid_credentials');
  }
}
