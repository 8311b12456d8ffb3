import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, type JWTPayload, jwtVerify, type JWTVerifyGetKey } from 'jose';
import type { Certificate } from './certificate.js';
import { ISSUER } from './gatehouse.js';
import { use } from './use.js';

/** What an application was told, and that it is true. */
export interface Told {
  readonly token: string;
  readonly claims: JWTPayload;
  /** Milliseconds of this process's own clock. */
  readonly at: number;
}

/** Answers a request with its body; false: as usual. */
export type Answering = (request: IncomingMessage, response: ServerResponse, body: string) => boolean;

/** Applications of one host, as far as they are told that sessions end: a server that believes nothing but tokens that `jose` verifies. */
export class LogoutParty {
  readonly told: Told[] = [];
  /** What it was sent and did not believe, and why. */
  readonly refused: string[] = [];
  /** Requests, whatever became of them. */
  requests = 0;
  /** What it does otherwise; changed at any time. */
  answering: Answering | undefined;
  /** Ids of tokens. */
  private readonly seen = new Set<string>();
  private keys: JWTVerifyGetKey | undefined;
  private server: Server | undefined;
  private port = 0;
  private readonly watchers = new Set<() => void>();

  private constructor(private readonly certificate: Certificate | undefined) {}

  /** @param certificate of `localhost`; without one it has no TLS */
  static async start(certificate?: Certificate): Promise<LogoutParty> {
    const party = new LogoutParty(certificate);
    await party.listen();
    return party;
  }

  /** At the same port as before, if it was there before. */
  async listen(): Promise<void> {
    const take = (request: IncomingMessage, response: ServerResponse): void => void this.take(request, response);
    const server = this.certificate === undefined ? createServer(take) : createTlsServer(this.certificate, take);
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    server?.closeAllConnections();
    await new Promise<void>(resolve => (server === undefined ? resolve() : server.close(() => resolve())));
  }

  /** Whose tokens it believes. */
  trust(url: string): void {
    this.keys = createRemoteJWKSet(new URL('/.well-known/jwks.json', url));
  }

  get host(): string {
    return `${this.certificate === undefined ? '127.0.0.1' : 'localhost'}:${this.port}`;
  }

  at(name: string): string {
    return `${this.certificate === undefined ? 'http' : 'https'}://${name}:${this.port}/logout`;
  }

  /** For the registration of an application. */
  get registration(): { backchannel_logout_uri: string } {
    return { backchannel_logout_uri: this.at(this.certificate === undefined ? '127.0.0.1' : 'localhost') };
  }

  get settings(): { GATEHOUSE_OUTBOUND_HOSTS: string } {
    return { GATEHOUSE_OUTBOUND_HOSTS: this.host };
  }

  /** What was told of a session, the oldest first. */
  of(sid: string): readonly Told[] {
    return this.told.filter(({ claims }) => claims['sid'] === sid);
  }

  /** Waits until it is told so often of a session. @returns the last of that */
  async toldOf(sid: string, count = 1): Promise<Told> {
    await this.until(() => this.of(sid).length >= count);
    return this.of(sid)[count - 1]!;
  }

  /** Waits until something holds of what it was told or sent. */
  until(holds: () => boolean, withinMs = 30_000): Promise<void> {
    return new Promise((resolve, reject) => {
      const finish = (settle: () => void): void => {
        clearTimeout(timer);
        this.watchers.delete(look);
        settle();
      };
      const got = (): string => `${this.requests} requests, ${this.told.length} told, ${this.refused.join('; ')}`;
      const timer = setTimeout(() => finish(() => reject(new Error(`not within ${withinMs} ms: ${got()}`))), withinMs);
      const look = (): void => {
        if (holds()) finish(resolve);
      };
      this.watchers.add(look);
      look();
    });
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // Whoever asks may be killed in the middle of it.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    this.requests++;
    if (this.answering?.(request, response, body) !== true)
      response.writeHead(await this.statusFor(request, body)).end();
    for (const look of this.watchers) look();
  }

  /** OpenID Connect Back-Channel Logout 1.0 §2.6, §2.8. */
  async statusFor({ method, headers }: IncomingMessage, body: string): Promise<200 | 400> {
    try {
      const form = new URLSearchParams(body);
      const type = headers['content-type'];
      if (method !== 'POST' || type !== 'application/x-www-form-urlencoded') throw new Error(`${method} of ${type}`);
      if ([...form.keys()].join() !== 'logout_token') throw new Error(`the form has ${[...form.keys()].join()}`);
      await this.believe(form.get('logout_token') ?? '');
      return 200;
    } catch (error) {
      this.refused.push(String(error));
      return 400;
    }
  }

  private async believe(token: string): Promise<void> {
    if (this.keys === undefined) throw new Error('nobody is trusted');
    const requiredClaims = ['iss', 'sub', 'aud', 'iat', 'exp', 'jti', 'sid', 'events'];
    const expected = { issuer: ISSUER, typ: 'logout+jwt', requiredClaims, maxTokenAge: 60 };
    const { payload: claims } = await jwtVerify(token, this.keys, expected);
    if (JSON.stringify(claims['events']) !== '{"http://schemas.openid.net/event/backchannel-logout":{}}') {
      throw new Error('it tells of another event');
    }
    if ('nonce' in claims) throw new Error('it could pass as an ID token');
    if (this.seen.has(claims.jti ?? '')) throw new Error('it is a repetition');
    this.seen.add(claims.jti ?? '');
    this.told.push({ token, claims, at: performance.now() });
  }
}

/** One for the tests of this block. */
export const useLogoutParty = (certificate?: Certificate): LogoutParty =>
  use(
    () => LogoutParty.start(certificate),
    party => party.close(),
  );
