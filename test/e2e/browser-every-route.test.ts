import { beforeAll, describe, expect, it } from '@jest/globals';
import { newClient } from '../support/oauth.js';
import { Browser, type RawAnswer } from '../support/browser.js';
import { Stage } from '../support/administration/stage.js';
import { ADMIN } from '../support/gatehouse.js';
import { LINES_TYPE } from '../support/imports.js';
import { adminToken, newPerson } from '../support/people.js';
import { runNode } from '../support/process.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** Wants nothing and tells nothing: the same for whoever asks. */
const FOR_ANYBODY = 'POST /v1/auth/login/passkey/options';

/**
 * The routes that change something and never look at cookies: what proves that a request is meant is in its body. A new
 * one has to be argued into this list.
 */
const BLIND_TO_COOKIES = [
  'POST /oauth/device_authorization',
  'POST /oauth/introspect',
  'POST /oauth/par',
  'POST /oauth/revoke',
  'POST /oauth/token',
  'POST /v1/auth/login/factor/challenge',
  FOR_ANYBODY,
  // Of its own cookie it makes nothing but that what was asked for before is good no more; and where it comes from counts then.
  'POST /v1/auth/login/code',
  'POST /v1/auth/email/confirm',
  'POST /v1/auth/email/undo',
  'POST /v1/auth/email/verify',
  'POST /v1/auth/email/verify/resend',
  'POST /v1/auth/not-me',
  'POST /v1/auth/password/forgot',
  'POST /v1/auth/password/set',
  'POST /v1/auth/register',
];

/**
 * What applications and the pages for them call: what the session's cookies say is nothing to them. What they refuse is in
 * test/e2e/openid-attacks.test.ts.
 */
const FOR_APPLICATIONS = [
  'POST /oauth/authorize',
  'POST /oauth/end-session',
  'POST /oauth/userinfo',
  'POST /v1/auth/interactions',
  'POST /v1/auth/interactions/:id/decline',
];

/** There is no session yet for which there could be a CSRF token; where the request comes from counts all the same. */
const NEEDS_NO_CSRF_TOKEN = [
  'POST /v1/auth/login',
  'POST /v1/auth/login/code/verify',
  'POST /v1/auth/login/factor',
  'POST /v1/auth/login/passkey',
  'POST /v1/auth/login/upstream/:id',
  'POST /v1/auth/login/upstream/callback',
  // What an application wants by an ID token of its own; the page has come here a moment ago.
  'POST /v1/auth/end-session',
];

const NOT_BY_COOKIE = [...BLIND_TO_COOKIES, ...FOR_APPLICATIONS];

/** What everybody may keep: it is the same for all. */
const MAY_BE_KEPT = /^\/(\.well-known\/|account$|console$|device$|login$|logged-out$|upstream$|pages\/)/;

interface Route {
  readonly method: string;
  readonly url: string;
  readonly readsLines: boolean;
}

const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
const isReading = ({ method }: Route): boolean => method === 'GET' || method === 'HEAD';

