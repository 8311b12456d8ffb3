import { expect, describe, it } from '@jest/globals';
import * as oauth from 'oauth4webapi';
import { createGatehouse, memoryStore, tokenSession } from '../../libs/client/src/index.js';
import { Gatehouse as Verifier } from '../../libs/verifier/core/src/index.js';
import { Browser } from '../support/browser.js';
import { freePort } from '../support/free-port.js';
import { ADMIN, Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { describeBehindNginx, documentedLocations, Nginx } from '../support/nginx.js';
import { newClient } from '../support/oauth.js';
import { adminToken, newPerson } from '../support/people.js';
import { runNode } from '../support/process.js';
import { sendRaw } from '../support/raw-http.js';
import { useDatabase, useGatehouse } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const METADATA = '/.well-known/oauth-authorization-server';

describeBehindNginx.each([
  ['passes the path on', 0],
  ['strips the path', 1],
])('below a path of a host that others share, behind an nginx that %s', (_what, which) => {
  let port: number;
  let origin: string;
  let issuer: string;
  const { database, service } = useGatehouse(async () => {
    port = await freePort();
    origin = `http://localhost:${port}`;
    issuer = `${origin}/auth`;
    return { GATEHOUSE_ISSUER: issuer, GATEHOUSE_TRUST_PROXY: '127.0.0.1' };
  });
  use(
    async () => Nginx.start(port, (await documentedLocations())[which] ?? '', service.url),
    nginx => nginx.stop(),
  );

  const json = async (url: string): Promise<Record<string, unknown>> =>
    (await (await fetch(url)).json()) as Record<string, unknown>;

  it('everything is there, and nothing outside of the path', async () => {
    for (const path of ['/health/ready', '/docs', '/account', '/console', '/openapi.json', '/.well-known/jwks.json']) {
      expect([path, (await fetch(issuer + path)).status]).toEqual([path, 200]);
      expect(await (await fetch(origin + path)).text()).toBe('another application');
    }
    expect((await fetch(`${issuer}/nothing`)).status).toBe(404);
    expect((await fetch(`${issuer}/v1/auth/me`)).status).toBe(401);
    const wrong = await fetch(`${issuer}/v1/auth/me`, { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
  });

  it('the metadata is where either form of RFC 8414 has it, and leads back here', async () => {
    for (const url of [issuer + METADATA, `${origin}${METADATA}/auth`]) {
      const metadata = await json(url);
      expect(metadata['issuer']).toBe(issuer);
      const endpoints = Object.entries(metadata).filter(([name]) => /_(endpoint|uri|documentation)$/.test(name));
      expect(endpoints.length).toBe(12);
      for (const [name, value] of endpoints) {
        expect([name, String(value).startsWith(`${issuer}/`)]).toEqual([name, true]);
        const { status } = await fetch(String(value), { method: name.endsWith('_endpoint') ? 'PUT' : 'GET' });
        expect([name, status]).toEqual([name, name.endsWith('_endpoint') ? 405 : 200]);
      }
    }
    const discovered = await oauth.discoveryRequest(new URL(issuer), {
      algorithm: 'oauth2',
      // eslint-disable-next-line @typescript-eslint/no-deprecated -- the service under test speaks http
      [oauth.allowInsecureRequests]: true,
    });
    expect((await oauth.processDiscoveryResponse(new URL(issuer), discovered)).issuer).toBe(issuer);
    expect((await fetch(`${service.url}${METADATA}/other`)).status).toBe(404);
  });

  it('the document of the API names the issuer as its server, and where tokens come from', async () => {
    const document = (await json(`${issuer}/openapi.json`)) as unknown as {
      servers: { url: string }[];
      components: { securitySchemes: { oauth2: { flows: Record<string, { tokenUrl: string }> } } };
    };
    expect(document.servers.map(({ url }) => url)).toEqual([issuer]);
    const { flows } = document.components.securitySchemes.oauth2;
    for (const { tokenUrl } of Object.values(flows)) expect(tokenUrl).toBe(`${issuer}/oauth/token`);
  });

  it('pages, the page of the documentation and all that they load refer to nothing outside of the path', async () => {
    for (const page of ['account', 'console', 'docs', 'docs/']) {
      const html = await (await fetch(`${issuer}/${page}`)).text();
      const links = [...html.matchAll(/(?:href|src)="(?!data:)([^"]+)"/g)].map(([, link = '']) => link);
      expect(links.length).toBeGreaterThan(2);
      for (const link of links) {
        const url = new URL(link, `${issuer}/${page}`).href;
        expect([page, url.startsWith(`${issuer}/`), (await fetch(url)).status]).toEqual([page, true, 200]);
      }
    }
  });

  it('people log in by token and by cookie, the client and the verifier find their way', async () => {
    const person = await newPerson(service.api);
    const gatehouse = createGatehouse({ url: issuer, caller: tokenSession({ store: memoryStore() }) });
    await gatehouse.login({ email: person.email, password: person.password });
    expect((await gatehouse.getMe()).email).toBe(person.email);

    const page = { origin, 'sec-fetch-site': 'same-origin' };
    const browser = new Browser(issuer);
    const credentials = { email: person.email, password: person.password, transport: 'cookie' };
    const login = await browser.post<{ csrf_token: string }>('/v1/auth/login', credentials, page);
    expect(login.status).toBe(200);
    // The prefix of their names demands it: the whole host gets them.
    for (const cookie of browser.received) expect(cookie).toContain('; Path=/; HttpOnly; Secure; SameSite=Strict');
    browser.csrfToken = login.body.csrf_token;
    expect((await browser.post('/v1/auth/refresh', undefined, page)).status).toBe(200);
    expect((await browser.post('/v1/auth/refresh', undefined, { origin: issuer })).status).toBe(403);
    expect((await browser.post('/v1/auth/logout', undefined, page)).status).toBe(204);

    const client = await newClient(service.api, await adminToken(service.api), { scopes: ['revocations:read'] });
    const verifier = new Verifier({
      issuer,
      audience: issuer,
      client: { id: client.client_id, secret: client.client_secret },
    });
    try {
      await verifier.start();
      const principal = await verifier.verify(await gatehouse.accessToken());
      await gatehouse.logout();
      expect(principal.sub).toBe(person.id);
    } finally {
      await verifier.close();
    }
  });

  it('addresses are those of the callers', async () => {
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.9, garbage' };
    const body = JSON.stringify(ADMIN);
    const answer = await fetch(`${issuer}/v1/auth/login`, { method: 'POST', headers, body });
    const { session_id } = (await answer.json()) as { session_id: string };
    expect(await database.query(`SELECT ip FROM sessions WHERE id = '${session_id}'`)).toEqual([{ ip: '127.0.0.1' }]);
  });
});

describe('an issuer with a path', () => {
  const database = useDatabase();

  it.each([
    ['https://example.org/v1', 'GATEHOUSE_ISSUER must not have a path that begins with /v1'],
    ['https://example.org/docs/auth', 'GATEHOUSE_ISSUER must not have a path that begins with /docs'],
    ['https://example.org/.well-known', 'GATEHOUSE_ISSUER must be a host and at most a path'],
    ['https://example.org/a/../b', 'GATEHOUSE_ISSUER must be a host and at most a path'],
    ['https://example.org/a//b', 'GATEHOUSE_ISSUER must be a host and at most a path'],
    ['https://example.org/a%20b', 'GATEHOUSE_ISSUER must be a host and at most a path'],
    ['https://user@example.org', 'GATEHOUSE_ISSUER must be a host and at most a path'],
  ])('such as %s is refused, since it could be read in two ways', async (issuer, message) => {
    const refused = runNode(['dist/programs/service.js'], testEnvironment(database, { GATEHOUSE_ISSUER: issuer }));
    expect(await refused.exited()).toBe(1);
    expect(refused.output()).toContain(message);
  });

  it('of several parts is one, and a path that only begins like it is none', async () => {
    const service = await Gatehouse.start(database, { GATEHOUSE_ISSUER: 'https://example.org/id/auth.v2' });
    for (const [path, status] of [
      ['/id/auth.v2/health/live', 200],
      ['/health/live', 200],
      ['/id/auth.v2/nothing', 404],
      ['/id/auth.v22/health/live', 404],
      ['/id/health/live', 404],
      ['/auth.v2/health/live', 404],
      ['/id/auth.v2/id/auth.v2/health/live', 404],
      [`${METADATA}/id/auth.v2`, 200],
      [`/id/auth.v2${METADATA}`, 200],
      [METADATA, 200],
      [`${METADATA}/id`, 404],
      [`/id/auth.v2${METADATA}/id/auth.v2`, 404],
      ['/id/auth.v2', 404],
    ] as const) {
      const [answer] = await sendRaw(service.url, `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`);
      expect([path, answer?.status]).toEqual([path, status]);
    }
    await service.stop();
  });
});
