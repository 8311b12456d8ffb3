import { beforeAll, describe, expect, it } from '@jest/globals';
import { LINES_TYPE } from '../support/imports.js';
import { adminToken, newLogin } from '../support/people.js';
import { runNode } from '../support/process.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** The routes that answer without a token. A new one has to be argued into this list. */
const PUBLIC_ROUTES = [
  // They are files, the same for everybody.
  'GET /account',
  'GET /console',
  'GET /login',
  'GET /device',
  'GET /logged-out',
  'GET /upstream',
  'GET /.well-known/jwks.json',
  'GET /.well-known/oauth-authorization-server',
  'GET /.well-known/openid-configuration',
  'GET /docs',
  'GET /docs/',
  'GET /docs/LICENSE',
  'GET /docs/index.html',
  'GET /health/live',
  'GET /health/ready',
  'GET /openapi.json',
  // What gives the right to these is in a mail.
  'POST /v1/auth/email/confirm',
  'POST /v1/auth/email/undo',
  'POST /v1/auth/email/verify',
  'POST /v1/auth/not-me',
  // Who asks for a mail is a stranger, and learns nothing.
  'POST /v1/auth/email/verify/resend',
  'POST /v1/auth/password/forgot',
  'POST /v1/auth/login/code',
  'POST /v1/auth/login',
  'POST /v1/auth/login/code/verify',
  'POST /v1/auth/login/factor',
  'POST /v1/auth/login/factor/challenge',
  'POST /v1/auth/login/passkey',
  // It says nothing of anybody, and leaves nothing behind.
  'POST /v1/auth/login/passkey/options',
  'POST /v1/auth/password/set',
  'POST /v1/auth/refresh',
  'POST /v1/auth/register',
  // Browsers come here before anybody is logged in; these send them on, and change nothing.
  'GET /oauth/authorize',
  'POST /oauth/authorize',
  'GET /oauth/end-session',
  'POST /oauth/end-session',
  // The pages do it for whoever is there; a cookie of its own binds it to the browser.
  'POST /v1/auth/interactions',
  'POST /v1/auth/interactions/:id/decline',
  // By which other providers people can log in is no secret; the pages begin there, and a cookie binds it to the browser.
  'GET /v1/auth/login/upstream',
  'POST /v1/auth/login/upstream/:id',
  'POST /v1/auth/login/upstream/callback',
  // Other providers send browsers back here; it sends them on, and changes nothing.
  'GET /oauth/upstream/:id',
  // It ends no session but that of an application, as an ID token shows.
  'POST /v1/auth/end-session',
];

/** Knows sessions by their cookies only, and refuses whoever comes with another token as if with two (400). */
const COOKIE_ROUTES = ['GET /v1/auth/csrf'];

/** Clients prove here who they are by credentials of their own, and are refused in OAuth's words. */
const CLIENT_ROUTES = [
  'POST /oauth/device_authorization',
  'POST /oauth/introspect',
  'POST /oauth/par',
  'POST /oauth/revoke',
  'POST /oauth/token',
];

/** Needs the role `admin`. */
const isAdministrative = (route: string): boolean =>
  / \/v1\/(users|roles|clients|identity-providers|revocations)/.test(route);

interface Route {
  readonly method: string;
  readonly url: string;
  readonly readsLines: boolean;
}

const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
const isPublic = (route: Route): boolean =>
  PUBLIC_ROUTES.includes(nameOf(route)) ||
  CLIENT_ROUTES.includes(nameOf(route)) ||
  /^GET \/docs\/(docs\/)?[\w.-]+\.(js|css|png|map|html)$/.test(nameOf(route)) ||
  /^GET \/pages\/[\w-]+\.(js|css)$/.test(nameOf(route));