describe('every route, called by cookie', () => {
  const { database, service } = useGatehouse();
  let stage: Stage;
  let routes: Route[];
  let changing: Route[];
  let userId: string;
  let clientId: string;

  beforeAll(async () => {
    const listing = runNode(['dist/apps/auth/src/bin/list-routes.js'], {});
    expect(await listing.exited()).toBe(0);
    routes = JSON.parse(listing.output()) as Route[];
    changing = routes.filter(route => !isReading(route) && !NOT_BY_COOKIE.includes(nameOf(route)));
    const admin = await adminToken(service.api);
    stage = new Stage(service.api, database, admin);
    userId = (await newPerson(service.api)).id;
    clientId = (await newClient(service.api, admin)).client_id;
  });

  function pathOf({ url }: Route): string {
    const id = url.startsWith('/v1/clients') ? clientId : userId;
    return url
      .replace(/:(id|sid|secret_id)/g, id)
      .replace(':role', 'user')
      .replace(':permission', 'users:read');
  }

  const call = (browser: Browser, route: Route, headers: Record<string, string>): Promise<RawAnswer> =>
    browser.call(route.method, pathOf(route), isReading(route) || route.method === 'DELETE' ? undefined : {}, {
      ...(route.readsLines && { 'content-type': LINES_TYPE }),
      ...headers,
    });

  async function administrator(): Promise<Browser> {
    const browser = new Browser(service.url);
    await browser.logIn(ADMIN);
    return browser;
  }

  it('has none on the list of those that are blind to cookies that is gone', () => {
    const names = routes.map(nameOf);
    expect([...BLIND_TO_COOKIES, ...NEEDS_NO_CSRF_TOKEN].filter(name => !names.includes(name))).toEqual([]);
    expect(changing.length).toBeGreaterThan(25);
  });

  it('changes nothing without a CSRF token of the session, or from elsewhere', async () => {
    const browser = await administrator();
    const stranger = new Browser(service.url);
    const other = await stranger.logIn(await newPerson(service.api));
    const before = await stage.digest();
    const forgeries: [string, string, Record<string, string>][] = [
      ['no CSRF token', 'csrf_token_invalid', { 'x-csrf-token': '' }],
      ["another session's CSRF token", 'csrf_token_invalid', { 'x-csrf-token': other.csrf_token }],
      ['another site', 'cross_site_request', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
      ['a sibling', 'cross_site_request', { 'sec-fetch-site': 'same-site', origin: 'https://evil.example.test' }],
      ['nowhere', 'cross_site_request', { 'sec-fetch-site': '', origin: '' }],
    ];
    const wrong: string[] = [];
    for (const route of changing) {
      for (const [what, code, headers] of forgeries) {
        if (code === 'csrf_token_invalid' && NEEDS_NO_CSRF_TOKEN.includes(nameOf(route))) continue;
        const answer = await call(browser, route, headers);
        if (answer.status !== 403 || answer.body['code'] !== code)
          wrong.push(`${nameOf(route)}, ${what}: ${answer.text}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(await stage.digest()).toEqual(before);
    expect((await browser.get('/v1/auth/me')).status).toBe(200);
  });

  it('is open to the page that has both', async () => {
    const refused: string[] = [];
    // The account that others are about goes last.
    const last = (route: Route): number => Number(/^DELETE \/v1\/(users|clients)\/:id$/.test(nameOf(route)));
    for (const route of [...changing].sort((a, b) => last(a) - last(b))) {
      const { status, body } = await call(await administrator(), route, {});
      if (status === 401 || /^(cross_site|csrf)/.test(String(body['code']))) refused.push(nameOf(route));
    }
    // They want a body, and are not refused before it is looked at.
    expect(refused).toEqual([]);
  });

  it('changes nothing by GET and HEAD, and lets nobody keep the answers', async () => {
    const browser = await administrator();
    const before = await stage.digest();
    const kept: string[] = [];
    // The stream has no end; the documentation's files are nobody's.
    const reading = routes.filter(route => isReading(route) && !/\/stream$|^\/docs|\/userinfo$/.test(route.url));
    expect(reading.length).toBeGreaterThan(30);
    for (const route of reading) {
      const { status, headers } = await call(browser, route, { 'x-csrf-token': '' });
      expect([nameOf(route), status < 500 && status !== 401]).toEqual([nameOf(route), true]);
      if (headers['cache-control'] !== 'no-store' && !MAY_BE_KEPT.test(route.url)) kept.push(nameOf(route));
    }
    expect(kept).toEqual([]);
    expect(await stage.digest()).toEqual(before);
  });

  it('does not look at cookies where it is blind to them', async () => {
    const browser = await administrator();
    const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example', 'x-csrf-token': '' };
    const form = { ...elsewhere, 'content-type': 'application/x-www-form-urlencoded' };
    for (const name of BLIND_TO_COOKIES) {
      const path = name.slice('POST '.length);
      const answer = path.startsWith('/oauth/')
        ? await browser.post(path, 'grant_type=refresh_token&token=x&client_id=nobody', form)
        : await browser.post(path, {}, elsewhere);
      const { code, error } = answer.body;
      const refusal = path.startsWith('/oauth/') ? [401, 'invalid_client'] : [400, 'validation_failed'];
      const expected = name === FOR_ANYBODY ? [200, undefined] : refusal;
      expect([name, answer.status, code ?? error]).toEqual([name, ...expected]);
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    expect((await browser.get('/v1/auth/me')).status).toBe(200);
  });
});
