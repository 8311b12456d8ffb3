import type { GatehouseOptions } from '../gatehouse-options.js';
import { basicAuthorizationOf } from './client-credentials.js';
import { type Clock, monotonicSeconds } from './clock.js';
import type { Discovery } from './discovery.js';
import { type Http, placeOf, RequestFailed } from './http.js';
import { isRecord } from './record.js';

const SCOPE = 'revocations:read';
/** A token is not used in the last seconds of its life, nor in the last tenth. */
const MARGIN_SECONDS = 30;
const MARGIN_SHARE = 0.1;
const HINTS: Readonly<Record<string, string>> = {
  invalid_client: 'client.id or client.secret is wrong',
  invalid_scope: `the client needs the scope ${SCOPE}`,
};
const MAX_TOKEN_LENGTH = 8192;
const TOKEN = /^[\x21-\x7e]+$/;

interface HeldToken {
  readonly text: string;
  readonly useUntil: number;
}

/** The access token by which this service reads the feed (RFC 6749 §4.4), fetched once for all who ask. */
export class ClientToken {
  private held: HeldToken | undefined;
  private asking: Promise<HeldToken> | undefined;

  constructor(
    private readonly http: Http,
    private readonly discovery: Discovery,
    private readonly client: GatehouseOptions['client'],
    private readonly clock: Clock = monotonicSeconds,
  ) {}

  /** @throws RequestFailed, DiscoveryFailed if no token is to be had */
  async get(): Promise<string> {
    if (this.held !== undefined && this.clock() < this.held.useUntil) return this.held.text;
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    this.held = await this.asking;
    return this.held.text;
  }

  /** To be told of a token that was refused: it is not used again. */
  forget(token: string): void {
    if (this.held?.text === token) this.held = undefined;
  }

  private async ask(): Promise<HeldToken> {
    const { token_endpoint: url } = await this.discovery.find();
    const asked = this.clock();
    const headers = { Authorization: basicAuthorizationOf(this.client) };
    const form = { grant_type: 'client_credentials', scope: SCOPE };
    const { body } = await this.http.json({ url, headers, form }).catch(explain);
    const { text, lifetime } = readTokenAnswer(body, url);
    return { text, useUntil: asked + lifetime - Math.min(MARGIN_SECONDS, lifetime * MARGIN_SHARE) };
  }
}

/** Says what can be done about it: no waiting mends a client that is unknown or may not read the feed. */
function explain(error: unknown): never {
  if (!(error instanceof RequestFailed) || error.code === undefined) throw error;
  const hint = HINTS[error.code];
  throw new RequestFailed(`${error.message} (${error.code})${hint === undefined ? '' : `: ${hint}`}`, error.status);
}

/** RFC 6749 §5.1 */
function readTokenAnswer(body: unknown, url: string): { text: string; lifetime: number } {
  const { access_token: text, token_type: type, expires_in: lifetime } = isRecord(body) ? body : {};
  const good =
    typeof text === 'string' &&
    text.length <= MAX_TOKEN_LENGTH &&
    TOKEN.test(text) &&
    typeof type === 'string' &&
    type.toLowerCase() === 'bearer' &&
    typeof lifetime === 'number' &&
    lifetime > 0;
  if (!good) throw new RequestFailed(`${placeOf(url)} did not answer with a bearer token`);
  return { text, lifetime };
}
