import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { ISSUER } from '../support/gatehouse.js';
import { assertion, basic, byAssertion, postForm } from '../support/oauth.js';
import {
  type Application,
  authorize,
  begin,
  CALLBACK,
  exchange,
  newApplication,
  newVisitor,
  type Pending,
  requestOf,
  textOf,
  toldBy,
} from '../support/oidc-scene.js';
import { adminToken } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('a request that an application pushes', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let wiki: Application;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    wiki = await newApplication(service.api, admin);
  });

  const push = ({ client_secret }: Application, { query }: Pick<Pending, 'query'>, more = {}): Promise<Answer> =>
    postForm(service.api, '/oauth/par', { ...query, ...(client_secret !== null && { client_secret }), ...more });
  const pushed = async (application: Application, pending: Pending): Promise<{ query: Record<string, string> }> => {
    const { status, body } = await push(application, pending);
    expect([status, body]).toEqual([201, { request_uri: expect.any(String), expires_in: 60 }]);
    return { query: { client_id: application.client_id, request_uri: String(body['request_uri']) } };
  };
  const told = ({ status, body }: Answer): unknown[] => [status, body['error']];
  const go = async (query: Record<string, string>): Promise<[number, string | null]> => {
    const answer = await fetch(`${service.url}/oauth/authorize?${textOf(query)}`, { redirect: 'manual' });
    return [answer.status, answer.headers.get('location')];
  };

  it('may come with an assertion for the endpoint that it goes to, as that of a device', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const public_jwk = publicKey.export({ format: 'jwk' });
    const keyed = await newApplication(service.api, admin, { public_jwk, device_grant: true });
    const proof = (aud: string): Record<string, string> =>
      byAssertion(assertion(keyed.client_id, privateKey, { aud: `${ISSUER}/oauth/${aud}` }));
    expect((await push(keyed, requestOf(keyed), proof('par'))).status).toBe(201);
    const device = { client_id: keyed.client_id, scope: 'openid', ...proof('device_authorization') };
    expect((await postForm(service.api, '/oauth/device_authorization', device)).status).toBe(200);
    expect(told(await push(keyed, requestOf(keyed), proof('elsewhere')))).toEqual([401, 'invalid_client']);
  });

  it('logs somebody in as if the browser had brought it, once', async () => {
    const { browser } = await newVisitor(service);
    const pending = requestOf(wiki, { login_hint: 'ada@example.org' });
    const brought = await pushed(wiki, pending);
    expect(brought.query['request_uri']).toMatch(/^urn:ietf:params:oauth:request_uri:[\w-]{43}$/);
    expect(await go(brought.query)).toEqual([303, `${ISSUER}/login?${textOf(brought.query)}`]);
    const begun = await begin(browser, brought);
    expect(begun).toMatchObject({ step: 'log_in', login_hint: 'ada@example.org', application: { name: wiki.name } });
    // A reload goes on, and nothing is begun by it.
    expect(await begin(browser, brought)).toEqual(begun);
    const { code = '', ...rest } = toldBy(await authorize(browser, begun.id, { consent: true }));
    expect(rest).toEqual({ state: pending.query['state'], iss: ISSUER });
    expect((await exchange(service.api, wiki, pending, code)).status).toBe(200);
    for (const who of [browser, new Browser(service.url)]) {
      const again = await who.post('/v1/auth/interactions', { request: textOf(brought.query) });
      expect([again.status, again.body['code']]).toEqual([400, 'invalid_request']);
    }
  });

  it('is good in the browser that brought it first, in no other', async () => {
    const brought = await pushed(wiki, requestOf(wiki));
    await begin(new Browser(service.url), brought);
    const other = new Browser(service.url);
    for (const _ of [1, 2]) {
      const { status } = await other.post('/v1/auth/interactions', { request: textOf(brought.query) });
      expect(status).toBe(400);
      await begin(other, requestOf(wiki));
    }
  });

  it('is good for a minute', async () => {
    const brought = await pushed(wiki, requestOf(wiki));
    await database.query('UPDATE pushed_requests SET expires_at = now()');
    expect(await go(brought.query)).toEqual([400, null]);
    const { status } = await new Browser(service.url).post('/v1/auth/interactions', { request: textOf(brought.query) });
    expect(status).toBe(400);
  });

  it('is of one client, and counts for what was pushed, whatever stands beside it', async () => {
    const other = await newApplication(service.api, admin);
    const { query } = await pushed(wiki, requestOf(wiki));
    expect(await go({ ...query, client_id: other.client_id })).toEqual([400, null]);
    expect(await go({ ...query, request_uri: `${query['request_uri']}x` })).toEqual([400, null]);
    const { browser } = await newVisitor(service);
    const evil = { redirect_uri: 'https://evil.example/', scope: 'openid roles', state: 'evil' };
    const begun = await begin(browser, { query: { ...query, ...evil } });
    expect(begun).toMatchObject({ application: { scopes: ['openid', 'email'] } });
    const { answer } = await authorize(browser, begun.id, { consent: true });
    expect(answer?.url.startsWith(`${CALLBACK}?`)).toBe(true);
    expect(answer?.url).not.toContain('evil');
  });

  it('goes nowhere when the address is not registered any more', async () => {
    const application = await newApplication(service.api, admin);
    const { query } = await pushed(application, requestOf(application));
    const change = { redirect_uris: ['https://wiki.example.org/other'] };
    await service.api.patch(`/v1/clients/${application.client_id}`, change, { token: admin });
    expect(await go(query)).toEqual([400, null]);
  });

  it('is not stored by the address by which it is brought', async () => {
    const { query } = await pushed(wiki, requestOf(wiki));
    const rows = await database.query<{ row: string }>('SELECT p::text AS row FROM pushed_requests p');
    for (const { row } of rows) expect(row).not.toContain(query['request_uri']?.slice(-43));
  });

  it('comes from who shows who they are, as at the token endpoint', async () => {
    const pending = requestOf(wiki);
    expect(told(await push({ ...wiki, client_secret: null }, pending))).toEqual([401, 'invalid_client']);
    expect(told(await push({ ...wiki, client_secret: 'x' }, pending))).toEqual([401, 'invalid_client']);
    const { client_id: _, ...rest } = pending.query;
    const credentials = { client_id: wiki.client_id, client_secret: wiki.client_secret ?? '' };
    expect((await postForm(service.api, '/oauth/par', rest, basic(credentials))).status).toBe(201);
    expect(told(await postForm(service.api, '/oauth/par', rest))).toEqual([400, 'unauthorized_client']);
    const native = await newApplication(service.api, admin, { kind: 'native' });
    expect((await push(native, requestOf(native))).status).toBe(201);
  });

  it.each<[string, Record<string, string | null>, string]>([
    ['an address that is not registered', { redirect_uri: 'https://evil.example/' }, 'invalid_request'],
    ['no address', { redirect_uri: null }, 'invalid_request'],
    ['no code_challenge', { code_challenge: null }, 'invalid_request'],
    ['the method plain', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['no openid in the scope', { scope: 'email' }, 'invalid_scope'],
    ['a resource that is not its own', { resource: 'https://evil.example' }, 'invalid_target'],
    ['a request object', { request: 'eyJ' }, 'request_not_supported'],
    [
      'another address of a request',
      { request_uri: 'urn:ietf:params:oauth:request_uri:x' },
      'request_uri_not_supported',
    ],
    ['a registration', { registration: '{}' }, 'registration_not_supported'],
    ['a state with a line break', { state: 'a\nb' }, 'invalid_request'],
  ])('is refused with %s, in words of OAuth', async (_what, more, error) => {
    const { status, body } = await push(wiki, requestOf(wiki, more));
    expect([status, body]).toEqual([400, { error, error_description: expect.any(String) }]);
  });

  it('is all that an application may send that has to', async () => {
    const strict = await newApplication(service.api, admin, { require_pushed_authorization_requests: true });
    const pending = requestOf(strict);
    const [status, location] = await go(pending.query);
    const { searchParams } = new URL(location ?? '');
    expect([status, searchParams.get('error'), searchParams.get('state')]).toEqual([
      ...[303, 'invalid_request', pending.query['state']],
    ]);
    const begun = await begin(new Browser(service.url), pending);
    expect(begun.step).toBe('done');
    const brought = await pushed(strict, pending);
    expect((await begin(new Browser(service.url), brought)).step).toBe('log_in');
  });

  it('is answered by a page where the address was made up, and is not fetched', async () => {
    const request_uri = `urn:ietf:params:oauth:request_uri:${randomBytes(32).toString('base64url')}`;
    expect(await go({ client_id: wiki.client_id, request_uri })).toEqual([400, null]);
    const [status, location] = await go({ ...requestOf(wiki).query, request_uri: 'https://evil.example/' });
    expect([status, new URL(location ?? '').searchParams.get('error')]).toEqual([303, 'request_uri_not_supported']);
  });
});
