/** The live service under its own issuer, and tokens of it, good and bad, for other people's libraries. */
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestDatabase } from './database.js';
import { FORGED, mint } from './forged-tokens.js';
import type { Program } from './foreign-toolchains.js';
import { freePort } from './free-port.js';
import { Gatehouse } from './gatehouse.js';
import { basic, clientToken, newClient, postForm, type ServiceClient } from './oauth.js';
import { adminToken, claimsOf, logIn, newPerson, type Person } from './people.js';
import { runProgram, type RunningProcess } from './process.js';
import { currentSigningKey, type SigningKey } from './signing-key.js';

export const AUDIENCE = 'orders';
const START_WITHIN_MS = 90_000;

/** Of those that our own verifiers refuse: what every library refuses that was told what the page says. */
const REFUSED: ReadonlySet<string> = new Set([
  'two segments',
  'no signature',
  'no algorithm',
  'no algorithm and no signature',
  'the public key as a shared secret',
  'another algorithm than the key has',
  'another type',
  'no type',
  'an unknown key',
  "a stranger's signature",
  'a signature of zeroes',
  'a changed payload',
  'another issuer',
  'another audience',
  'an audience that begins alike',
  'no audience',
  'no end',
]);

export class ForeignScene {
  private constructor(
    readonly database: TestDatabase,
    readonly service: Gatehouse,
    readonly admin: string,
    readonly key: SigningKey,
    /** A service with a secret and a key; may introspect. */
    readonly client: ServiceClient,
    readonly clientKey: object,
  ) {}

  static async set(): Promise<ForeignScene> {
    const database = await TestDatabase.createMigrated();
    const port = await freePort();
    const issuer = `http://127.0.0.1:${port}`;
    const overrides = { PORT: String(port), GATEHOUSE_ISSUER: issuer, GATEHOUSE_AUDIENCE: AUDIENCE };
    const service = await Gatehouse.start(database, overrides);
    const admin = await adminToken(service.api);
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const public_jwk = publicKey.export({ format: 'jwk' });
    const client = await newClient(service.api, admin, { scopes: ['introspect'], public_jwk });
    const key = await currentSigningKey(database);
    const scene = new ForeignScene(database, service, admin, key, client, privateKey.export({ format: 'jwk' }));
    await scene.administer('POST', '/v1/roles', { name: 'buyer' });
    return scene;
  }

  async end(): Promise<void> {
    await this.service.stop();
    await this.database.drop();
  }

  async administer(method: string, path: string, body?: unknown): Promise<void> {
    const { status } = await this.service.api.call(method, path, body, { token: this.admin });
    expect([path, status < 300]).toEqual([path, true]);
  }

  /** Somebody new with these roles besides the one that everybody has. */
  async personWith(...roles: string[]): Promise<Person> {
    const person = await newPerson(this.service.api);
    for (const role of roles) await this.administer('PUT', `/v1/users/${person.id}/roles/${role}`);
    return person;
  }

  async tokenOf(person: Person): Promise<string> {
    return (await logIn(this.service.api, person)).access_token;
  }

  async serviceToken(...scopes: string[]): Promise<string> {
    return clientToken(this.service.api, await newClient(this.service.api, this.admin, { scopes }));
  }

  async isActive(token: string): Promise<unknown> {
    return (await postForm(this.service.api, '/oauth/introspect', { token }, basic(this.client))).body['active'];
  }

  /** What a program of the page is configured by. */
  get environment(): Record<string, string> {
    return {
      ISSUER: this.service.url,
      AUDIENCE,
      PORT: '0',
      CLIENT_ID: this.client.client_id,
      CLIENT_SECRET: this.client.client_secret,
      CLIENT_KEY: JSON.stringify(this.clientKey),
    };
  }

  start({ command, environment }: Program, more: Record<string, string> = {}): RunningProcess {
    return runProgram(command, { ...this.environment, ...environment, ...more });
  }

