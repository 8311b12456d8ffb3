import type { GatehouseOptions } from '../gatehouse-options.js';
import { CannotVerify, TokenRejected } from '../token-errors.js';
import type { VerifiedToken } from '../verified-token-cache.js';
import { basicAuthorizationOf } from './client-credentials.js';
import type { Discovery } from './discovery.js';
import { type Http, placeOf, RequestFailed } from './http.js';
import { isRecord } from './record.js';
import type { Trouble } from './trouble.js';

/** A caller waits meanwhile. */
const LIMITS = { timeout: 2000, size: 64 * 1024 };

/** Asks the issuer itself about tokens (RFC 7662), once for all who ask about the same one at the same time. */
export class Introspection {
  private readonly asking = new Map<string, Promise<void>>();

  constructor(
    private readonly http: Http,
    private readonly discovery: Discovery,
    private readonly client: GatehouseOptions['client'],
    private readonly trouble: Trouble,
  ) {}

  /**
   * Passes if the issuer says that the token is active.
   * @throws TokenRejected if it is not.
   * @throws CannotVerify if the issuer does not tell.
   */
  check({ text }: VerifiedToken): Promise<void> {
    const running = this.asking.get(text);
    if (running !== undefined) return running;
    const asking = this.ask(text).finally(() => this.asking.delete(text));
    this.asking.set(text, asking);
    return asking;
  }

  private async ask(token: string): Promise<void> {
    if (await this.isActive(token)) return;
    throw new TokenRejected('revoked');
  }

  private async isActive(token: string): Promise<boolean> {
    try {
      // Whoever waits for an answer does not wait for the endpoint to be found as well.
      const url = this.discovery.known?.introspection_endpoint;
      if (url === undefined) throw new CannotVerify('the issuer was not reached yet');
      const headers = { Authorization: basicAuthorizationOf(this.client) };
      const { body } = await this.http.json({ url, headers, form: { token } }, LIMITS);
      const active = isRecord(body) ? body['active'] : undefined;
      if (typeof active !== 'boolean') throw new RequestFailed(`${placeOf(url)} did not say whether a token is active`);
      this.trouble.over('introspection');
      return active;
    } catch (error) {
      this.trouble.report('introspection', error);
      throw new CannotVerify('the issuer cannot be asked about the token', 1, { cause: error });
    }
  }
}
