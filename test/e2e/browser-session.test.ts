import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { EXPIRED, useBrowserSessions, me } from '../support/browser-session.js';
import { ACCESS, Browser, type CookieSession, DEVICE, REFRESH } from '../support/browser.js';
import { Gatehouse, TEST_SECRET } from '../support/gatehouse.js';
import { logIn, newPerson } from '../support/people.js';

const DAY_SECONDS = 86_400;

describe('a session by cookie', () => {
  const { database, service, newBrowser } = useBrowserSessions();

  it('is opened by a login that has no token in its body, and cookies that no script can read', async () => {
    const person = await newPerson(service.api);
    const browser = new Browser(service.url);
    const answer = await browser.post('/v1/auth/login', { ...person, id: undefined, transport: 'cookie' });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual(['csrf_token', 'expires_in', 'session_id']);
    expect(answer.body['expires_in']).toBe(600);
    expect(answer.headers['cache-control']).toBe('no-store');
    const [access, refresh] = [browser.jar.get(ACCESS) ?? '', browser.jar.get(REFRESH) ?? ''];
    expect(access).toMatch(/^ey[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(refresh).toMatch(/^gtr_[\w-]+$/);
    expect(browser.received).toEqual([
      `${ACCESS}=${access}; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Strict`,
      `${REFRESH}=${refresh}; Max-Age=${14 * DAY_SECONDS}; Path=/; HttpOnly; Secure; SameSite=Strict`,
      `${DEVICE}=${browser.jar.get(DEVICE) ?? ''}; Max-Age=${365 * DAY_SECONDS}; Path=/; HttpOnly; Secure; SameSite=Strict`,
    ]);
    expect(await me(browser)).toBe(200);
  });

  it('never has a token in a body or a URL', async () => {
    const { browser } = await newBrowser();
    const secrets = new Set<string>();
    const texts: string[] = [];
    for (const path of ['/v1/auth/refresh', '/v1/auth/logout-all?keep_current=true', '/v1/auth/refresh']) {
      for (const secret of browser.jar.values()) secrets.add(secret);
      const answer = await browser.post(path);
      expect([200, 204]).toContain(answer.status);
      texts.push(answer.text, String(answer.headers['location']));
    }
    for (const path of ['/v1/auth/me', '/v1/sessions', '/v1/auth/csrf', '/v1/auth/me/export']) {
      const answer = await browser.get(path);
      expect(answer.status).toBe(200);
      texts.push(answer.text, String(answer.headers['location']));
    }
    for (const secret of browser.jar.values()) secrets.add(secret);
    expect(secrets.size).toBe(7);
    for (const text of texts) for (const secret of secrets) expect(text).not.toContain(secret);
    for (const text of texts) expect(text).not.toMatch(/access_token|refresh_token|gtr_/);
  });

  it('goes on by refresh: new cookies, a new CSRF token, and the one before is good still', async () => {
    const { browser, session } = await newBrowser();
    const before = new Map(browser.jar);
    const answer = await browser.post<CookieSession>('/v1/auth/refresh', {});
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.body).sort()).toEqual(['csrf_token', 'expires_in', 'session_id']);
    expect(answer.body.session_id).toBe(session.session_id);
    expect(answer.body.csrf_token).not.toBe(session.csrf_token);
    for (const name of [ACCESS, REFRESH]) expect(browser.jar.get(name)).not.toBe(before.get(name));
    expect(browser.csrfToken).toBe(session.csrf_token);
    expect((await browser.post('/v1/auth/refresh')).status).toBe(200);
    browser.csrfToken = answer.body.csrf_token;
    expect((await browser.post('/v1/auth/refresh', undefined)).status).toBe(200);
    expect(await me(browser)).toBe(200);
  });

  it('goes on by the refresh cookie alone, as after the access token expired', async () => {
    const { browser } = await newBrowser();
    browser.jar.delete(ACCESS);
    const alone = await browser.get('/v1/auth/me');
    expect([alone.status, alone.body['code']]).toEqual([401, 'token_missing']);
    expect(alone.headers['www-authenticate']).toBe('Bearer realm="gatehouse"');
    expect((await browser.refresh()).status).toBe(200);
    expect(await me(browser)).toBe(200);
  });

  it('narrows its tokens by a refresh that names audiences', async () => {
    const { browser } = await newBrowser();
    const refused = await browser.post('/v1/auth/refresh', { audience: ['nowhere'] });
    expect([refused.status, refused.body['code']]).toEqual([400, 'invalid_target']);
    expect((await browser.post('/v1/auth/refresh', { audience: ['https://auth.example.test'] })).status).toBe(200);
    expect(await me(browser)).toBe(200);
  });

  it('hands out the same successor within grace, and ends with an older token', async () => {
    const { browser } = await newBrowser();
    const [slow, thief] = [browser.copy(), browser.copy()];
    expect((await browser.refresh()).status).toBe(200);
    expect((await slow.refresh()).status).toBe(200);
    expect(slow.jar.get(REFRESH)).toBe(browser.jar.get(REFRESH));
    expect((await browser.refresh()).status).toBe(200);
    const reused = await thief.refresh();
    expect([reused.status, (reused.body as unknown as { code: string }).code]).toEqual([400, 'invalid_grant']);
    expect(reused.headers['set-cookie']).toEqual(EXPIRED);
    expect(await me(browser)).toBe(401);
    const dead = await browser.refresh();
    expect([dead.status, dead.headers['set-cookie']]).toEqual([400, EXPIRED]);
  });

  it('tells a page its CSRF token again: by either cookie, without a rotation, as long as the session lives', async () => {
    const { browser } = await newBrowser();
    for (const missing of ['neither', ACCESS, REFRESH]) {
      const page = browser.copy();
      page.jar.delete(missing);
      const answer = await page.get<{ csrf_token: string }>('/v1/auth/csrf');
      expect([missing, answer.status, Object.keys(answer.body)]).toEqual([missing, 200, ['csrf_token']]);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['set-cookie']).toBeUndefined();
      browser.csrfToken = answer.body.csrf_token;
      expect((await browser.call('DELETE', '/v1/sessions/01999999-0000-7000-8000-000000000000')).status).toBe(404);
    }
    const before = browser.copy();
    expect((await browser.post('/v1/auth/logout')).status).toBe(204);
    for (const missing of ['neither', ACCESS, REFRESH]) {
      const page = before.copy();
      page.jar.delete(missing);
      const over = await page.get('/v1/auth/csrf');
      expect([missing, over.status, over.body['code']]).toEqual([missing, 401, 'invalid_token']);
      expect(over.headers['www-authenticate']).toBe('Bearer realm="gatehouse", error="invalid_token"');
      expect(over.headers['set-cookie']).toBeUndefined();
    }
  });

  it('answers a change whose access cookie has expired as a read: refresh, and then it is done', async () => {
    const { browser } = await newBrowser();
    browser.jar.delete(ACCESS);
    const nothing = '/v1/sessions/01999999-0000-7000-8000-000000000000';
    const refused = await browser.call('DELETE', nothing);
    expect([refused.status, refused.body['code']]).toEqual([401, 'token_missing']);
    expect((await browser.refresh()).status).toBe(200);
    expect((await browser.call('DELETE', nothing)).status).toBe(404);
  });

  it('gives no CSRF token to who comes without a cookie', async () => {
    const none = await new Browser(service.url).get('/v1/auth/csrf');
    expect([none.status, none.body['code']]).toEqual([401, 'token_missing']);
    expect(none.headers['www-authenticate']).toBe('Bearer realm="gatehouse"');
    const { access_token: token } = await logIn(service.api, await newPerson(service.api));
    const bearer = await service.api.get('/v1/auth/csrf', { token });
    expect([bearer.status, bearer.body['code']]).toEqual([400, 'invalid_request']);
  });

  it('outlives a rotation of the master secret, and its cookies never outlive the session', async () => {
    const { browser, session } = await newBrowser();
    const rotated = await Gatehouse.start(database, {
      GATEHOUSE_SECRET: `${randomBytes(48).toString('base64url')},${TEST_SECRET}`,
      GATEHOUSE_SESSION_TTL: '1h',
      GATEHOUSE_ACCESS_TTL: '10m',
    });
    try {
      const moved = browser.copy(rotated.url);
      expect((await moved.post('/v1/auth/refresh')).status).toBe(200);
      expect(moved.csrfToken).toBe(session.csrf_token);
      expect((await moved.refresh()).status).toBe(200);
      expect(await me(moved)).toBe(200);

      const short = new Browser(rotated.url);
      await short.logIn(await newPerson(rotated.api));
      expect(lives(short)).toEqual([600, 3600]);
      expect((await short.refresh()).status).toBe(200);
      const [access, refresh] = lives(short);
      expect(access).toBe(600);
      expect(refresh).toBeLessThanOrEqual(3600);
      expect(refresh).toBeGreaterThan(3500);
    } finally {
      await rotated.stop();
    }
  });

  /** `Max-Age` of the newest two cookies of the session. */
  const lives = (browser: Browser): number[] =>
    browser.received
      .filter(line => !line.startsWith(DEVICE))
      .slice(-2)
      .map(line => Number(/; Max-Age=(\d+);/.exec(line)?.[1]));

  it('asks for a refresh token where there is neither cookie nor body', async () => {
    for (const body of [undefined, {}, { audience: ['https://auth.example.test'] }]) {
      const answer = await service.api.post('/v1/auth/refresh', body);
      expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed']);
    }
  });
});
