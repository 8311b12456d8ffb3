import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { KnownDevices } from '#libs/guessing';
import { Database } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { LinkedIdentities } from '#libs/upstream';
import { Users } from '#libs/users';
import { DemandFactor } from '../sign-in/demand-factor.js';
import type { LoggedIn } from '../sign-in/login.js';
import type { Proof } from '../sign-in/proof.js';
import { type LoginTerms, StartSession } from '../sign-in/start-session.js';
import type { TokenPair } from '../sign-in/session-tokens.js';
import { WelcomeDevice } from '../sign-in/welcome-device.js';
import { ApplyMappedRoles } from './apply-mapped-roles.js';
import { type RecognisedPerson, RecognisePerson, type UpstreamAnswer } from './recognise-person.js';

/** What a browser comes back with, and what shows that the device has logged in before, if anything does. */
export interface UpstreamAttempt extends UpstreamAnswer {
  readonly device_token: string | undefined;
}

/** Logs a person in by the word of another provider. */
@Injectable()
export class LoginByUpstream {
  constructor(
    private readonly database: Database,
    private readonly recognisePerson: RecognisePerson,
    private readonly applyMappedRoles: ApplyMappedRoles,
    private readonly linkedIdentities: LinkedIdentities,
    private readonly users: Users,
    private readonly demandFactor: DemandFactor,
    private readonly startSession: StartSession,
    private readonly knownDevices: KnownDevices,
    private readonly welcomeDevice: WelcomeDevice,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws DomainError `upstream_login_not_found`, `upstream_refused`, `upstream_unavailable`, `link_required`; `second_factor_required` if the
   *   account has one, and the provider's word does not count for it
   */
  async execute(attempt: UpstreamAttempt, terms: LoginTerms, source: RequestSource): Promise<LoggedIn> {
    const person = await this.recognisePerson.execute(attempt, source);
    const { user_id } = person.found;
    const account = await this.users.findEmail(user_id);
    const pair = account === undefined ? undefined : await this.enter(person, account, terms, source);
    if (account === undefined || pair === undefined) return this.refuse(user_id, source);
    const { device_token: shown } = attempt;
    const isKnown = this.knownDevices.recognise(shown, account) !== undefined;
    const device = { shown, isKnown, account, user_id, way: 'upstream' } as const;
    return { ...pair, device_token: this.welcomeDevice.execute(device, source) };
  }

  /** @returns undefined if the account is not in force, or the link was taken back in this very moment */
  private async enter(
    { provider, identity, found: { id, user_id } }: RecognisedPerson,
    account: string,
    terms: LoginTerms,
    source: RequestSource,
  ): Promise<TokenPair | undefined> {
    const credentials = await this.users.findCredentialsById(user_id);
    if (credentials?.status !== 'active') return undefined;
    await this.applyMappedRoles.execute(user_id, provider, identity, source);
    const { has_second_factor, sessions_epoch } = credentials;
    const { has_shown_factor, proved_at } = identity;
    const proof: Proof = {
      // How they have shown it there is the provider's affair: RFC 8176 has no word for somebody else's.
      ...{ user_id, methods: has_shown_factor ? ['mfa'] : [], proved_at, password_hash: null },
      stillHolds: transaction => this.linkedIdentities.use(transaction, id),
    };
    if (has_second_factor && !has_shown_factor)
      throw await this.demandFactor.execute(proof, { account, sessions_epoch }, terms, source);
    return this.startSession.execute(proof, terms, source);
  }

  /** The provider's word is good, and the account is not. */
  private async refuse(target: string, source: RequestSource): Promise<never> {
    await this.audit.record(this.database, { kind: 'authn_login_fail', actor: { id: null, ...source }, target });
    throw new DomainError('upstream_refused');
  }
}
