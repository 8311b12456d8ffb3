import { describe, expect, it } from '@jest/globals';
import { Browser, type RawAnswer, send } from '../support/browser.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { logIn, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const LISTED = 'https://app.example.test';
const STRANGERS = ['https://evil.example', 'null', `${LISTED}.evil.example`, 'https://app.example.test:444', '*', ''];

const corsHeadersOf = ({ headers }: RawAnswer): Record<string, unknown> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')));

describe('pages of other origins', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CORS_ORIGINS: LISTED, GATEHOUSE_THROTTLE: 'on' });

  const call = (method: string, path: string, headers: Record<string, string>, body?: string): Promise<RawAnswer> =>
    send(
      service.url + path,
      method,
      Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== '')),
      body,
    );

  const preflight = (origin: string, path = '/v1/auth/me'): Promise<RawAnswer> =>
    call('OPTIONS', path, {
      origin,
      'access-control-request-method': 'DELETE',
      'access-control-request-headers': 'x-csrf-token,content-type,x-strange',
    });

  it('get a preflight answered if they are listed, for our methods and headers, to be kept for two hours', async () => {
    for (const path of ['/v1/auth/me', '/v1/users', '/oauth/token', '/nothing/here']) {
      const answer = await preflight(LISTED, path);
      expect([path, answer.status, answer.text]).toEqual([path, 204, '']);
      expect(corsHeadersOf(answer)).toMatchObject({
        'access-control-allow-origin': LISTED,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
        'access-control-allow-headers':
          'Authorization, Content-Type, If-Match, If-None-Match, Last-Event-ID, X-CSRF-Token',
        'access-control-max-age': '7200',
      });
      expect(answer.headers['vary']).toContain('Origin');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  it.each(STRANGERS)('are told nothing of anybody if they are not: %p', async origin => {
    const asked = await preflight(origin);
    expect([asked.status, corsHeadersOf(asked)]).toEqual([204, {}]);
    for (const path of ['/v1/auth/me', '/health/live', '/oauth/authorize', '/nothing/here']) {
      const answer = await call('GET', path, { origin });
      expect([path, corsHeadersOf(answer)]).toEqual([path, {}]);
      expect(answer.headers['vary']).toContain('Origin');
    }
  });

  it('can read every answer if they are listed, errors too', async () => {
    const { access_token } = await logIn(service.api, await newPerson(service.api));
    const bearer = { origin: LISTED, authorization: `Bearer ${access_token}` };
    const json = { origin: LISTED, 'content-type': 'application/json' };
    const answers: [number, RawAnswer][] = [
      [200, await call('GET', '/v1/auth/me', bearer)],
      [200, await call('GET', '/.well-known/jwks.json', { origin: LISTED })],
      [401, await call('GET', '/v1/auth/me', { origin: LISTED })],
      [403, await call('GET', '/v1/users', bearer)],
      [404, await call('GET', '/nothing/here', { origin: LISTED })],
      [400, await call('POST', '/v1/auth/login', json, '{"email":')],
      [413, await call('POST', '/v1/auth/login', json, JSON.stringify({ email: 'x'.repeat(17_000) }))],
      [415, await call('POST', '/v1/auth/login', { origin: LISTED, 'content-type': 'text/plain' }, 'x')],
      [429, await tooMany(json)],
    ];
    for (const [status, answer] of answers) {
      expect(answer.status).toBe(status);
      expect([status, corsHeadersOf(answer)]).toEqual([
        status,
        {
          'access-control-allow-origin': LISTED,
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': 'ETag, Location, RateLimit, RateLimit-Policy, Retry-After, WWW-Authenticate',
        },
      ]);
      expect(answer.headers['vary']).toContain('Origin');
    }
  });

  async function tooMany(headers: Record<string, string>): Promise<RawAnswer> {
    for (let i = 0; ; i++) {
      const answer = await call('POST', '/v1/auth/login', headers, '{}');
      if (answer.status === 429 || i === 50) return answer;
    }
  }

  it('can log people in by cookie if they are listed and of the same site', async () => {
    const page = { origin: LISTED, 'sec-fetch-site': 'same-site' };
    const { email, password } = await newPerson(service.api);
    const browser = new Browser(service.url);
    // The limit of logins was reached above, so the session comes from one by another way in.
    const login = await Gatehouse.start(database, { GATEHOUSE_CORS_ORIGINS: LISTED });
    try {
      const other = new Browser(login.url);
      const answer = await other.post('/v1/auth/login', { email, password, transport: 'cookie' }, page);
      expect([answer.status, corsHeadersOf(answer)['access-control-allow-origin']]).toEqual([200, LISTED]);
      for (const [name, value] of other.jar) browser.jar.set(name, value);
      browser.csrfToken = String(answer.body['csrf_token']);
    } finally {
      await login.stop();
    }
    expect((await browser.post('/v1/auth/refresh', undefined, page)).status).toBe(200);
    expect((await browser.post('/v1/auth/logout', undefined, page)).status).toBe(204);
  });

  it('get nothing where none are listed', async () => {
    const closed = await Gatehouse.start(database);
    try {
      const asked = await send(`${closed.url}/v1/auth/me`, 'OPTIONS', {
        origin: LISTED,
        'access-control-request-method': 'GET',
      });
      expect([asked.status, corsHeadersOf(asked)]).toEqual([204, {}]);
      const answer = await send(`${closed.url}/v1/auth/me`, 'GET', { origin: LISTED });
      expect([answer.status, corsHeadersOf(answer)]).toEqual([401, {}]);
    } finally {
      await closed.stop();
    }
  });

  it('have to be listed exactly, or the service does not start', async () => {
    const environment = testEnvironment(database, { GATEHOUSE_CORS_ORIGINS: `${LISTED},*,http://app.example.test` });
    const started = Gatehouse.launch(environment);
    await expect(started).rejects.toThrow(/GATEHOUSE_CORS_ORIGINS: \* is not an exact origin[^]*must be https/);
  });
});

describe('headers that keep browsers strict', () => {
  const { service } = useGatehouse();

  const STRICT = {
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'strict-transport-security': 'max-age=31536000',
  };

  it.each([
    ['GET', '/v1/auth/me', 401],
    ['GET', '/health/live', 200],
    ['GET', '/nothing/here', 404],
    ['POST', '/v1/auth/login', 400],
    ['GET', '/v1/auth/csrf', 401],
  ])('stand on %s %s (%d), with a policy under which nothing runs', async (method, path, status) => {
    const { status: found, headers } = await send(service.url + path, method, {});
    expect(found).toBe(status);
    expect(headers).toMatchObject(STRICT);
    expect(headers['content-security-policy']).toBe(
      "default-src 'none';base-uri 'none';form-action 'none';frame-ancestors 'none'",
    );
    expect(headers['content-security-policy']).not.toContain('unsafe');
    expect(headers['cache-control']).toBe('no-store');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['server']).toBeUndefined();
  });

  it('let the page of the documentation run its own scripts, and no others', async () => {
    for (const path of ['/docs', '/docs/', '/docs/swagger-ui-init.js']) {
      const { status, headers } = await send(service.url + path, 'GET', {});
      expect([path, status]).toEqual([path, 200]);
      expect(headers).toMatchObject(STRICT);
      expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
      expect(headers['content-security-policy']).toMatch(/frame-ancestors 'none'$/);
    }
  });
});
