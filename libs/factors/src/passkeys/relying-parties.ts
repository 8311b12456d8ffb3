import { isIP } from 'node:net';
import { Injectable } from '@nestjs/common';
import { Config } from '#libs/platform';

/** For whom a passkey is: what a browser binds it to (WebAuthn Level 3, §4, relying party). */
export interface RelyingParty {
  /** A domain. Browsers let its hosts ask for the passkey, and nobody else. */
  readonly id: string;
  /** Where the page is that asks: another host of the domain will not do. */
  readonly origin: string;
}

/** The relying parties that this service is: the settings tell, and never the request. */
@Injectable()
export class RelyingParties {
  private readonly own: RelyingParty;
  private readonly byOrigin: ReadonlyMap<string, RelyingParty>;

  constructor({ issuer, corsOrigins, passkeyDomain }: Config) {
    const domain = passkeyDomain ?? new URL(issuer).hostname;
    const partyAt = (origin: string): RelyingParty => ({ id: partyIdOf(new URL(origin).hostname, domain), origin });
    this.own = partyAt(new URL(issuer).origin);
    const parties = [this.own, ...corsOrigins.map(partyAt)];
    this.byOrigin = new Map(parties.map(party => [party.origin, party]));
  }

  /**
   * The one that a page belongs to; that of the issuer for whoever is no page, or one that nobody has listed.
   * @param origin the header `Origin`, compared as it is
   */
  of(origin: string | undefined): RelyingParty {
    return (origin === undefined ? undefined : this.byOrigin.get(origin)) ?? this.own;
  }

  /** Whether browsers know passkeys at any of them: a domain, with TLS or on one's own machine (WebAuthn Level 3, §5.1.3). */
  get areUsable(): boolean {
    return [...this.byOrigin.keys()].some(isUsable);
  }

  /** All of them. */
  get all(): Iterable<RelyingParty> {
    return this.byOrigin.values();
  }
}

/** A host of the domain shares the passkeys of all its hosts; any other has its own. */
const partyIdOf = (host: string, domain: string): string =>
  host === domain || host.endsWith(`.${domain}`) ? domain : host;

function isUsable(origin: string): boolean {
  const { protocol, hostname } = new URL(origin);
  const isAddress = isIP(hostname.replace(/^\[|\]$/g, '')) !== 0;
  return !isAddress && (protocol === 'https:' || /^(?:.+\.)?localhost$/.test(hostname));
}