describe('every route of the service', () => {
  const { service } = useGatehouse();
  let routes: Route[];
  let token: { admin: string; user: string };
  let userId: string;

  beforeAll(async () => {
    const listing = runNode(['dist/apps/auth/src/bin/list-routes.js'], {});
    expect(await listing.exited()).toBe(0);
    routes = (JSON.parse(listing.output()) as Route[]).filter(({ method }) => method !== 'HEAD');
    const { person, tokens } = await newLogin(service.api);
    userId = person.id;
    token = { admin: await adminToken(service.api), user: tokens.access_token };
  });

  function call(
    { method, url, readsLines }: Route,
    accessToken?: string,
  ): Promise<{ status: number; headers: Headers }> {
    const path = url.replace(':id', userId).replace(':secret_id', userId).replace(':sid', userId);
    const body = method === 'GET' || method === 'DELETE' ? undefined : {};
    return service.api.call(method, path.replace(':role', 'user').replace('*', ''), body, {
      ...(accessToken !== undefined && { token: accessToken }),
      ...(readsLines && { headers: { 'content-type': LINES_TYPE } }),
    });
  }

  it('is on the list of public routes or demands a token', async () => {
    expect(routes.length).toBeGreaterThan(20);
    for (const route of routes) {
      const { status, headers } = await call(route);
      const challenge = headers.get('www-authenticate');
      const expected = isPublic(route) ? null : 'Bearer realm="gatehouse"';
      expect(`${nameOf(route)}: ${challenge}`).toBe(`${nameOf(route)}: ${expected}`);
      if (expected !== null) expect(status).toBe(401);
    }
  });

  it('refuses whoever is no client at the routes for clients', async () => {
    for (const route of CLIENT_ROUTES) {
      const form = 'grant_type=client_credentials&token=x&client_id=nobody&client_secret=nothing';
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await service.api.call('POST', route.slice('POST '.length), form, { headers });
      expect([route, answer.status, answer.body['error']]).toEqual([route, 401, 'invalid_client']);
      expect(answer.headers.get('www-authenticate')).toBe('Basic realm="gatehouse"');
    }
  });

  it('refuses a bad token wherever it looks at one', async () => {
    for (const route of routes.filter(route => !isPublic(route) && !COOKIE_ROUTES.includes(nameOf(route)))) {
      const { status, headers } = await call(route, 'a.bad.token');
      expect(`${nameOf(route)}: ${status}`).toBe(`${nameOf(route)}: 401`);
      expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
    }
  });

  it('refuses any token where cookies alone count', async () => {
    for (const route of routes.filter(route => COOKIE_ROUTES.includes(nameOf(route)))) {
      for (const accessToken of ['a.bad.token', token.user]) expect((await call(route, accessToken)).status).toBe(400);
    }
  });

  it('has no public route on the list that is gone', () => {
    const names = routes.map(nameOf);
    expect([...PUBLIC_ROUTES, ...COOKIE_ROUTES].filter(name => !names.includes(name))).toEqual([]);
  });

  it('answers 403 to a user without the role where it is an administrator’s', async () => {
    const administrative = routes.filter(route => isAdministrative(nameOf(route)));
    expect(administrative.length).toBeGreaterThan(9);
    for (const route of administrative) {
      const { status, headers } = await call(route, token.user);
      expect(`${nameOf(route)}: ${status}`).toBe(`${nameOf(route)}: 403`);
      expect(headers.get('www-authenticate')).toMatch(
        /^Bearer realm="gatehouse", error="insufficient_scope", scope="[a-z_]+:[a-z]+( [a-z_]+:[a-z]+)*"$/,
      );
    }
  });

  it('lets an administrator through to what the route is about', async () => {
    // The stream of the feed has no end; test/e2e/revocation-feed.test.ts follows it.
    const ending = routes.filter(route => isAdministrative(nameOf(route)) && !route.url.endsWith('/stream'));
    // The account that all the others are about goes last.
    const last = ending.filter(route => nameOf(route) === 'DELETE /v1/users/:id');
    for (const route of [...ending.filter(route => !last.includes(route)), ...last]) {
      const { status } = await call(route, token.admin);
      // 200: an empty body changes nothing, and an empty line is told to be one; 400: it lacks something; 403: a built-in role cannot be changed; 404: the id is a user's, not a client's.
      const expected = {
        GET: [200, 404],
        POST: route.readsLines ? [200] : route.url.endsWith('/password-token') ? [201] : [400, 404],
        PATCH: [200, 403, 404],
        PUT: [204],
        DELETE: [204, 403, 404],
      }[route.method];
      expect(expected).toContain(status);
    }
  });

  it('lets the right role do what it is for', async () => {
    const created = await service.api.post(
      '/v1/roles',
      { name: 'support', description: 'Answers customers', permissions: ['orders:read'] },
      { token: token.admin },
    );
    expect(created.status).toBe(201);
    expect((await service.api.get('/v1/users', { token: token.admin })).status).toBe(200);
  });
});
