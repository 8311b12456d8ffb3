import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ACCESS, Browser, type CookieSession, REFRESH } from '../support/browser.js';
import { Gatehouse, TEST_SECRET } from '../support/gatehouse.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const DAY_SECONDS = 86_400;
const EXPIRED = [
  `${ACCESS}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`,
  `${REFRESH}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Strict`,
];
const NEW_PASSWORD = 'marble-gazelle-lantern-9';

describe('a session by cookie', () => {
  const { database, service } = useGatehouse();

  async function newBrowser(): Promise<{ browser: Browser; person: Person; session: CookieSession }> {
    const person = await newPerson(service.api);
    const browser = new Browser(service.url);
    return { browser, person, session: await browser.logIn(person) };
  }

  const me = async (browser: Browser): Promise<number> => (await browser.get('/v1/auth/me')).status;

  it('is opened by a login that has no token in its body, and two cookies that no script can read', async () => {
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
    expect(secrets.size).toBe(6);
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

  /** How a session ends without its browser's doing. */
  const ENDS: [string, (session: CookieSession, person: Person, admin: string) => Promise<unknown>][] = [
    [
      'by an administrator',
      ({ session_id }, { id }, token) => service.api.delete(`/v1/users/${id}/sessions/${session_id}`, { token }),
    ],
    [
      'with all others, by an administrator',
      (_session, { id }, token) => service.api.delete(`/v1/users/${id}/sessions`, { token }),
    ],
    [
      'with all others, from another device',
      async (_session, person) =>
        service.api.post('/v1/auth/logout-all', undefined, { token: (await logIn(service.api, person)).access_token }),
    ],
    [
      'by a new password from another device',
      async (_session, person) => {
        const change = { current_password: person.password, new_password: NEW_PASSWORD };
        await service.api.post('/v1/auth/password', change, { token: (await logIn(service.api, person)).access_token });
      },
    ],
    [
      'with its account, which is disabled',
      (_session, { id }, token) => service.api.patch(`/v1/users/${id}`, { status: 'disabled' }, { token }),
    ],
    [
      'with its account, which is deleted',
      (_session, { id }, token) => service.api.delete(`/v1/users/${id}`, { token }),
    ],
    [
      'by time',
      ({ session_id }) =>
        database.query(`UPDATE sessions SET last_used_at = now() - interval '1 year' WHERE id = '${session_id}'`),
    ],
  ];

  it.each(ENDS)(
    'that was ended %s leaves no dead cookies behind a refused refresh, or a refused CSRF token',
    async (_how, end) => {
      const { browser, person, session } = await newBrowser();
      await end(session, person, await adminToken(service.api));
      const waiting = browser.copy();
      waiting.jar.delete(ACCESS);
      // It may be outdated only, and good again after a refresh: a route that the access token is for cannot tell.
      const guarded = await browser.get('/v1/auth/me');
      expect(guarded.headers['set-cookie']).toBeUndefined();
      const csrf = await waiting.get('/v1/auth/csrf');
      expect([csrf.status, csrf.headers['set-cookie']]).toEqual([401, EXPIRED]);
      const refused = await browser.refresh();
      expect([refused.status, refused.headers['set-cookie']]).toEqual([400, EXPIRED]);
      expect([browser.jar.size, waiting.jar.size]).toEqual([0, 0]);
    },
  );

  it.each(ENDS)('that was ended %s loses no cookies of the next one to a refusal that comes late', async (how, end) => {
    const { browser, person, session } = await newBrowser();
    await end(session, person, await adminToken(service.api));
    const late = browser.copy();
    await browser.logIn(await newPerson(service.api));
    // Of a session that is not in the database any more nobody knows that it was given up.
    if (how.includes('deleted')) return;
    for (const refused of [await late.copy().refresh(), await late.copy().get('/v1/auth/csrf')]) {
      expect([refused.status >= 400, refused.headers['set-cookie']]).toEqual([true, undefined]);
    }
    expect(await me(browser)).toBe(200);
  });

  it('that was given up by logout or login loses no cookies of the next one to a refusal that comes late', async () => {
    for (const give of [
      (browser: Browser) => browser.post('/v1/auth/logout'),
      async (browser: Browser) => browser.logIn(await newPerson(service.api)),
    ]) {
      const { browser } = await newBrowser();
      const late = browser.copy();
      await give(browser);
      await browser.logIn(await newPerson(service.api));
      const refused = await late.refresh();
      expect([refused.status, refused.headers['set-cookie']]).toEqual([400, undefined]);
      expect(await me(browser)).toBe(200);
    }
  });

  it('that lives keeps its cookies whatever else a refresh is refused for', async () => {
    const { browser } = await newBrowser();
    for (const [headers, body] of [
      [{ 'x-csrf-token': 'x' }, undefined],
      [{}, { audience: ['nowhere'] }],
      [{}, { refresh_token: 'x' }],
    ] as const) {
      const refused = await browser.post('/v1/auth/refresh', body, headers);
      expect([refused.status >= 400, refused.headers['set-cookie']]).toEqual([true, undefined]);
    }
    expect((await browser.refresh()).status).toBe(200);
  });

  it('ends by logout, which takes both cookies with the attributes that they were given with', async () => {
    const { browser } = await newBrowser();
    const before = browser.copy();
    const answer = await browser.post('/v1/auth/logout');
    expect([answer.status, answer.headers['set-cookie']]).toEqual([204, EXPIRED]);
    expect(browser.jar.size).toBe(0);
    expect(await me(before)).toBe(401);
    expect((await before.copy().refresh()).status).toBe(400);
    const again = await before.post('/v1/auth/logout');
    expect([again.status, again.headers['set-cookie']]).toEqual([204, EXPIRED]);
  });

  it.each([ACCESS, REFRESH])('ends by logout without its cookie %s as well', async missing => {
    const { browser } = await newBrowser();
    const whole = browser.copy();
    browser.jar.delete(missing);
    const answer = await browser.post('/v1/auth/logout');
    expect([answer.status, answer.headers['set-cookie']]).toEqual([204, EXPIRED]);
    expect(await me(whole)).toBe(401);
    expect((await whole.copy().refresh()).status).toBe(400);
    // The access cookie of a session that is over is taken away as well.
    if (missing === REFRESH) {
      whole.jar.delete(REFRESH);
      const over = await whole.post('/v1/auth/logout');
      expect([over.status, over.headers['set-cookie']]).toEqual([204, EXPIRED]);
    }
  });

  it('refuses a refresh cookie that is none of ours, and throws it away by logout', async () => {
    for (const [path, status, cookies] of [['refresh', 400, undefined] as const, ['logout', 204, EXPIRED] as const]) {
      const browser = new Browser(service.url);
      browser.jar.set(REFRESH, 'gtr_made-up');
      const answer = await browser.post(`/v1/auth/${path}`);
      expect([path, answer.status, answer.headers['set-cookie']]).toEqual([path, status, cookies]);
    }
  });

  it('ends with all others, or goes on while they end', async () => {
    const { browser, person } = await newBrowser();
    const elsewhere = new Browser(service.url);
    await elsewhere.logIn(person);
    expect((await browser.post('/v1/auth/logout-all?keep_current=true')).status).toBe(204);
    expect((await elsewhere.refresh()).status).toBe(400);
    // The access token is outdated; the cookies are there still, and a refresh repairs it.
    expect(await me(browser)).toBe(401);
    expect((await browser.refresh()).status).toBe(200);
    expect(await me(browser)).toBe(200);
    const all = await browser.post('/v1/auth/logout-all');
    expect([all.status, all.headers['set-cookie']]).toEqual([204, EXPIRED]);
  });

  it('survives a change of the password, and is logged out even before the refresh that this asks for', async () => {
    const { browser, person } = await newBrowser();
    const change = { current_password: person.password, new_password: NEW_PASSWORD };
    expect((await browser.post('/v1/auth/password', change)).status).toBe(204);
    expect(await me(browser)).toBe(401);
    const kept = browser.copy();
    expect((await kept.refresh()).status).toBe(200);
    expect(await me(kept)).toBe(200);
    expect((await kept.post('/v1/auth/logout')).status).toBe(204);
    expect((await browser.refresh()).status).toBe(400);
  });

  it.each(['cookie', 'bearer'] as const)(
    'is ended by a login over it by %s, and a new one takes its place',
    async transport => {
      const { browser, person, session } = await newBrowser();
      const before = browser.copy();
      const { email, password } = person;
      const wrong = await browser.post('/v1/auth/login', { email, password: 'not-the-password-at-all', transport });
      expect([wrong.status, wrong.headers['set-cookie']]).toEqual([401, undefined]);
      expect(await me(before)).toBe(200);
      const answer = await browser.post('/v1/auth/login', { email, password, transport });
      expect(answer.status).toBe(200);
      expect(answer.body['session_id']).not.toBe(session.session_id);
      expect(await me(before)).toBe(401);
      expect((await before.refresh()).status).toBe(400);
      if (transport === 'cookie') expect(await me(browser)).toBe(200);
      else expect(answer.headers['set-cookie']).toEqual(EXPIRED);
    },
  );

  it('is ended by a login over its refresh cookie alone', async () => {
    const { browser, person } = await newBrowser();
    const before = browser.copy();
    browser.jar.delete(ACCESS);
    await browser.logIn(person);
    expect(await me(before)).toBe(401);
    expect(await me(browser)).toBe(200);
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

  /** `Max-Age` of the newest two cookies. */
  const lives = (browser: Browser): number[] =>
    browser.received.slice(-2).map(line => Number(/; Max-Age=(\d+);/.exec(line)?.[1]));

  it('asks for a refresh token where there is neither cookie nor body', async () => {
    for (const body of [undefined, {}, { audience: ['https://auth.example.test'] }]) {
      const answer = await service.api.post('/v1/auth/refresh', body);
      expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed']);
    }
  });
});
