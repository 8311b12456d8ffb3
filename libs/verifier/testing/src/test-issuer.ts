import { randomBytes, randomUUID } from 'node:crypto';
import { type AccessTokenClaims, FIRST_PARTY_CLIENT, type RevocationEntry } from '../../../contracts/src/index.js';
import type { Gatehouse, GatehouseOptions } from '../../core/src/index.js';
import type { TestClaims } from './test-claims.js';
import { TestClientAccess } from './test-client-access.js';
import { TestFeed } from './test-feed.js';
import { isActiveToken } from './test-introspection.js';
import { TestKeys } from './test-keys.js';
import { fittingLevel } from './test-levels.js';
import { type TestAnswer, type TestEndpoint, type TestHandler, testMetadata, TestServer } from './test-server.js';
import type { Disturbance } from './test-stream.js';
import { TestStreams } from './test-streams.js';

export interface TestIssuerOptions {
  /** The `iss` of its tokens; the address where it is served unless given. */
  issuer?: string;
  /** Where to listen on 127.0.0.1; default: any free port. */
  port?: number;
}

/** How long a token lives, and how long its revocation is kept; in seconds. */
const LIFETIME = 600;
const ENTRY_LIFETIME = 3600;

/**
 * An issuer in this process, for tests of a service that recognises its callers with this package: it serves over
 * HTTP on 127.0.0.1 what Gatehouse serves to services, and needs neither Gatehouse nor a database.
 */
export class TestIssuer {
  readonly keys = new TestKeys();
  readonly feed = new TestFeed();
  readonly access = new TestClientAccess();
  private readonly server = new TestServer(this.handlers());
  private readonly streams = new TestStreams(this.feed);
  private readonly audiences = new Set<string>();
  private readonly epochs = new Map<string, number>();
  private readonly roleVersions = new Map<string, number>();
  private issuer = '';
  private address = '';

  private constructor() {
    this.defineRole('admin', ['*']);
  }

  static async start({ issuer, port = 0 }: TestIssuerOptions = {}): Promise<TestIssuer> {
    const started = new TestIssuer();
    started.address = await started.server.listen(port);
    started.issuer = issuer ?? started.address;
    return started;
  }

  async stop(): Promise<void> {
    await this.server.close();
  }

  /** Where it is served. */
  get url(): string {
    return this.address;
  }

  /** Options with which a service of this audience trusts this issuer. */
  options(audience: string): GatehouseOptions {
    this.audiences.add(audience);
    const { issuer, address: url, access } = this;
    return { issuer, audience, client: { ...access.client }, ...(url !== issuer && { url }) };
  }

  /** A signed access token, meant for every audience that options were asked for. `header` replaces parts of its header. */
  mint({ permissions, ...claims }: TestClaims, header: object = {}): string {
    const now = Math.floor(Date.now() / 1000);
    const { sub, client_id = FIRST_PARTY_CLIENT } = claims;
    const ofClient = client_id === sub;
    const throughClient = !ofClient && client_id !== FIRST_PARTY_CLIENT;
    const usual: Omit<AccessTokenClaims, 'sub'> = {
      iss: this.issuer,
      aud: [...this.audiences, this.issuer],
      client_id,
      ...(!ofClient && { sid: randomUUID() }),
      jti: randomBytes(16).toString('base64url'),
      iat: now,
      exp: now + LIFETIME,
      epoch: this.epochs.get(sub) ?? 0,
      ...(throughClient && { client_epoch: this.epochs.get(client_id) ?? 0 }),
      ...(permissions !== undefined && { scope: permissions.join(' ') }),
      ...fittingLevel(claims),
    };
    return this.keys.sign({ ...usual, ...claims }, header);
  }

  revokeToken(jti: string): void {
    this.publish({ kind: 'token', jti, expires_at: this.entryEnd() });
  }

  revokeSession(sid: string): void {
    this.publish({ kind: 'session', sid, expires_at: this.entryEnd() });
  }

  /** Takes back all tokens of this user or service client that were minted until now, and what a client got for others. */
  outdate(sub: string, status: 'active' | 'disabled' | 'deleted' = 'active'): void {
    const epoch = (this.epochs.get(sub) ?? 0) + 1;
    this.epochs.set(sub, epoch);
    this.publish({ kind: 'subject', sub, min_epoch: epoch, status, expires_at: this.entryEnd() });
  }

