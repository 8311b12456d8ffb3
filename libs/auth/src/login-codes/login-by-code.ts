import { Injectable } from '@nestjs/common';
import { Audit, Signals } from '#libs/audit';
import { Attempts, type Guess, Guesses, KnownDevices } from '#libs/guessing';
import { Database } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { DemandFactor } from '../sign-in/demand-factor.js';
import type { LoggedIn } from '../sign-in/login.js';
import { Disproof } from '../sign-in/proof.js';
import { type LoginTerms, StartSession } from '../sign-in/start-session.js';
import type { TokenPair } from '../sign-in/session-tokens.js';
import { WelcomeDevice } from '../sign-in/welcome-device.js';
import { CodeProof, type ProofByCode } from './code-proof.js';
import type { CodeTicket } from './code-tickets.js';

/** What was typed, and what shows that the device has logged in before, if anything does. */
export interface CodeAttempt {
  readonly code: string;
  readonly device_token: string | undefined;
}

/** Logs a person in by a code that was mailed to them, where they have asked for it. */
@Injectable()
export class LoginByCode {
  constructor(
    private readonly database: Database,
    private readonly codeProof: CodeProof,
    private readonly demandFactor: DemandFactor,
    private readonly startSession: StartSession,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly knownDevices: KnownDevices,
    private readonly welcomeDevice: WelcomeDevice,
    private readonly audit: Audit,
    private readonly signals: Signals,
  ) {}

  /**
   * A ticket is good for one login, and for five tries. Whether anybody was sent a code for it cannot be told by what is answered.
   * @throws DomainError `wrong_factor`; `invalid_login_ticket` if it is used up, or the code is worthless for what has happened since;
   *   `second_factor_required`, `too_many_requests`
   */
  async execute(
    ticket: CodeTicket,
    { code, device_token: shown }: CodeAttempt,
    terms: LoginTerms,
    source: RequestSource,
  ): Promise<LoggedIn> {
    const { account } = ticket;
    const knownDevice = this.knownDevices.recognise(shown, account);
    let found: ProofByCode | Disproof | undefined;
    const guess: Guess = {
      attempt: this.attempts.mailedCode({ account, ip: source.ip, knownDevice }),
      source,
      ...{ isWrong: 'wrong_factor', isRight: 'second_factor_required' },
      target: () => found?.user_id ?? null,
    };
    const pair = await this.guesses.attempt(guess, async () => {
      const proof = (found = await this.codeProof.examine(ticket, code, source));
      return proof instanceof Disproof ? this.refuse(proof, source) : this.enter(proof, terms, source);
    });
    const device = { shown, isKnown: knownDevice !== undefined, account, user_id: found?.user_id ?? null } as const;
    return { ...pair, device_token: this.welcomeDevice.execute({ ...device, way: 'mailed_code' }, source) };
  }

  private async enter(proof: ProofByCode, terms: LoginTerms, source: RequestSource): Promise<TokenPair> {
    if (proof.second_step !== undefined) {
      // Used up before the ticket for the second step is given out: there is nothing else to keep a code from being good twice.
      const isGood = await this.database.transaction(transaction => proof.stillHolds(transaction));
      if (!isGood) return this.refuseOwner(proof.user_id, source);
      throw await this.demandFactor.execute(proof, proof.second_step, terms, source);
    }
    const tokens = await this.startSession.execute(proof, terms, source);
    return tokens ?? this.refuseOwner(proof.user_id, source);
  }

  /** Strangers can cause any number of these. */
  private refuse({ user_id: target }: Disproof, source: RequestSource): never {
    this.signals.note({ kind: 'login_code_refused', actor: { id: null, ...source }, target, reason: 'wrong' });
    throw new DomainError('wrong_factor');
  }

  /** It takes the right code: it was used up in this very moment, or the account is not as it was any more. */
  private async refuseOwner(target: string, source: RequestSource): Promise<never> {
    await this.audit.record(this.database, { kind: 'authn_login_fail', actor: { id: null, ...source }, target });
    throw new DomainError('invalid_login_ticket');
  }
}