  /** Runs a program to its end. @returns what it printed */
  async run(program: Program, more: Record<string, string> = {}): Promise<{ code: number | null; output: string }> {
    const running = this.start(program, more);
    return { code: await running.exited(), output: running.output() };
  }
}

/** One whole service of the page: takes good tokens, refuses bad ones, and goes by roles and scopes. */
export function describeResourceServer(name: string, sceneOf: () => ForeignScene, program: Program): void {
  describe(name, () => {
    let scene: ForeignScene;
    let orders: RunningProcess;
    let url: string;
    let buyer: Person;
    let good: string;

    beforeAll(async () => {
      scene = sceneOf();
      buyer = await scene.personWith('buyer');
      good = await scene.tokenOf(buyer);
      orders = scene.start(program);
      [, url = ''] = await orders.printed(/listening on (http:\/\/\S+)/, START_WITHIN_MS);
    });

    afterAll(async () => {
      orders.child.kill('SIGKILL');
      await orders.exited();
    });

    const present = (token: string): Promise<Response> =>
      fetch(`${url}/orders`, { headers: { authorization: `Bearer ${token}` } });

    async function expectStatus(token: string, status: number): Promise<void> {
      const answer = await present(token);
      if (answer.status === status) return;
      throw new Error(`${answer.status} instead of ${status}: ${await answer.text()}\n${orders.output()}`);
    }

    it('lets in a person by a role', async () => {
      await expectStatus(good, 200);
      await expectStatus(mint({ good, key: scene.key }, {}), 200);
      await expectStatus(mint({ good, key: scene.key }, { aud: AUDIENCE }), 200);
      await expectStatus(mint({ good, key: scene.key }, { aud: ['others', AUDIENCE] }), 200);
    });

    it('lets in a service by its scope', async () => {
      const token = await scene.serviceToken('orders:read', 'orders:write');
      expect(claimsOf(token)).not.toHaveProperty('roles');
      await expectStatus(token, 200);
    });

    it('answers 403 to whom that is not given', async () => {
      await expectStatus(await scene.tokenOf(await scene.personWith()), 403);
      await expectStatus(await scene.serviceToken('orders:write'), 403);
      await expectStatus(await scene.serviceToken(), 403);
    });

    it('takes a token without roles for what it is', async () => {
      const person = await scene.personWith();
      await scene.administer('DELETE', `/v1/users/${person.id}/roles/user`);
      const token = await scene.tokenOf(person);
      expect(claimsOf(token)).not.toHaveProperty('roles');
      await expectStatus(token, 403);
      await expectStatus(mint({ good: token, key: scene.key }, { scope: 'orders:read' }), 200);
    });

    it('asks for a token where there is none', async () => {
      const answer = await fetch(`${url}/orders`);
      expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Bearer/)]);
    });

    it('knows all kinds of tokens that it has to refuse', () => {
      expect(FORGED.filter(([what]) => REFUSED.has(what))).toHaveLength(REFUSED.size);
    });

    it.each(FORGED.filter(([what]) => REFUSED.has(what)).map(([what, forge]) => ({ what, forge })))(
      'refuses a token with $what',
      async ({ forge }) => {
        await expectStatus(forge({ good, key: scene.key, issuer: scene.service.url, audience: AUDIENCE }), 401);
      },
    );

    it('refuses an expired token, with a minute or so for clocks that differ', async () => {
      const now = Math.floor(Date.now() / 1000);
      await expectStatus(mint({ good, key: scene.key }, { iat: now - 700, exp: now - 100 }), 401);
    });

    it('does not know of a revoked token, as introspection does', async () => {
      const token = await scene.tokenOf(buyer);
      expect((await scene.service.api.post('/v1/auth/logout', undefined, { token })).status).toBe(204);
      await expectStatus(token, 200);
      expect(await scene.isActive(token)).toBe(false);
    });
  });
}
