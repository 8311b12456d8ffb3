import { describe, expect, it } from '@jest/globals';
import { EXPIRED, useBrowserSessions, me } from '../support/browser-session.js';
import { ACCESS, Browser, type CookieSession, DEVICE, REFRESH } from '../support/browser.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';

const NEW_PASSWORD = 'marble-gazelle-lantern-9';

describe('a session by cookie', () => {
  const { database, service, newBrowser } = useBrowserSessions();

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
      for (const { jar } of [browser, waiting]) expect([...jar.keys()]).toEqual([DEVICE]);
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
    expect([...browser.jar.keys()]).toEqual([DEVICE]);
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
});