  /** Takes back all that a key has signed, and signs with a new one if it was the newest. */
  revokeKey(kid = this.keys.current.kid): void {
    if (kid === this.keys.current.kid) this.keys.rotate();
    this.keys.withdraw(kid);
    this.publish({ kind: 'key', kid, expires_at: this.entryEnd() });
  }

  /**
   * Says what a role permits from now on, and which roles it includes: all of them, directly or through others, with
   * what they permit among `permissions`. With `requires_mfa` it counts only in tokens whose `amr` has `mfa`.
   */
  defineRole(
    name: string,
    permissions: readonly string[],
    includes: readonly string[] = [],
    demands: { requires_mfa?: boolean } = {},
  ): void {
    const version = (this.roleVersions.get(name) ?? 0) + 1;
    this.roleVersions.set(name, version);
    this.publish({ kind: 'role', name, version, permissions, ...(includes.length > 0 && { includes }), ...demands });
  }

  /** Puts entries into the feed and sends them to all who listen. */
  publish(...entries: RevocationEntry[]): void {
    this.feed.add(entries);
    for (const stream of this.streams) stream.send();
  }

  /** Waits until this service knows of all that was published before. */
  async settled(gatehouse: Gatehouse): Promise<void> {
    const jti = randomUUID();
    const heard = new Promise<void>(resolve => {
      const stop = gatehouse.onRevoked(({ entry }) => {
        if (entry.kind !== 'token' || entry.jti !== jti) return;
        stop();
        resolve();
      });
    });
    this.revokeToken(jti);
    await heard;
  }

  /** Takes back the tokens by which services read the feed, and ends their streams. */
  revokeServiceTokens(): void {
    this.access.revoke();
    for (const stream of this.streams) stream.end();
  }

  /** Tears down every stream. */
  cutStreams(): void {
    for (const stream of this.streams) stream.cut();
  }

  /** Sends this text on every stream, as it is. */
  sendRaw(text: string): void {
    for (const stream of this.streams) stream.sendRaw(text);
  }

  /** How the streams are disturbed; assign to its fields at any time. */
  get disturbance(): Disturbance {
    return this.streams.disturbance;
  }

  /** The cursor that each subscriber has come with, in turn; undefined for none. */
  get cursors(): readonly (string | undefined)[] {
    return this.streams.cursors;
  }

  /** How many streams are open. */
  get subscribers(): number {
    return this.streams.size;
  }

  /** Gives this answer at an endpoint from now on; without one: the right answer again. */
  answer(endpoint: TestEndpoint, answer?: TestAnswer): void {
    this.server.answer(endpoint, answer);
  }

  /** How many requests there were to an endpoint. */
  requests(endpoint: TestEndpoint): number {
    return this.server.requests(endpoint);
  }

  private entryEnd(): string {
    return new Date(this.feed.now + ENTRY_LIFETIME * 1000).toISOString();
  }

  private handlers(): Record<TestEndpoint, TestHandler> {
    return {
      metadata: () => ({ body: testMetadata(this.issuer) }),
      jwks: () => ({ headers: { 'Cache-Control': 'public, max-age=300' }, body: this.keys.jwks }),
      token: ({ request }) => (this.access.knows(request) ? { body: this.access.grant() } : { status: 401 }),
      introspection: async ({ request, form }) =>
        this.access.knows(request)
          ? { body: { active: await isActiveToken(form.get('token') ?? '', this.issuer, this.keys, this.feed) } }
          : { status: 401 },
      revocations: ({ request, url }) => {
        if (this.access.tokenOf(request) === undefined) return { status: 401 };
        const after = url.searchParams.get('after') ?? undefined;
        if (after !== undefined && !TestFeed.isCursor(after)) return { status: 400 };
        return { body: this.feed.after(after, Infinity)[0] };
      },
      stream: ({ request, response }) => {
        const token = this.access.tokenOf(request);
        if (token === undefined) return { status: 401 };
        this.streams.answer(request, response, this.access.timeLeft(token));
        return undefined;
      },
    };
  }
}
