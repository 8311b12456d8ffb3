import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import {
  type Application,
  authorize,
  begin,
  codeFor,
  exchange,
  newApplication,
  newVisitor,
  refreshFor,
  requestOf,
  tokensFor,
  userinfo,
} from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the session of an application', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let wiki: Application;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    wiki = await newApplication(service.api, admin);
  });

  const lives = async (tokens: { access_token: string; refresh_token: string }): Promise<[number, number]> => [
    (await userinfo(service.api, tokens.access_token)).status,
    (await refreshFor(service.api, wiki, tokens.refresh_token)).status,
  ];
  const feedRowsOf = (...targets: string[]): Promise<unknown[]> =>
    database.query('SELECT target FROM revocations WHERE target = ANY($1)', [targets]);

  it('is listed under the name of the application', async () => {
    const { browser, sid } = await newVisitor(service);
    const { session_id } = await tokensFor(service, browser, wiki);
    const { body } = await browser.get<{ items: object[] }>('/v1/sessions');
    expect(body.items).toEqual([
      expect.objectContaining({ id: session_id, parent_id: sid, client_id: wiki.client_id, client_name: wiki.name }),
      expect.objectContaining({ id: sid, parent_id: null, client_id: 'gatehouse', client_name: null, current: true }),
    ]);
  });

  it('is over with the session in which the application was let in, by one row of the feed', async () => {
    const { browser, sid } = await newVisitor(service);
    const tokens = await tokensFor(service, browser, wiki);
    expect((await browser.post('/v1/auth/logout')).status).toBe(204);
    expect(await lives(tokens)).toEqual([401, 400]);
    expect(await feedRowsOf(sid, tokens.session_id)).toEqual([{ target: sid }]);
  });

  it.each<[string, (browser: Browser, sid: string) => Promise<unknown>]>([
    ['from elsewhere', (browser, sid) => browser.call('DELETE', `/v1/sessions/${sid}`)],
    ['with all others', browser => browser.post('/v1/auth/logout-all')],
    ['by a new login', async browser => browser.logIn({ email: emailOf(browser), password: passwordOf(browser) })],
  ])('is over if that session ends %s', async (_what, end) => {
    const { browser, person, sid } = await newVisitor(service);
    owners.set(browser, person);
    const tokens = await tokensFor(service, browser, wiki);
    await end(browser, sid);
    expect(await lives(tokens)).toEqual([401, 400]);
  });
  const owners = new Map<Browser, { email: string; password: string }>();
  const emailOf = (browser: Browser): string => owners.get(browser)?.email ?? '';
  const passwordOf = (browser: Browser): string => owners.get(browser)?.password ?? '';

  it('ends by itself, and leaves the person logged in', async () => {
    const { browser } = await newVisitor(service);
    const tokens = await tokensFor(service, browser, wiki);
    await browser.call('DELETE', `/v1/sessions/${tokens.session_id}`);
    expect(await lives(tokens)).toEqual([401, 400]);
    expect((await browser.get('/v1/auth/me')).status).toBe(200);
  });

  it('outlives that session with offline_access, and not the end of all', async () => {
    const { browser, person } = await newVisitor(service);
    const tokens = await tokensFor(service, browser, wiki, { scope: 'openid offline_access' });
    await browser.post('/v1/auth/logout');
    expect((await userinfo(service.api, tokens.access_token)).status).toBe(200);
    const { status, body } = await refreshFor(service.api, wiki, tokens.refresh_token);
    expect(status).toBe(200);
    await browser.logIn(person);
    await browser.post('/v1/auth/logout-all');
    expect((await refreshFor(service.api, wiki, String(body['refresh_token']))).status).toBe(400);
  });

  it('does not begin where the person has logged out meanwhile', async () => {
    const { browser } = await newVisitor(service);
    for (const scope of ['openid', 'openid offline_access']) {
      const pending = requestOf(wiki, { scope });
      const { code = '' } = await codeFor(browser, pending);
      const other = browser.copy();
      await other.post('/v1/auth/logout');
      expect((await exchange(service.api, wiki, pending, code)).body['error']).toBe('invalid_grant');
      if (scope === 'openid') await browser.logIn(await anew(browser));
    }
  });
  const anew = async (browser: Browser): Promise<{ email: string; password: string }> => {
    const { person } = await newVisitor(service);
    browser.jar.clear();
    return person;
  };

  const change = (id: string, body: object): Promise<{ status: number }> =>
    service.api.patch(`/v1/clients/${id}`, body, { token: admin });

  it('is over if the application is disabled, for good', async () => {
    const app = await newApplication(service.api, admin);
    const { browser } = await newVisitor(service);
    const tokens = await tokensFor(service, browser, app);
    await change(app.client_id, { status: 'disabled' });
    expect((await userinfo(service.api, tokens.access_token)).status).toBe(401);
    await change(app.client_id, { status: 'active' });
    expect((await refreshFor(service.api, app, tokens.refresh_token)).status).toBe(400);
  });

  it('is over if the person takes back what they have allowed, with codes that are under way', async () => {
    const { browser, person } = await newVisitor(service);
    const tokens = await tokensFor(service, browser, wiki);
    const other = await newApplication(service.api, admin);
    const kept = await tokensFor(service, browser, other);
    const pending = requestOf(wiki);
    const { code = '' } = await codeFor(browser, pending);
    const { body } = await browser.get<{ items: object[] }>('/v1/auth/consents');
    expect(body.items).toEqual([
      expect.objectContaining({ client_id: other.client_id }),
      expect.objectContaining({ client_id: wiki.client_id, name: wiki.name, scopes: ['openid', 'email'] }),
    ]);
    expect((await browser.call('DELETE', `/v1/auth/consents/${wiki.client_id}`)).status).toBe(204);
    expect(await lives(tokens)).toEqual([401, 400]);
    expect((await exchange(service.api, wiki, pending, code)).body['error']).toBe('invalid_grant');
    expect((await userinfo(service.api, kept.access_token)).status).toBe(200);
    expect((await browser.call('DELETE', `/v1/auth/consents/${wiki.client_id}`)).status).toBe(404);
    expect((await authorize(browser, (await begin(browser, requestOf(wiki))).id)).step).toBe('consent');
    const events = await database.query(
      `SELECT kind FROM audit_events WHERE actor_id = $1 AND kind LIKE 'consent%' ORDER BY id`,
      [person.id],
    );
    expect(events.map(({ kind }) => kind)).toEqual([...['consent_granted', 'consent_granted', 'consent_withdrawn']]);
  });

  it.each<[string, (browser: Browser, id: string) => Promise<{ status: number }>]>([
    ['the application is ours no more', (_, id) => change(id, { first_party: false })],
    [
      'the person takes back what they were never asked about',
      (browser, id) => browser.call('DELETE', `/v1/auth/consents/${id}`),
    ],
  ])('is over if %s, with codes that are under way', async (_what, end) => {
    const own = await newApplication(service.api, admin, { first_party: true });
    const { browser } = await newVisitor(service);
    const tokens = await tokensFor(service, browser, own, { scope: 'openid offline_access' });
    const pending = requestOf(own);
    const { code = '' } = await codeFor(browser, pending);
    expect((await end(browser, own.client_id)).status).toBeLessThan(300);
    expect(await lives(tokens)).toEqual([401, 400]);
    expect((await exchange(service.api, own, pending, code)).body['error']).toBe('invalid_grant');
  });
});
