import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Browser } from '../support/browser.js';
import { ISSUER } from '../support/gatehouse.js';
import {
  type Application,
  authorize,
  begin,
  CALLBACK,
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
import { adminToken, claimsOf, headerOf } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('a login for an application', () => {
  const { service } = useGatehouse();
  let admin: string;
  let wiki: Application;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    wiki = await newApplication(service.api, admin);
  });

  const go = async (query: Record<string, string>, init: RequestInit = {}): Promise<[number, string | null]> => {
    const answer = await fetch(`${service.url}/oauth/authorize?${textOf(query)}`, { redirect: 'manual', ...init });
    return [answer.status, answer.headers.get('location')];
  };

  it('leads to the log-in page with all that was asked for, by query and by form', async () => {
    const { query } = requestOf(wiki);
    const page = `${ISSUER}/login?${textOf(query)}`;
    expect(await go(query)).toEqual([303, page]);
    const posted = await fetch(`${service.url}/oauth/authorize`, {
      ...{ method: 'POST', body: new URLSearchParams(query), redirect: 'manual' },
    });
    expect([posted.status, posted.headers.get('location')]).toEqual([303, page]);
  });

  it('gives the application tokens, and tells it who has logged in as far as they allow', async () => {
    const { browser, person, sid } = await newVisitor(service);
    const pending = requestOf(wiki);
    const begun = await begin(browser, pending);
    expect(begun).toMatchObject({
      ...{ step: 'log_in', silent: false, login_hint: null, max_age: null },
      application: { client_id: wiki.client_id, name: wiki.name, scopes: ['openid', 'email'] },
    });
    expect(await authorize(browser, begun.id)).toEqual({ step: 'consent' });
    const done = await authorize(browser, begun.id, { consent: true });
    const { code = '', ...told } = toldBy(done);
    expect(done.answer?.url.startsWith(`${CALLBACK}?`)).toBe(true);
    expect(told).toEqual({ state: pending.query['state'], iss: ISSUER });

    const { status, headers, body } = await exchange(service.api, wiki, pending, code);
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    const tokens = body as Record<string, string>;
    expect(tokens).toMatchObject({ token_type: 'Bearer', scope: 'openid email', expires_in: 600 });
    const { access_token = '', id_token = '' } = tokens;
    expect(headerOf(id_token)).toEqual({ alg: 'ES256', typ: 'JWT', kid: expect.any(String) });
    const access = claimsOf(access_token);
    expect(access).toMatchObject({
      client_id: wiki.client_id,
      sub: person.id,
      parent_sid: sid,
      sid: tokens['session_id'],
    });
    expect(access).not.toHaveProperty('roles');
    const { iat, exp, auth_time, ...claims } = claimsOf(id_token);
    expect((exp as number) - (iat as number)).toBe(600);
    expect(auth_time).toBe(access['auth_time']);
    expect(claims).toEqual({
      ...{ iss: ISSUER, sub: person.id, aud: wiki.client_id, azp: wiki.client_id, nonce: pending.query['nonce'] },
      ...{ amr: ['pwd'], acr: 'sfa', sid: tokens['session_id'], email: person.email, email_verified: false },
      at_hash: createHash('sha256').update(access_token).digest().subarray(0, 16).toString('base64url'),
    });
    expect((await userinfo(service.api, access_token)).body).toEqual({
      ...{ sub: person.id, email: person.email, email_verified: false },
    });
    const posted = await service.api.post('/oauth/userinfo', undefined, { token: access_token });
    expect([posted.status, posted.body['sub']]).toEqual([200, person.id]);
  });

  it('gives tokens with which nothing can be done here but to ask who has logged in', async () => {
    const { browser } = await newVisitor(service);
    const { access_token: token, id_token } = await tokensFor(service, browser, wiki);
    expect(claimsOf(token)['aud']).toBe(`${ISSUER}/oauth/userinfo`);
    for (const path of ['/v1/auth/me', '/v1/sessions', '/v1/auth/consents'])
      expect((await service.api.get(path, { token })).status).toBe(401);
    // An ID token is no access token, and the person's own token is not for applications.
    expect((await userinfo(service.api, id_token)).status).toBe(401);
    expect((await userinfo(service.api, admin)).status).toBe(401);
    expect((await service.api.get('/oauth/userinfo')).headers.get('www-authenticate')).toBe('Bearer realm="gatehouse"');
  });

  it('goes on by refresh tokens, which are good once, with what was allowed', async () => {
    const { browser, person } = await newVisitor(service);
    const first = await tokensFor(service, browser, wiki, { scope: 'openid email roles' });
    const { status, body } = await refreshFor(service.api, wiki, first.refresh_token);
    expect([status, body['scope'], body['session_id']]).toEqual([200, 'openid email roles', first.session_id]);
    const claims = claimsOf(String(body['id_token']));
    expect(claims).toMatchObject({ sub: person.id, sid: first.session_id, roles: ['user'] });
    expect(claims['auth_time']).toBe(claimsOf(first.id_token)['auth_time']);
    expect(claims).not.toHaveProperty('nonce');
    expect(claimsOf(String(body['access_token']))['roles']).toEqual(['user']);
    await refreshFor(service.api, wiki, String(body['refresh_token']));
    expect((await refreshFor(service.api, wiki, first.refresh_token)).body['error']).toBe('invalid_grant');
    expect((await userinfo(service.api, String(body['access_token']))).status).toBe(401);
  });

  it('asks nobody twice for the same, and again for more', async () => {
    const { browser } = await newVisitor(service);
    await codeFor(browser, requestOf(wiki));
    const step = async (more: Record<string, string>): Promise<string> =>
      (await authorize(browser, (await begin(browser, requestOf(wiki, more))).id)).step;
    expect(await step({})).toBe('done');
    expect(await step({ scope: 'openid' })).toBe('done');
    expect(await step({ scope: 'openid email roles' })).toBe('consent');
    expect(await step({ prompt: 'consent' })).toBe('consent');
  });

  it('asks nobody at all where the application is ours', async () => {
    const own = await newApplication(service.api, admin, { first_party: true });
    const { browser } = await newVisitor(service);
    const { id } = await begin(browser, requestOf(own, { scope: 'openid email roles offline_access' }));
    expect((await authorize(browser, id)).step).toBe('done');
  });

  it('answers by form where that is asked for', async () => {
    const { browser } = await newVisitor(service);
    const pending = requestOf(wiki, { response_mode: 'form_post' });
    const { id } = await begin(browser, pending);
    const { answer } = await authorize(browser, id, { consent: true });
    expect(answer).toEqual({
      url: CALLBACK,
      fields: { code: expect.stringMatching(/^gac_/), state: pending.query['state'], iss: ISSUER },
    });
  });

  it('wants anew who is there, if the application does', async () => {
    const { browser, person } = await newVisitor(service);
    const pending = requestOf(wiki, { prompt: 'login' });
    const { id } = await begin(browser, pending);
    expect((await authorize(browser, id, { consent: true })).step).toBe('reauthenticate');
    const raised = await browser.post<{ csrf_token: string }>('/v1/auth/step-up', {
      current_password: person.password,
    });
    expect(raised.status).toBe(200);
    expect((await authorize(browser, id, { consent: true })).step).toBe('done');
    expect((await authorize(browser, (await begin(browser, requestOf(wiki, { max_age: '3600' }))).id)).step).toBe(
      'done',
    );
    expect((await authorize(browser, (await begin(browser, requestOf(wiki, { max_age: '0' }))).id)).step).toBe(
      'reauthenticate',
    );
  });

  it('wants somebody else, if the application means another', async () => {
    const { browser, person } = await newVisitor(service);
    const other = await newVisitor(service);
    const { id_token: id_token_hint } = await tokensFor(service, other.browser, wiki);
    const { id } = await begin(browser, requestOf(wiki, { id_token_hint }));
    expect((await authorize(browser, id)).step).toBe('switch');
    expect(
      (await authorize(other.browser, (await begin(other.browser, requestOf(wiki, { id_token_hint }))).id)).step,
    ).toBe('done');
    const silent = await begin(browser, requestOf(wiki, { id_token_hint, prompt: 'none' }));
    expect(toldBy(await authorize(browser, silent.id))['error']).toBe('login_required');
    expect(person.id).not.toBe(other.person.id);
  });

  it('asks nobody anything with prompt=none, and says what is wanting', async () => {
    const { browser } = await newVisitor(service);
    const silent = async (who: Browser): Promise<string | undefined> => {
      const { id } = await begin(who, requestOf(wiki, { prompt: 'none' }));
      return toldBy(await authorize(who, id, { consent: true }))['error'];
    };
    expect(await silent(browser)).toBe('consent_required');
    await codeFor(browser, requestOf(wiki));
    expect(await silent(browser)).toBeUndefined();
    const stranger = new Browser(service.url);
    const { id } = await begin(stranger, requestOf(wiki, { prompt: 'none' }));
    const { body } = await stranger.post(`/v1/auth/interactions/${id}/decline`);
    expect(toldBy(body as never)['error']).toBe('login_required');
  });

  it('does not happen where the person does not want it', async () => {
    const { browser } = await newVisitor(service);
    const pending = requestOf(wiki);
    const { id } = await begin(browser, pending);
    const { body } = await browser.post(`/v1/auth/interactions/${id}/decline`);
    expect(toldBy(body as never)).toEqual({ error: 'access_denied', state: pending.query['state'], iss: ISSUER });
    expect((await browser.post(`/v1/auth/interactions/${id}/authorize`, { consent: true })).status).toBe(404);
  });
});
