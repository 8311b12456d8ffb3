import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { FACTORS, newEquipped } from '../support/factors.js';
import {
  AFTER_LOGOUT,
  beginByHeaders,
  exchange,
  newApplication,
  newVisitor,
  refreshFor,
  requestOf,
  type Step,
  textOf,
  toldBy,
  tokensFor,
  userinfo,
} from '../support/oidc-scene.js';
import { adminToken, claimsOf } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('an ID token', () => {
  const { service } = useGatehouse();
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  it('says the same as the access token of a second factor that was taken away since', async () => {
    const own = await newApplication(service.api, admin, { first_party: true });
    const { tokens, authenticator } = await newEquipped(service.api);
    const token = tokens.access_token;
    const acrOf = (body: Record<string, unknown>): unknown[] =>
      [body['id_token'], body['access_token']].map(one => claimsOf(String(one))).map(({ amr, acr }) => ({ amr, acr }));
    const exchanged = async (as: string): Promise<Record<string, unknown>> => {
      const pending = requestOf(own, { acr_values: 'mfa' });
      const { id, headers } = await beginByHeaders(service.api, pending);
      const path = `/v1/auth/interactions/${id}/authorize`;
      const { body } = await service.api.post<Step>(path, {}, { token: as, headers });
      return (await exchange(service.api, own, pending, toldBy(body)['code'] ?? '')).body;
    };
    const before = await exchanged(token);
    const shown = { amr: ['pwd', 'otp', 'mfa'], acr: 'mfa' };
    expect(acrOf(before)).toEqual([shown, shown]);
    expect((await service.api.delete(`${FACTORS}/${authenticator.id}`, { token })).status).toBe(204);
    const left = { amr: ['pwd', 'otp'], acr: 'sfa' };
    const { body: later } = await service.api.refresh(tokens.refresh_token);
    expect(acrOf(await exchanged(later.access_token))).toEqual([left, left]);
    const { body: refreshed } = await refreshFor(service.api, own, String(before['refresh_token']));
    expect(acrOf(refreshed)).toEqual([left, left]);
  });

  it('ends no session but in the browser in which the application was let in', async () => {
    const wiki = await newApplication(service.api, admin);
    const ask = (
      query: Record<string, string>,
      who: Browser,
    ): Promise<{ status: number; body: Record<string, unknown> }> =>
      who.post('/v1/auth/end-session', { request: textOf(query) });
    const { browser, sid } = await newVisitor(service);
    const another = (await newVisitor(service)).browser;
    const kept = await tokensFor(service, browser, wiki, { scope: 'openid offline_access' });
    const tokens = await tokensFor(service, browser, wiki);
    const nobody = new Browser(service.url);
    nobody.jar.set('__Host-gatehouse_access', tokens.access_token);
    for (const id_token_hint of [tokens.id_token, kept.id_token]) {
      for (const who of [new Browser(service.url), another, nobody]) {
        const { status, body } = await ask({ id_token_hint, post_logout_redirect_uri: AFTER_LOGOUT }, who);
        expect([status, body]).toEqual([200, { client_name: wiki.name, session_id: null, redirect_to: AFTER_LOGOUT }]);
      }
    }
    expect((await userinfo(service.api, tokens.access_token)).status).toBe(200);
    expect((await userinfo(service.api, kept.access_token)).status).toBe(200);
    // In the browser that has let it in; by its refresh token too, where the other one has expired.
    browser.jar.delete('__Host-gatehouse_access');
    expect((await ask({ id_token_hint: kept.id_token }, browser)).body['session_id']).toBe(sid);
    expect((await userinfo(service.api, kept.access_token)).status).toBe(401);
    expect((await userinfo(service.api, tokens.access_token)).status).toBe(200);
    // Of what is over already nothing comes.
    expect((await ask({ id_token_hint: kept.id_token }, browser)).body['session_id']).toBeNull();
  });
});
