import { Injectable } from '@nestjs/common';
import { Signals } from '#libs/audit';
import { DomainError, type RequestSource } from '#libs/platform';
import { type FoundIdentity, IdentityProviders, type ProviderRecord, UpstreamLogins } from '#libs/upstream';
import { AccountOfIdentity } from './account-of-identity.js';
import { AskProvider } from './ask-provider.js';
import type { UpstreamIdentity } from './upstream-identity.js';

/** With what a browser has come back from a provider. */
export interface UpstreamAnswer {
  readonly provider_id: string;
  /** The query. */
  readonly answer: string;
  /** What the browser is known by. */
  readonly browser: string;
}

/** Who somebody is there, and here. */
export interface RecognisedPerson {
  readonly provider: ProviderRecord;
  readonly identity: UpstreamIdentity;
  readonly found: FoundIdentity;
}

/** Finds out by a provider's answer who has come back from it. */
@Injectable()
export class RecognisePerson {
  constructor(
    private readonly identityProviders: IdentityProviders,
    private readonly upstreamLogins: UpstreamLogins,
    private readonly askProvider: AskProvider,
    private readonly accountOfIdentity: AccountOfIdentity,
    private readonly signals: Signals,
  ) {}

  /**
   * The answer is looked at once, whatever comes of it.
   * @throws DomainError `upstream_login_not_found`; `upstream_refused`, `upstream_unavailable`; `link_required` if this is nobody here
   */
  async execute({ provider_id, answer, browser }: UpstreamAnswer, source: RequestSource): Promise<RecognisedPerson> {
    const provider = await this.identityProviders.find(provider_id);
    const state = new URLSearchParams(answer).get('state') ?? '';
    const login =
      provider?.enabled === true ? await this.upstreamLogins.use({ state, browser }, provider_id) : undefined;
    if (provider === undefined || login === undefined) {
      this.note('unknown_login', source);
      throw new DomainError('upstream_login_not_found');
    }
    const asked = this.askProvider.whoAnswers(provider, login, state, answer);
    const identity = await asked.catch((error: unknown) => this.noteRefusal(error, source));
    const found = await this.accountOfIdentity.execute(provider, identity, source);
    if (found !== undefined) return { provider, identity, found };
    await this.upstreamLogins.keepUnlinked(login.id, identity.subject, identity.email);
    const who = identity.email ?? identity.subject;
    throw new DomainError('link_required', { detail: `You are ${who} at ${new URL(provider.issuer).host}.` });
  }

  private noteRefusal(error: unknown, source: RequestSource): never {
    if (error instanceof DomainError && error.code === 'upstream_refused') this.note('answer', source);
    throw error;
  }

  /** Strangers can cause any number of these. */
  private note(reason: string, source: RequestSource): void {
    this.signals.note({ kind: 'upstream_refused', actor: { id: null, ...source }, target: null, reason });
  }
}
