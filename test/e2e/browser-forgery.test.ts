import { beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ACCESS, Browser, OWN_PAGE, type RawAnswer, REFRESH, send } from '../support/browser.js';
import { ISSUER } from '../support/gatehouse.js';
import { basic, clientToken, FORM_TYPE, newClient } from '../support/oauth.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const LISTED = 'https://app.example.test';
const OTHER_LISTED = 'http://localhost:5173';
/** Nobody's session: 404 says that the request was let through to where it would have changed something. */
const PROBE = '/v1/sessions/01999999-0000-7000-8000-000000000000';

describe('a request by cookie', () => {
  const { service } = useGatehouse({ GATEHOUSE_CORS_ORIGINS: `${LISTED},${OTHER_LISTED}` });
  let person: Person;
  let browser: Browser;

  beforeAll(async () => {
    person = await newPerson(service.api);
  });

  beforeEach(async () => {
    browser = new Browser(service.url);
    await browser.logIn(person);
  });

  const outcome = ({ status, body }: RawAnswer): [number, unknown] => [status, body['code']];
  const raw = (method: string, path: string, headers: string[], body?: string): Promise<RawAnswer> =>
    send(service.url + path, method, headers, body);
  const own = (): string[] => [...Object.entries(OWN_PAGE).flat(), 'x-csrf-token', browser.csrfToken ?? ''];

  describe('that would change something', () => {
    it.each<[string, string, string]>([
      ['same-origin', ISSUER, 'from a page of its own'],
      ['same-origin', '', 'from a page of its own, by a browser that leaves Origin out'],
      ['same-site', LISTED, 'from a listed sibling'],
      ['same-site', OTHER_LISTED, 'from another listed page'],
      ['same-site', ISSUER, 'from its own origin, as seen through a change of scheme'],
      ['', ISSUER, 'by a browser without Fetch Metadata'],
      ['', LISTED, 'by a listed page in a browser without Fetch Metadata'],
    ])('is let through with Sec-Fetch-Site "%s" and Origin "%s": %s', async (site, origin) => {
      const answer = await browser.call('DELETE', PROBE, undefined, { 'sec-fetch-site': site, origin });
      expect(outcome(answer)).toEqual([404, 'session_not_found']);
    });

    it.each<[string, string]>([
      ['', ''],
      ['', 'null'],
      ['', 'https://good.example.evil'],
      ['', `${ISSUER}.evil.example`],
      ['', `${LISTED}.evil.example`],
      ['', 'https://evil-app.example.test'],
      ['', ISSUER.replace('https', 'http')],
      ['', `${ISSUER}:8443`],
      ['', `${ISSUER}/`],
      ['', ISSUER.toUpperCase()],
      ['', 'http://localhost:5174'],
      ['', '*'],
      ['', `${ISSUER}, ${LISTED}`],
      ['same-origin', 'null'],
      ['same-origin', 'https://evil.example'],
      ['same-site', ''],
      ['same-site', 'null'],
      ['same-site', 'https://sibling.example.test'],
      ['cross-site', ''],
      ['cross-site', ISSUER],
      ['cross-site', LISTED],
      ['cross-site', 'https://evil.example'],
      ['none', ''],
      ['none', ISSUER],
      ['Same-Origin', ISSUER],
      ['same-origin, same-origin', ISSUER],
    ])('is refused with Sec-Fetch-Site "%s" and Origin "%s"', async (site, origin) => {
      const answer = await browser.call('DELETE', PROBE, undefined, { 'sec-fetch-site': site, origin });
      expect(outcome(answer)).toEqual([403, 'cross_site_request']);
      const login = { email: person.email, password: person.password, transport: 'cookie' };
      const fresh = await new Browser(service.url).post('/v1/auth/login', login, { 'sec-fetch-site': site, origin });
      expect(outcome(fresh)).toEqual([403, 'cross_site_request']);
      expect(fresh.headers['set-cookie']).toBeUndefined();
    });

    it('is refused when a header that says where it comes from is repeated', async () => {
      const cookie = ['cookie', browser.cookieHeader];
      for (const repeated of [
        ['origin', ISSUER],
        ['sec-fetch-site', 'same-origin'],
      ]) {
        const answer = await raw('DELETE', PROBE, [...cookie, ...own(), ...repeated]);
        expect(outcome(answer)).toEqual([400, 'invalid_request']);
      }
    });

    it('is refused without a CSRF token that was made for this session', async () => {
      const token = browser.csrfToken ?? '';
      const other = new Browser(service.url);
      const samePerson = await other.logIn(person);
      const altered = [0, 5, 6, 20, 40, token.length - 1].map(at => flip(token, at));
      const bad = ['', 'x', samePerson.csrf_token, token.slice(0, -1), `${token}A`, `${token}, ${token}`, ...altered];
      for (const wrong of bad) {
        const answer = await browser.call('DELETE', PROBE, undefined, { 'x-csrf-token': wrong });
        expect([wrong, ...outcome(answer)]).toEqual([wrong, 403, 'csrf_token_invalid']);
      }
      const repeated = await raw('DELETE', PROBE, ['cookie', browser.cookieHeader, ...own(), 'x-csrf-token', token]);
      expect(outcome(repeated)).toEqual([400, 'invalid_request']);
      const inQuery = await browser.call('DELETE', `${PROBE}?csrf_token=${token}`, undefined, { 'x-csrf-token': '' });
      expect(outcome(inQuery)).toEqual([403, 'csrf_token_invalid']);
      expect((await browser.call('DELETE', PROBE)).status).toBe(404);
    });

    it('is refused by a refresh cookie alone too, without the CSRF token of its session', async () => {
      const other = new Browser(service.url);
      const { csrf_token } = await other.logIn(person);
      const alone = browser.copy();
      alone.jar.delete(ACCESS);
      for (const path of ['/v1/auth/refresh', '/v1/auth/logout']) {
        for (const wrong of ['', csrf_token]) {
          const answer = await alone.post(path, undefined, { 'x-csrf-token': wrong });
          expect(outcome(answer)).toEqual([403, 'csrf_token_invalid']);
          expect(answer.headers['set-cookie']).toBeUndefined();
        }
      }
      expect((await alone.refresh()).status).toBe(200);
    });

    it('is refused in every form that a page of another site can post', async () => {
      const email = JSON.stringify({ email: 'evil@example.test' });
      for (const type of ['text/plain', FORM_TYPE, 'multipart/form-data; boundary=x', 'application/json-x', '']) {
        const answer = await browser.post('/v1/auth/email', email, { 'content-type': type });
        expect([type, ...outcome(answer)]).toEqual([type, 415, 'unsupported_media_type']);
      }
    });

    it('is not found behind another method that a header, a query or a body names', async () => {
      const { session_id } = (await browser.refresh()).body;
      const path = `/v1/sessions/${session_id}`;
      for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override']) {
        expect((await browser.get(path, { [name]: 'DELETE' })).status).toBe(405);
        expect((await browser.post(path, {}, { [name]: 'DELETE' })).status).toBe(405);
      }
      expect((await browser.get(`${path}?_method=DELETE`)).status).toBe(405);
      expect((await browser.post(path, { _method: 'DELETE' })).status).toBe(405);
      expect((await browser.get('/v1/auth/logout', { 'x-http-method-override': 'POST' })).status).toBe(405);
      expect((await browser.get('/v1/auth/me')).status).toBe(200);
    });
  });

  it('has one transport: with an Authorization header it is refused, whatever is in that', async () => {
    const { access_token } = await logIn(service.api, person);
    for (const authorization of [`Bearer ${access_token}`, 'Bearer forged', 'Basic YTpi', 'x']) {
      for (const [method, path] of [
        ['GET', '/v1/auth/me'] as const,
        ['GET', '/v1/auth/csrf'] as const,
        ['DELETE', PROBE] as const,
      ]) {
        // With and without what a page of its own has.
        for (const headers of [
          { authorization },
          { authorization, 'x-csrf-token': '', origin: 'https://evil.example' },
        ]) {
          const answer = await browser.call(method, path, undefined, headers);
          expect(outcome(answer)).toEqual([400, 'invalid_request']);
          expect(answer.headers['www-authenticate']).toBe('Bearer realm="gatehouse", error="invalid_request"');
        }
      }
    }
    const refreshOnly = browser.copy();
    refreshOnly.jar.delete(ACCESS);
    const beside = await refreshOnly.get('/v1/auth/me', { authorization: `Bearer ${access_token}` });
    expect(outcome(beside)).toEqual([400, 'invalid_request']);
  });

  it('has one transport: with a refresh token in its body it is refused', async () => {
    const { refresh_token } = await logIn(service.api, person);
    for (const path of ['/v1/auth/refresh', '/v1/auth/logout']) {
      const answer = await browser.post(path, { refresh_token });
      expect(outcome(answer)).toEqual([400, 'invalid_request']);
    }
    expect((await browser.refresh()).status).toBe(200);
    expect((await service.api.refresh(refresh_token)).status).toBe(200);
  });

  it('is refused with two cookies of one name, in one header or two', async () => {
    const [access, refresh] = [browser.jar.get(ACCESS) ?? '', browser.jar.get(REFRESH) ?? ''];
    for (const cookies of [
      [`${ACCESS}=${access}; ${ACCESS}=${access}`],
      [`${ACCESS}=planted; ${ACCESS}=${access}`],
      [`${ACCESS}=${access}`, `${ACCESS}=planted`],
      [`${ACCESS}=${access}; ${REFRESH}=${refresh}; ${REFRESH}=planted`],
    ]) {
      const headers = cookies.flatMap(cookie => ['cookie', cookie]);
      for (const [method, path] of [['GET', '/v1/auth/me'] as const, ['DELETE', PROBE] as const]) {
        expect(outcome(await raw(method, path, [...headers, ...own()]))).toEqual([400, 'invalid_request']);
      }
    }
  });

  it('is none by a cookie that another host could have planted, or that is spelt otherwise', async () => {
    const access = browser.jar.get(ACCESS) ?? '';
    for (const name of [
      'gatehouse_access',
      '__Secure-gatehouse_access',
      '__host-gatehouse_access',
      '__Host-gatehouse_Access',
    ]) {
      expect(outcome(await raw('GET', '/v1/auth/me', ['cookie', `${name}=${access}`]))).toEqual([401, 'token_missing']);
      // And it does not disturb those that count.
      const beside = await raw('GET', '/v1/auth/me', [
        'cookie',
        `${name}=planted; ${browser.cookieHeader}; theme=dark`,
      ]);
      expect(beside.status).toBe(200);
      const bearer = ['cookie', `${name}=planted`, 'authorization', `Bearer ${access}`];
      expect((await raw('GET', '/v1/auth/me', bearer)).status).toBe(200);
    }
    const gone = await raw('POST', '/v1/auth/refresh', [
      'cookie',
      `gatehouse_refresh=${browser.jar.get(REFRESH) ?? ''}`,
    ]);
    expect(outcome(gone)).toEqual([400, 'validation_failed']);
  });

  it('takes no token of the other kind, and no bad one', async () => {
    const [access, refresh] = [browser.jar.get(ACCESS) ?? '', browser.jar.get(REFRESH) ?? ''];
    for (const bad of [refresh, '', 'garbage', `"${access}"`, flip(access, access.length - 10)]) {
      const answer = await raw('GET', '/v1/auth/me', ['cookie', `${ACCESS}=${bad}`]);
      expect([bad, ...outcome(answer)]).toEqual([bad, 401, 'invalid_token']);
      expect(answer.headers['www-authenticate']).toBe('Bearer realm="gatehouse", error="invalid_token"');
    }
    const swapped = await raw('POST', '/v1/auth/refresh', ['cookie', `${REFRESH}=${access}`, ...own()]);
    expect(outcome(swapped)).toEqual([400, 'invalid_grant']);
    expect((await browser.get('/v1/auth/me')).status).toBe(200);
  });

  it("is a person's: a service client's token in a cookie changes nothing", async () => {
    const admin = await adminToken(service.api);
    const client = await newClient(service.api, admin, { scopes: ['sessions:revoke'] });
    const cookie = `${ACCESS}=${await clientToken(service.api, client)}`;
    const answer = await raw('DELETE', `/v1/users/${person.id}/sessions`, ['cookie', cookie, ...own()]);
    expect(outcome(answer)).toEqual([403, 'csrf_token_invalid']);
    expect((await browser.get('/v1/auth/me')).status).toBe(200);
  });

  it('means nothing to the OAuth endpoints', async () => {
    const client = await newClient(service.api, await adminToken(service.api), { scopes: ['introspect'] });
    const headers = { ...basic(client), 'content-type': FORM_TYPE };
    const granted = await browser.post('/oauth/token', 'grant_type=client_credentials', headers);
    expect(granted.status).toBe(200);
    // People's own client needs no credentials, but a refresh token it does, and in the form.
    for (const form of ['grant_type=refresh_token', 'grant_type=refresh_token&client_id=gatehouse']) {
      const lacking = await browser.post('/oauth/token', form, { 'content-type': FORM_TYPE });
      expect([lacking.status, lacking.body['error']]).toEqual([400, 'invalid_request']);
      expect(lacking.headers['set-cookie']).toBeUndefined();
    }
  });

  it('follows the stream of revocations for as long as its session lives', async () => {
    const page = new Browser(service.url);
    const { email, password } = await administratorsLogin();
    await page.logIn({ email, password });
    const response = await fetch(`${service.url}/v1/revocations/stream`, { headers: { cookie: page.cookieHeader } });
    expect(response.status).toBe(200);
    let events = 0;
    // The stream asks each second whether it may go on.
    for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
      events += part.split('\nid:').length - 1 || Number(part.startsWith('id:'));
      if (events === 4) expect((await page.post('/v1/auth/logout')).status).toBe(204);
    }
    expect(events).toBeGreaterThanOrEqual(4);
  });

  async function administratorsLogin(): Promise<Person> {
    const admin = await adminToken(service.api);
    const reader = await newPerson(service.api);
    expect((await service.api.put(`/v1/users/${reader.id}/roles/admin`, undefined, { token: admin })).status).toBe(204);
    return reader;
  }
});

function flip(text: string, index: number): string {
  return text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1);
}
