/**
 * What the OpenID Foundation's modules demand and no other test shows: docs/openid-conformance.md has all of them by name. The
 * requests have PKCE, which the service demands.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import type { Browser } from '../support/browser.js';
import { basic, postForm } from '../support/oauth.js';
import {
  AFTER_LOGOUT,
  type Application,
  type ApplicationTokens,
  authorize,
  begin,
  codeFor,
  exchange,
  newApplication,
  newVisitor,
  refreshFor,
  requestOf,
  textOf,
  toldBy,
  tokensFor,
  userinfo,
} from '../support/oidc-scene.js';
import { adminToken, claimsOf } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the modules of the OpenID Foundation', () => {
  const { service } = useGatehouse();
  let wiki: Application;
  let other: Application;

  beforeAll(async () => {
    const admin = await adminToken(service.api);
    wiki = await newApplication(service.api, admin);
    other = await newApplication(service.api, admin);
  });

  const tokensOf = (browser: Browser, more: Record<string, string | null> = {}): Promise<ApplicationTokens> =>
    tokensFor(service, browser, wiki, more);

  it('oidcc-server: tokens for a code, by HTTP Basic', async () => {
    const { browser, person } = await newVisitor(service);
    const pending = requestOf(wiki);
    const { code = '' } = await codeFor(browser, pending);
    const form = { grant_type: 'authorization_code', code, redirect_uri: pending.query['redirect_uri'] ?? '' };
    const credentials = { client_id: wiki.client_id, client_secret: wiki.client_secret ?? '' };
    const proven = basic(credentials);
    const answer = await postForm(service.api, '/oauth/token', { ...form, code_verifier: pending.verifier }, proven);
    expect([answer.status, answer.body['token_type']]).toEqual([200, 'Bearer']);
    expect(claimsOf(String(answer.body['id_token']))['sub']).toBe(person.id);
  });

  it('oidcc-ensure-request-without-nonce-succeeds-for-code-flow', async () => {
    const { browser } = await newVisitor(service);
    const { id_token } = await tokensOf(browser, { nonce: null });
    expect(claimsOf(id_token)).not.toHaveProperty('nonce');
  });

  it.each<[string, Record<string, string>]>([
    ['oidcc-display-page', { display: 'page' }],
    ['oidcc-display-popup', { display: 'popup' }],
    ['oidcc-ui-locales', { ui_locales: 'se' }],
    ['oidcc-claims-locales', { claims_locales: 'se' }],
    ['oidcc-ensure-request-with-unknown-parameter-succeeds', { extra: 'foobar' }],
    ['oidcc-ensure-request-with-acr-values-succeeds', { acr_values: '1 2' }],
    ['oidcc-claims-essential', { claims: '{"userinfo":{"name":{"essential":true}}}' }],
  ])('%s: what is not known is passed over', async (_module, more) => {
    const { browser, person } = await newVisitor(service);
    const { access_token, id_token } = await tokensOf(browser, more);
    expect(claimsOf(id_token)).toMatchObject({ sub: person.id, acr: 'sfa' });
    expect((await userinfo(service.api, access_token)).body['sub']).toBe(person.id);
  });

  it.each([
    ['oidcc-scope-profile', 'openid profile', 'openid profile'],
    ['oidcc-scope-address', 'openid address', 'openid'],
    ['oidcc-scope-phone', 'openid phone', 'openid'],
    ['oidcc-scope-all', 'openid profile email address phone', 'openid profile email'],
    ['oidcc-ensure-other-scope-order-succeeds', 'email openid', 'openid email'],
  ])('%s: a scope that there is not is left out, and the application is told', async (_module, scope, granted) => {
    const { browser } = await newVisitor(service);
    expect((await tokensOf(browser, { scope })).scope).toBe(granted);
  });

  it('oidcc-userinfo-post-body: a token in the body is refused, in a header it is taken', async () => {
    const { browser } = await newVisitor(service);
    const { access_token } = await tokensOf(browser);
    const inBody = await postForm(service.api, '/oauth/userinfo', { access_token });
    expect(inBody.status).toBe(415);
    expect((await service.api.post('/oauth/userinfo', undefined, { token: access_token })).status).toBe(200);
  });

  it('oidcc-login-hint: the log-in page is told who it is likely to be', async () => {
    const { browser } = await newVisitor(service);
    expect(await begin(browser, requestOf(wiki, { login_hint: 'bob@example.com' }))).toMatchObject({
      login_hint: 'bob@example.com',
    });
  });

  it('oidcc-prompt-none-logged-in, oidcc-max-age-10000, oidcc-id-token-hint: the same login, told again', async () => {
    const { browser } = await newVisitor(service);
    const first = claimsOf((await tokensOf(browser, { max_age: '15000' })).id_token);
    const { id_token: id_token_hint } = await tokensOf(browser);
    for (const more of [{ prompt: 'none' }, { max_age: '10000' }, { prompt: 'none', id_token_hint }]) {
      const again = claimsOf((await tokensOf(browser, more)).id_token);
      expect([again['sub'], again['auth_time']]).toEqual([first['sub'], first['auth_time']]);
      expect(again['auth_time']).toEqual(expect.any(Number));
    }
  });

  it('oidcc-prompt-login, oidcc-max-age-1: the ID token tells that somebody has logged in anew', async () => {
    const { browser, person } = await newVisitor(service);
    const first = Number(claimsOf((await tokensOf(browser)).id_token)['auth_time']);
    // Seconds are told, so the next login has to be in another one.
    while (Math.floor(Date.now() / 1000) <= first + 1) await browser.get('/v1/auth/me');
    for (const more of [{ prompt: 'login' }, { max_age: '1' }]) {
      const pending = requestOf(wiki, more);
      const { id } = await begin(browser, pending);
      const next = await authorize(browser, id, { consent: true });
      if (next.step !== 'done') {
        expect(next.step).toBe('reauthenticate');
        await browser.post('/v1/auth/step-up', { current_password: person.password });
      }
      const { code = '' } = toldBy(next.step === 'done' ? next : await authorize(browser, id, { consent: true }));
      const { body } = await exchange(service.api, wiki, pending, code);
      expect(Number(claimsOf(String(body['id_token']))['auth_time'])).toBeGreaterThan(first);
    }
  });

  it('oidcc-refresh-token: another client gets nothing by it, and the ID token stays who it was', async () => {
    const { browser, person } = await newVisitor(service);
    const tokens = await tokensOf(browser);
    expect((await refreshFor(service.api, other, tokens.refresh_token)).body['error']).toBe('invalid_grant');
    const { status, body } = await refreshFor(service.api, wiki, tokens.refresh_token);
    expect(status).toBe(200);
    const [before, after] = [claimsOf(tokens.id_token), claimsOf(String(body['id_token']))];
    for (const claim of ['iss', 'sub', 'aud', 'azp', 'auth_time']) expect(after[claim]).toEqual(before[claim]);
    expect(after['sub']).toBe(person.id);
  });

  describe('for logging out', () => {
    const ask = (browser: Browser, query: Record<string, string>): Promise<Pick<Answer, 'status' | 'body'>> =>
      browser.post('/v1/auth/end-session', { request: textOf(query) });

    it('oidcc-rp-initiated-logout-no-state: back without any', async () => {
      const { browser, sid } = await newVisitor(service);
      const { id_token: id_token_hint } = await tokensOf(browser);
      const { body } = await ask(browser, { id_token_hint, post_logout_redirect_uri: AFTER_LOGOUT });
      expect(body).toEqual({ client_name: wiki.name, session_id: sid, redirect_to: AFTER_LOGOUT });
    });

    it('oidcc-rp-initiated-logout-no-post-logout-redirect-uri: the browser stays here', async () => {
      const { browser, sid } = await newVisitor(service);
      const { id_token: id_token_hint } = await tokensOf(browser);
      const { body } = await ask(browser, { id_token_hint, state: 'x' });
      expect(body).toMatchObject({ session_id: sid, redirect_to: null });
    });

    it.each<[string, Record<string, string>]>([
      ['no-params', {}],
      ['only-state', { state: 'x' }],
    ])('oidcc-rp-initiated-logout-%s: the person is asked, and stays here', async (_module, query) => {
      const answer = await fetch(`${service.url}/oauth/end-session?${textOf(query)}`, { redirect: 'manual' });
      expect([answer.status, new URL(answer.headers.get('location') ?? '').pathname]).toEqual([303, '/logged-out']);
    });

    it.each<[string, (idToken: string) => Record<string, string>]>([
      ['no-id-token-hint', () => ({})],
      ['bad-id-token-hint', () => ({ id_token_hint: 'x' })],
      ['modified-id-token-hint', idToken => ({ id_token_hint: unsigned(idToken) })],
    ])('oidcc-rp-initiated-logout-%s: nobody is sent anywhere, nor logged out', async (_module, hintOf) => {
      const { browser } = await newVisitor(service);
      const tokens = await tokensOf(browser);
      const query = { ...hintOf(tokens.id_token), post_logout_redirect_uri: AFTER_LOGOUT, state: 'x' };
      const answer = await fetch(`${service.url}/oauth/end-session?${textOf(query)}`, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
      expect((await ask(browser, query)).status).toBe(400);
      expect((await userinfo(service.api, tokens.access_token)).status).toBe(200);
    });

    it('oidcc-rp-initiated-logout-query-added-to-post-logout-redirect-uri: nobody is sent there', async () => {
      const { browser } = await newVisitor(service);
      const { id_token: id_token_hint } = await tokensOf(browser);
      const { status } = await ask(browser, { id_token_hint, post_logout_redirect_uri: `${AFTER_LOGOUT}?foo=bar` });
      expect(status).toBe(400);
    });
  });
});

/** The token as if it were not signed at all. */
function unsigned(token: string): string {
  const header = Buffer.from(JSON.stringify({ alg: 'none', typ: 'JWT' })).toString('base64url');
  return `${header}.${token.split('.')[1] ?? ''}.`;
}
