import { type Clock, monotonicSeconds } from './clock.js';
import { type Http, type JsonAnswer, RequestFailed } from './http.js';
import { isRecord } from './record.js';

const ENDPOINTS = [
  'jwks_uri',
  'token_endpoint',
  'introspection_endpoint',
  'revocations_endpoint',
  'revocations_stream_endpoint',
] as const;

/** Where the issuer answers what. */
export type IssuerEndpoints = Readonly<Record<(typeof ENDPOINTS)[number], string>>;

/** The issuer's metadata (RFC 8414) cannot be believed: it was fetched from somebody else, or is not whole. */
export class DiscoveryFailed extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DiscoveryFailed';
  }
}

const PATH = '/.well-known/oauth-authorization-server';
/** Seconds after which it is looked up again whether anything has moved. */
const REFRESH_AFTER = 3600;

/** Finds out where the issuer answers what, once for all who ask, and again every hour. */
export class Discovery {
  private endpoints: IssuerEndpoints | undefined;
  private refreshAt = 0;
  private asking: Promise<IssuerEndpoints> | undefined;

  constructor(
    private readonly http: Http,
    private readonly issuer: string,
    /** Where the issuer is reached. */
    private readonly url: string,
    private readonly clock: Clock = monotonicSeconds,
  ) {}

  /** What is known at this moment, without asking. */
  get known(): IssuerEndpoints | undefined {
    return this.endpoints;
  }

  /**
   * @throws RequestFailed if the issuer was never reached and cannot be reached now.
   * @throws DiscoveryFailed if what answers is not this issuer.
   */
  async find(): Promise<IssuerEndpoints> {
    if (this.endpoints !== undefined && this.clock() < this.refreshAt) return this.endpoints;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    // What was true before is better than nothing.
    return this.asking.catch((error: unknown) => {
      if (this.endpoints !== undefined) return this.endpoints;
      throw error;
    });
  }

  private async ask(): Promise<IssuerEndpoints> {
    const { body } = await this.fetchMetadata();
    this.endpoints = readMetadata(body, this.issuer, this.url);
    this.refreshAt = this.clock() + REFRESH_AFTER;
    return this.endpoints;
  }

  /**
   * Asks below the issuer's own URL first: Gatehouse answers there, whatever stands in front of it. If that is 404,
   * asks at the root of the host, where RFC 8414 §3.1 puts the metadata of an issuer with a path; something else may
   * answer there.
   */
  private async fetchMetadata(): Promise<JsonAnswer> {
    const url = withoutSlash(this.url);
    const { origin, pathname } = new URL(url);
    try {
      return await this.http.json({ url: url + PATH });
    } catch (error) {
      if (pathname === '/' || !(error instanceof RequestFailed) || error.status !== 404) throw error;
      return this.http.json({ url: origin + PATH + pathname });
    }
  }
}

/** Reads the metadata; its issuer must be the expected one, byte for byte (RFC 8414 §3.3). */
export function readMetadata(metadata: unknown, issuer: string, url: string): IssuerEndpoints {
  if (!isRecord(metadata)) throw new DiscoveryFailed(`The metadata of ${issuer} is not an object.`);
  if (metadata['issuer'] !== issuer) {
    throw new DiscoveryFailed(`The metadata at ${url} is not of the issuer ${issuer}; the two must be equal.`);
  }
  const entries = ENDPOINTS.map(name => [name, endpointOf(name, metadata[name], issuer, url)] as const);
  return Object.fromEntries(entries) as unknown as IssuerEndpoints;
}

function endpointOf(name: string, value: unknown, issuer: string, url: string): string {
  if (typeof value !== 'string' || !URL.canParse(value)) {
    throw new DiscoveryFailed(`The metadata of ${issuer} has no good ${name}.`);
  }
  const base = withoutSlash(issuer);
  const endpoint = value.startsWith(`${base}/`) ? withoutSlash(url) + value.slice(base.length) : value;
  const { protocol, username, password } = new URL(endpoint);
  // Secrets go there: an https issuer must not send them over http.
  const safe = protocol === 'https:' || (protocol === 'http:' && new URL(url).protocol === 'http:');
  if (!safe || username !== '' || password !== '') {
    throw new DiscoveryFailed(`The metadata of ${issuer} has a ${name} that is not safe to use.`);
  }
  return endpoint;
}

const withoutSlash = (url: string): string => (url.endsWith('/') ? url.slice(0, -1) : url);
