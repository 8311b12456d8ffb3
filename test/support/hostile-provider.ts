import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type GenerateKeyPairResult, type JWTPayload, SignJWT } from 'jose';

/** Whom the provider has let in, and what it says of them. */
export type Person = JWTPayload & { readonly sub: string };

interface Issued {
  readonly nonce: string;
  readonly challenge: string;
  readonly person: Person;
}

export type Handler = (request: IncomingMessage, response: ServerResponse) => void;

const CLIENT_ID = 'gatehouse';

/**
 * A provider of OpenID Connect that does as it should, but for what a test has it do. A person never sees it: `answer` is what a browser
 * would come back with.
 */
export class HostileProvider {
  /** What is answered at a path instead of what should be. */
  readonly instead = new Map<string, Handler>();
  /** What metadata say otherwise. */
  metadata: object = {};
  /** Makes the ID token otherwise. */
  sign: (claims: JWTPayload) => Promise<string> = claims => this.signed(claims);
  /** Each path that was asked for. */
  readonly asked: string[] = [];
  private readonly codes = new Map<string, Issued>();

  private constructor(
    private readonly server: Server,
    readonly issuer: string,
    readonly keys: GenerateKeyPairResult,
    private readonly jwk: object,
  ) {}

  static async start(): Promise<HostileProvider> {
    const keys = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
    const server = createServer();
    await new Promise<void>(resolve => void server.listen(0, '127.0.0.1', resolve));
    const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const provider = new HostileProvider(server, issuer, keys, jwk);
    server.on('request', (request, response) => provider.serve(request, response));
    return provider;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise(resolve => this.server.close(resolve));
  }

  unref(): void {
    this.server.unref();
  }

  /** All as it should be again. */
  mend(): void {
    this.instead.clear();
    this.metadata = {};
    this.sign = claims => this.signed(claims);
  }

  /** What the browser comes back with that was sent to this address, once this person is let in. */
  answer(to: URL, person: Partial<Person> = {}, more: Readonly<Record<string, string>> = {}): string {
    const code = randomBytes(16).toString('hex');
    const { searchParams: asked } = to;
    const [nonce, challenge] = [asked.get('nonce') ?? '', asked.get('code_challenge') ?? ''];
    this.codes.set(code, { nonce, challenge, person: { sub: 'ada', ...person } });
    return new URLSearchParams({ code, state: asked.get('state') ?? '', iss: this.issuer, ...more }).toString();
  }

  signed(claims: JWTPayload, header: object = {}): Promise<string> {
    return new SignJWT(claims).setProtectedHeader({ alg: 'ES256', kid: 'one', ...header }).sign(this.keys.privateKey);
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const path = new URL(request.url ?? '', this.issuer).pathname;
    this.asked.push(path);
    const instead = this.instead.get(path);
    if (instead !== undefined) return instead(request, response);
    if (path === '/.well-known/openid-configuration') return json(response, this.described());
    if (path === '/jwks') return json(response, { keys: [this.jwk] });
    if (path === '/token' && request.method === 'POST') return void this.redeem(request, response);
    json(response, {}, 404);
  }

  private described(): object {
    return {
      issuer: this.issuer,
      authorization_endpoint: `${this.issuer}/authorize`,
      token_endpoint: `${this.issuer}/token`,
      jwks_uri: `${this.issuer}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
      ...this.metadata,
    };
  }

  private async redeem(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const part of request) text += String(part);
    const form = new URLSearchParams(text);
    const issued = this.codes.get(form.get('code') ?? '');
    this.codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (issued?.challenge !== challenge) return json(response, { error: 'invalid_grant' }, 400);
    const now = Math.floor(Date.now() / 1000);
    const { nonce, person } = issued;
    const claims = { iss: this.issuer, aud: CLIENT_ID, iat: now, exp: now + 300, nonce, ...person };
    json(response, { access_token: 'at', token_type: 'Bearer', expires_in: 60, id_token: await this.sign(claims) });
  }
}

export function json(response: ServerResponse, body: object, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
