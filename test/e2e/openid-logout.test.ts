import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { ISSUER } from '../support/gatehouse.js';
import {
  AFTER_LOGOUT,
  type Application,
  newApplication,
  newVisitor,
  refreshFor,
  textOf,
  tokensFor,
  userinfo,
} from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('a logout that an application asks for', () => {
  const { service } = useGatehouse();
  let admin: string;
  let wiki: Application;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    wiki = await newApplication(service.api, admin);
  });

  const go = async (query: Record<string, string>): Promise<[number, string | null]> => {
    const answer = await fetch(`${service.url}/oauth/end-session?${textOf(query)}`, { redirect: 'manual' });
    return [answer.status, answer.headers.get('location')];
  };
  const ask = (
    query: Record<string, string>,
    browser = new Browser(service.url),
  ): Promise<{ status: number; body: Record<string, unknown> }> =>
    browser.post('/v1/auth/end-session', { request: textOf(query) });

  it.each(['openid email', 'openid offline_access'])('shows whose session it means: %s', async scope => {
    const { browser, sid } = await newVisitor(service);
    const tokens = await tokensFor(service, browser, wiki, { scope });
    const query = { id_token_hint: tokens.id_token, post_logout_redirect_uri: AFTER_LOGOUT, state: 'a b' };
    expect(await go(query)).toEqual([303, `${ISSUER}/logged-out?${textOf(query)}`]);
    // Nobody has lost anything by that.
    expect((await userinfo(service.api, tokens.access_token)).status).toBe(200);
    const { status, body } = await ask(query, browser);
    expect([status, body]).toEqual([
      200,
      { client_name: wiki.name, session_id: sid, redirect_to: `${AFTER_LOGOUT}?state=a+b` },
    ]);
    expect((await userinfo(service.api, tokens.access_token)).status).toBe(401);
    expect((await refreshFor(service.api, wiki, tokens.refresh_token)).status).toBe(400);
    expect((await browser.get('/v1/auth/me')).status).toBe(200);
  });

  it('asks the person where it does not show that', async () => {
    const { browser } = await newVisitor(service);
    const { id_token, access_token } = await tokensFor(service, browser, wiki);
    const client = { client_id: wiki.client_id, post_logout_redirect_uri: AFTER_LOGOUT };
    for (const id_token_hint of ['x', access_token, `${id_token.slice(0, -4)}AAAA`]) {
      const { body } = await ask({ ...client, id_token_hint });
      expect(body).toEqual({ client_name: wiki.name, session_id: null, redirect_to: AFTER_LOGOUT });
    }
    expect((await userinfo(service.api, access_token)).status).toBe(200);
    expect((await ask({ state: 'x' })).body).toEqual({ client_name: null, session_id: null, redirect_to: null });
  });

  it.each([
    ['an address that is not registered', { post_logout_redirect_uri: 'https://evil.example/' }],
    ['an address for the answer of a login', { post_logout_redirect_uri: 'https://wiki.example.org/callback' }],
    ['a script', { post_logout_redirect_uri: 'javascript:alert(1)' }],
    ['an address of nobody', { client_id: '', post_logout_redirect_uri: AFTER_LOGOUT }],
    ['an address of somebody who is not there', { client_id: ISSUER, post_logout_redirect_uri: AFTER_LOGOUT }],
  ])('goes nowhere with %s', async (_what, more) => {
    const query = { client_id: wiki.client_id, ...more };
    expect(await go(query)).toEqual([400, null]);
    expect((await ask(query)).status).toBe(400);
  });

  it('goes nowhere with an ID token of another application', async () => {
    const { browser } = await newVisitor(service);
    const { id_token } = await tokensFor(service, browser, wiki);
    const other = await newApplication(service.api, admin);
    expect(await go({ client_id: other.client_id, id_token_hint: id_token })).toEqual([400, null]);
  });
});
