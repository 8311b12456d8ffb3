import { Injectable } from '@nestjs/common';
import { type FactorAnswer, SecondFactors, type ShownFactor } from '#libs/factors';
import { Attempts, Guesses, KnownDevices } from '#libs/guessing';
import type { Transaction } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { Users } from '#libs/users';
import type { LoggedIn } from './login.js';
import type { LoginTicket } from './login-ticket.js';
import { digestOfHash, LoginTickets } from './login-tickets.js';
import type { Proof } from './proof.js';
import { type LoginTerms, StartSession } from './start-session.js';
import type { TokenPair } from './session-tokens.js';
import { WelcomeDevice } from './welcome-device.js';

/** What is shown in the second step, and what shows that the device has logged in before, if anything does. */
export interface SecondStepAttempt {
  readonly answer: FactorAnswer;
  readonly device_token: string | undefined;
}

/** Ends a login that was told to show a second factor: opens the session for who shows one. */
@Injectable()
export class SecondStep {
  constructor(
    private readonly loginTickets: LoginTickets,
    private readonly users: Users,
    private readonly secondFactors: SecondFactors,
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly knownDevices: KnownDevices,
    private readonly startSession: StartSession,
    private readonly welcomeDevice: WelcomeDevice,
  ) {}

  /**
   * A ticket is good for one session, and for five tries.
   * @throws DomainError `wrong_factor`; `invalid_login_ticket` if it is used up, the password was changed, all sessions were ended, or the account
   *   is not in force any more; `too_many_requests`
   */
  async execute(
    ticket: LoginTicket,
    { answer, device_token: before }: SecondStepAttempt,
    terms: LoginTerms,
    source: RequestSource,
  ): Promise<LoggedIn> {
    if (ticket.client_id !== terms.client.client_id) throw new DomainError('invalid_login_ticket');
    const { user_id, account } = ticket;
    // Not those that the password alone has made known: whoever knows that may have made many, before there was a factor.
    const trusted = this.knownDevices.recogniseByFactor(before, account);
    const attempt = this.attempts.secondFactor(user_id, source.ip, trusted);
    const guess = { attempt, source, isWrong: 'wrong_factor', target: () => user_id } as const;
    const pair = await this.guesses.attempt(guess, () => this.enter(ticket, answer, terms, source));
    const isKnown = this.knownDevices.recognise(before, account) !== undefined;
    const device = { shown: before, isKnown, account, user_id } as const;
    return { ...pair, device_token: this.welcomeDevice.execute({ ...device, way: 'second_factor' }, source) };
  }

  private async enter(
    ticket: LoginTicket,
    answer: FactorAnswer,
    terms: LoginTerms,
    source: RequestSource,
  ): Promise<TokenPair> {
    await this.loginTickets.countTry(ticket);
    const password_hash = await this.hashOf(ticket);
    const shown = await this.secondFactors.examine(ticket.user_id, answer, { id: null, ...source });
    if (shown?.user_id !== ticket.user_id) throw new DomainError('wrong_factor');
    const seen = { isTicketGood: false };
    const stillHolds = async (transaction: Transaction): Promise<boolean> =>
      (seen.isTicketGood = await this.loginTickets.use(transaction, ticket)) && shown.stillHolds(transaction);
    const tokens = await this.startSession.execute(
      { ...proofOf(ticket, shown), password_hash, stillHolds },
      terms,
      source,
    );
    if (tokens !== undefined) return tokens;
    throw new DomainError(seen.isTicketGood ? 'wrong_factor' : 'invalid_login_ticket');
  }

  /** The hash that the first step has matched: it has to be in force yet when the session is opened. */
  private async hashOf({ user_id, hash_digest }: LoginTicket): Promise<string | null> {
    if (hash_digest === null) return null;
    const { password_hash = null } = (await this.users.findCredentialsById(user_id)) ?? {};
    if (digestOfHash(password_hash) !== hash_digest) throw new DomainError('invalid_login_ticket');
    return password_hash;
  }
}

/** What both steps have shown, together. */
function proofOf({ user_id, methods }: LoginTicket, shown: ShownFactor): Omit<Proof, 'password_hash'> {
  return { user_id, methods: [...new Set([...methods, ...shown.methods, 'mfa' as const])], proved_at: null };
}
