import { Injectable } from '@nestjs/common';
import { Config, DomainError } from '#libs/platform';

/** What a browser says of where a request comes from, and no script can forge. */
export interface RequestSource {
  readonly origin?: string | undefined;
  /** Fetch Metadata. */
  readonly 'sec-fetch-site'?: string | string[] | undefined;
}

/**
 * Which pages may change something in the name of whoever is logged in: those of this service's own origin, and those of
 * the origins that are listed, as far as these belong to the same site.
 */
@Injectable()
export class TrustedOrigins {
  private readonly origins: ReadonlySet<string>;

  constructor({ issuer, corsOrigins }: Config) {
    this.origins = new Set([new URL(issuer).origin, ...corsOrigins]);
  }

  /**
   * Fetch Metadata counts where it is there, an exact `Origin` where it is not; without either it is no browser of
   * today, and refused.
   * @throws DomainError `cross_site_request`
   */
  assertTrusted({ origin, 'sec-fetch-site': site }: RequestSource): void {
    const isListed = origin !== undefined && this.origins.has(origin);
    // Some requests of a page to its own origin carry no Origin; one that is there has to be right all the same.
    if (site === 'same-origin' && (origin === undefined || isListed)) return;
    if ((site === undefined || site === 'same-site') && isListed) return;
    throw new DomainError('cross_site_request', { detail: explain(origin, site) });
  }
}

function explain(origin: string | undefined, site: string | string[] | undefined): string {
  if (origin === undefined && site === undefined) {
    return 'Neither Sec-Fetch-Site nor Origin says where this request comes from.';
  }
  return 'It comes from a page of another origin than that of GATEHOUSE_ISSUER and those of GATEHOUSE_CORS_ORIGINS.';
}
