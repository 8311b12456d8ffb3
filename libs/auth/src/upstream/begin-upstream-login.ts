import { Injectable } from '@nestjs/common';
import { Config, DomainError } from '#libs/platform';
import { IdentityProviders, type ProviderOffer, type ProviderRecord, UpstreamLogins } from '#libs/upstream';
import { AskProvider } from './ask-provider.js';

/** Where the browser is to go, and what it is to be known by when it comes back. */
export interface SentUpstream {
  readonly url: string;
  readonly browser: string;
}

/** Begins a login at another provider. */
@Injectable()
export class BeginUpstreamLogin {
  constructor(
    private readonly config: Config,
    private readonly identityProviders: IdentityProviders,
    private readonly upstreamLogins: UpstreamLogins,
    private readonly askProvider: AskProvider,
  ) {}

  /** By whom people can log in. Browsers come back to a page, so without pages there is nobody. */
  async offered(): Promise<readonly ProviderOffer[]> {
    return this.config.pages === 'off' ? [] : this.identityProviders.offered();
  }

  /** @throws DomainError `identity_provider_not_found` if nobody can log in by it */
  async get(providerId: string): Promise<ProviderRecord> {
    const provider = await this.identityProviders.get(providerId);
    if (!provider.enabled || this.config.pages === 'off') throw new DomainError('identity_provider_not_found');
    return provider;
  }

  /**
   * @param max_age how many seconds ago they may have logged in there, 0: they are to do so anew; null: nothing is demanded of that
   * @param browser what the browser is known by already
   * @throws DomainError `upstream_unavailable`
   */
  async execute(provider: ProviderRecord, max_age: number | null, browser: string | undefined): Promise<SentUpstream> {
    // Before anything is stored: logins that lead nowhere fill no table.
    await this.askProvider.prepare(provider);
    const begun = await this.upstreamLogins.begin(provider.id, max_age, browser);
    return { url: await this.askProvider.addressFor(provider, begun, max_age), browser: begun.browser };
  }
}
