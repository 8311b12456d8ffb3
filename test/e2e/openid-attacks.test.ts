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
  requestOf,
  textOf,
} from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('attacks on the login for an application', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let wiki: Application;
  let other: Application;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    wiki = await newApplication(service.api, admin);
    other = await newApplication(service.api, admin);
  });

  const go = async (query: string, headers: Record<string, string> = {}): Promise<[number, string | null, string]> => {
    const answer = await fetch(`${service.url}/oauth/authorize?${query}`, { redirect: 'manual', headers });
    return [answer.status, answer.headers.get('location'), await answer.text()];
  };
  it.each([
    ['javascript:alert(1)'],
    ['data:text/html,<script>alert(1)</script>'],
    ['https://evil.example/callback'],
    [`${CALLBACK}#x`],
    [`${CALLBACK}/`],
    [`${CALLBACK}?x=y`],
    ['https://WIKI.example.org/callback'],
    ['https://wiki.example.org/Callback'],
    ['https://x.wiki.example.org/callback'],
    ['https://wiki.example.org.evil.example/callback'],
    ['https://wiki.example.org@evil.example/callback'],
    ['https://wiki.example.org/x/../callback'],
    ['https://wiki.example.org:8443/callback'],
    ['http://wiki.example.org/callback'],
    ['//wiki.example.org/callback'],
    [`${CALLBACK}\n`],
    ['"><script>alert(1)</script>'],
    [''],
  ])('an address that is not registered is answered by a page, and nobody is sent there: %j', async redirect_uri => {
    const { query } = requestOf(wiki, { redirect_uri });
    const [status, location, text] = await go(textOf(query));
    expect([status, location]).toEqual([400, null]);
    expect(text).toMatch(/^<!doctype html>/);
    expect(text).not.toContain('script');
    const begun = await new Browser(service.url).post('/v1/auth/interactions', { request: textOf(query) });
    expect([begun.status, begun.body['code']]).toEqual([400, 'invalid_request']);
  });

  it('an unknown application is answered by a page, as is one that is none or is disabled', async () => {
    const disabled = await newApplication(service.api, admin);
    await service.api.patch(`/v1/clients/${disabled.client_id}`, { status: 'disabled' }, { token: admin });
    for (const client_id of ['', 'gatehouse', 'x', '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21', disabled.client_id]) {
      expect((await go(textOf(requestOf(wiki, { client_id }).query))).slice(0, 2)).toEqual([400, null]);
    }
  });

  it('a parameter that is given twice is answered by a page', async () => {
    const { query } = requestOf(wiki);
    for (const twice of [
      'redirect_uri=https://evil.example',
      'state=x',
      'client_id=x',
      'scope=openid',
      'prompt=none',
    ]) {
      const text = `${textOf({ ...query, prompt: 'consent' })}&${twice}`;
      expect((await go(text)).slice(0, 2)).toEqual([400, null]);
      const begun = await new Browser(service.url).post('/v1/auth/interactions', { request: text });
      expect(begun.status).toBe(400);
    }
  });

  it.each<[string, Record<string, string | null>, string]>([
    ['no code_challenge', { code_challenge: null }, 'invalid_request'],
    ['the method plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no method, which means plain', { code_challenge_method: null }, 'invalid_request'],
    ['a code_challenge of another form', { code_challenge: 'x' }, 'invalid_request'],
    ['no response_type', { response_type: null }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['a hybrid flow', { response_type: 'code id_token' }, 'unsupported_response_type'],
    ['a response_mode in the fragment', { response_mode: 'fragment' }, 'invalid_request'],
    ['no openid in the scope', { scope: 'email' }, 'invalid_scope'],
    ['no scope', { scope: null }, 'invalid_scope'],
    ['a prompt that is not known', { prompt: 'create' }, 'invalid_request'],
    ['none beside another prompt', { prompt: 'none login' }, 'invalid_request'],
    ['an age below zero', { max_age: '-1' }, 'invalid_request'],
    ['a resource that is not its own', { resource: 'https://evil.example' }, 'invalid_target'],
    ['our own routes as resource', { resource: ISSUER }, 'invalid_target'],
    ['a request object', { request: 'eyJ' }, 'request_not_supported'],
    ['a request by reference', { request_uri: 'https://evil.example' }, 'request_uri_not_supported'],
    ['a hint of nobody', { id_token_hint: 'x' }, 'invalid_request'],
    ['a nonce with a line break', { nonce: 'a\nb' }, 'invalid_request'],
  ])('a request with %s is answered by an error', async (_what, more, error) => {
    const { query } = requestOf(wiki, more);
    const [status, location] = await go(textOf(query));
    const told = Object.fromEntries(new URL(location ?? '').searchParams);
    expect([status, location?.startsWith(`${CALLBACK}?`)]).toEqual([303, true]);
    expect(told).toEqual({ error, error_description: expect.any(String), state: query['state'], iss: ISSUER });
    const begun = await begin(new Browser(service.url), { query });
    expect(begun).toMatchObject({ step: 'done', id: null, answer: { fields: null } });
  });

  it('a login for an application goes on in the browser in which it began, and for ten minutes', async () => {
    const { browser } = await newVisitor(service);
    const { id } = await begin(browser, requestOf(wiki));
    const victim = await newVisitor(service);
    await begin(victim.browser, requestOf(other));
    for (const who of [victim.browser, new Browser(service.url)]) {
      const declined = await who.post(`/v1/auth/interactions/${id}/decline`);
      expect([declined.status, declined.body['code']]).toEqual([404, 'interaction_not_found']);
    }
    expect((await victim.browser.post(`/v1/auth/interactions/${id}/authorize`, { consent: true })).status).toBe(404);
    await database.query(`UPDATE oidc_interactions SET expires_at = now() WHERE id = $1`, [id]);
    expect((await browser.post(`/v1/auth/interactions/${id}/authorize`, { consent: true })).status).toBe(404);
  });

  it('two tabs do not disturb each other', async () => {
    const { browser } = await newVisitor(service);
    const [one, two] = [await begin(browser, requestOf(wiki)), await begin(browser, requestOf(other))];
    expect((await authorize(browser, one.id, { consent: true })).step).toBe('done');
    expect((await authorize(browser, two.id, { consent: true })).step).toBe('done');
    expect((await browser.post(`/v1/auth/interactions/${one.id}/authorize`, {})).status).toBe(404);
  });

  it('nobody allows anything in the name of somebody else', async () => {
    const { browser } = await newVisitor(service);
    const { id } = await begin(browser, requestOf(wiki));
    const path = `/v1/auth/interactions/${id}/authorize`;
    const forged: [Record<string, string>, string][] = [
      [{ 'x-csrf-token': '' }, 'csrf_token_invalid'],
      [{ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, 'cross_site_request'],
      [{ 'sec-fetch-site': 'same-site', origin: 'https://evil.example.test' }, 'cross_site_request'],
    ];
    for (const [headers, code] of forged) {
      const { status, body } = await browser.post(path, { consent: true }, headers);
      expect([status, body['code']]).toEqual([403, code]);
    }
    const evil = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    for (const other of ['/v1/auth/interactions', `/v1/auth/interactions/${id}/decline`, '/v1/auth/end-session']) {
      const { status, body } = await browser.post(other, { request: 'state=x' }, evil);
      expect([other, status, body['code']]).toEqual([other, 403, 'cross_site_request']);
    }
    expect((await authorize(browser, id)).step).toBe('consent');
  });

  it('an application does not let others in, nor itself', async () => {
    const trusted = await newApplication(service.api, admin, { first_party: true, audiences: [ISSUER] });
    const { browser } = await newVisitor(service);
    const pending = requestOf(trusted);
    const { code = '' } = await codeFor(browser, pending);
    const { body } = await exchange(service.api, trusted, pending, code);
    const token = String(body['access_token']);
    expect((await service.api.get('/v1/auth/me', { token })).status).toBe(200);
    const { id } = await begin(browser, requestOf(wiki));
    const answer = await service.api.post(
      `/v1/auth/interactions/${id}/authorize`,
      { consent: true },
      {
        ...{
          token,
          headers: { cookie: `__Host-gatehouse_interaction=${browser.jar.get('__Host-gatehouse_interaction') ?? ''}` },
        },
      },
    );
    expect([answer.status, answer.body['code']]).toEqual([403, 'insufficient_scope']);
  });

  it('nobody logs in within a frame: with prompt=none the application is told so', async () => {
    const framed = { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' };
    const silent = requestOf(wiki, { prompt: 'none' });
    const [status, location] = await go(textOf(silent.query), framed);
    expect(status).toBe(303);
    expect(Object.fromEntries(new URL(location ?? '').searchParams)).toEqual({
      ...{ error: 'login_required', state: silent.query['state'], iss: ISSUER },
    });
    expect((await go(textOf(requestOf(wiki).query), framed)).slice(0, 2)).toEqual([400, null]);
    const page = await fetch(`${service.url}/login`);
    expect(page.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  });

  it('of fifty who answer one login at once one gets a code', async () => {
    const { browser } = await newVisitor(service);
    const { id } = await begin(browser, requestOf(wiki));
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => browser.post(`/v1/auth/interactions/${id}/authorize`, { consent: true })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 404)).toHaveLength(49);
  });
});
