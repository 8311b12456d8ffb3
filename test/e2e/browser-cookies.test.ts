import { describe, expect, it } from '@jest/globals';
import { ACCESS, Browser, REFRESH } from '../support/browser.js';
import { PROBE, service, person, browser, outcome, raw, own, setTheCookieScene } from '../support/cookie-requests.js';
import { flip } from '../support/flip.js';
import { basic, clientToken, FORM_TYPE, newClient } from '../support/oauth.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';

setTheCookieScene();

describe('a request by cookie', () => {
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
