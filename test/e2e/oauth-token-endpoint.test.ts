import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { ISSUER } from '../support/gatehouse.js';
import {
  AUDIENCES,
  CREDENTIALS,
  admin,
  expectOAuthError,
  inForm,
  introspector,
  isActive,
  rawStatus,
  registered,
  requestToken,
  service,
  worker,
  setTheOAuthScene,
} from '../support/oauth-scene.js';
import { FORM_TYPE, basic, byAssertion, clientToken, postForm, type Form } from '../support/oauth.js';
import { claimsOf, headerOf } from '../support/people.js';

setTheOAuthScene();

describe('the token endpoint', () => {
  it('gives a service a token of its own', async () => {
    const { status, headers, body } = await requestToken(CREDENTIALS, basic(worker));
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body).toEqual({
      access_token: expect.any(String),
      token_type: 'Bearer',
      expires_in: 600,
      scope: 'orders:read orders:write',
    });
    const token = body['access_token'] as string;
    expect(headerOf(token)).toEqual({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) });
    const { iat, ...claims } = claimsOf(token);
    expect(claims).toEqual({
      iss: ISSUER,
      aud: AUDIENCES,
      sub: worker.client_id,
      client_id: worker.client_id,
      jti: expect.stringMatching(/^[\w-]{22}$/),
      exp: (iat as number) + 600,
      epoch: 0,
      scope: 'orders:read orders:write',
    });
  });

  it('leaves out lists that would be empty', async () => {
    const { body } = await requestToken(CREDENTIALS, basic(await registered({ scopes: [] })));
    expect(Object.keys(body).sort()).toEqual(['access_token', 'expires_in', 'token_type']);
    const token = body['access_token'] as string;
    expect(Object.keys(claimsOf(token)).sort()).toEqual(
      ['aud', 'client_id', 'epoch', 'exp', 'iat', 'iss', 'jti', 'sub'], // neither roles nor scope
    );
    expect(await isActive(token)).toBe(true);
  });

  it('says Pragma: no-cache as well, which RFC 6749 demands', async () => {
    const { headers } = await requestToken(CREDENTIALS, basic(worker));
    expect(headers.get('pragma')).toBe('no-cache');
  });

  it.each<[string, Form | string, string]>([
    ['no grant_type', {}, 'invalid_request'],
    ['an empty grant_type', { grant_type: '' }, 'invalid_request'],
    ['an unknown grant', { grant_type: 'magic' }, 'unsupported_grant_type'],
    [
      'a grant that we do not have',
      { grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer' },
      'unsupported_grant_type',
    ],
    ['a grant for applications', { grant_type: 'authorization_code', code: 'x' }, 'unauthorized_client'],
    ['a grant in capitals', { grant_type: 'CLIENT_CREDENTIALS' }, 'unsupported_grant_type'],
    ['a grant named __proto__', { grant_type: '__proto__' }, 'unsupported_grant_type'],
    ['a scope that the client does not have', { ...CREDENTIALS, scope: 'users:write' }, 'invalid_scope'],
    ['one scope too many', { ...CREDENTIALS, scope: 'orders:read users:write' }, 'invalid_scope'],
    ['a scope in capitals', { ...CREDENTIALS, scope: 'ORDERS:READ' }, 'invalid_scope'],
    ['the start of a scope', { ...CREDENTIALS, scope: 'orders' }, 'invalid_scope'],
    ['all scopes', { ...CREDENTIALS, scope: '*' }, 'invalid_scope'],
    ['a strange audience', { ...CREDENTIALS, audience: 'https://elsewhere.test' }, 'invalid_target'],
    ['one audience too many', { ...CREDENTIALS, audience: 'notes billing' }, 'invalid_target'],
    ['a strange resource', { ...CREDENTIALS, resource: 'https://elsewhere.test' }, 'invalid_target'],
    ['no refresh token', { grant_type: 'refresh_token' }, 'invalid_request'],
    ['a made-up refresh token', { grant_type: 'refresh_token', refresh_token: 'gtr_made-up' }, 'invalid_grant'],
    ['no username', { grant_type: 'password', password: 'x' }, 'invalid_request'],
    ['no password', { grant_type: 'password', username: 'x' }, 'invalid_request'],
    ['a parameter twice', 'grant_type=client_credentials&grant_type=client_credentials', 'invalid_request'],
    ['an empty parameter twice', 'grant_type=client_credentials&scope=&scope=', 'invalid_request'],
    ['an unknown parameter twice', 'grant_type=client_credentials&x=1&x=2', 'invalid_request'],
    ['__proto__', 'grant_type=client_credentials&__proto__=x', 'invalid_request'],
    ['constructor', 'grant_type=client_credentials&constructor=x', 'invalid_request'],
    ['a NUL character', 'grant_type=client_credentials&scope=%00', 'invalid_request'],
    ['a scope of 9000 characters', { ...CREDENTIALS, scope: 'x'.repeat(9000) }, 'invalid_scope'],
    ['nothing at all', '', 'invalid_request'],
  ])('answers 400 to %s', async (_what, form, error) => {
    expectOAuthError(await requestToken(form, basic(worker)), 400, error);
  });

  it('takes unknown parameters for nothing, and empty ones for absent', async () => {
    const answer = await requestToken({ ...CREDENTIALS, nonsense: 'x', scope: '', audience: '' }, basic(worker));
    expect([answer.status, answer.body['scope']]).toEqual([200, 'orders:read orders:write']);
  });

  const wrong = 'gcs_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';
  const scheme = (authorization: string): Record<string, string> => ({ authorization });
  const encoded = (text: string): string => Buffer.from(text).toString('base64');

  it.each<[string, () => Form, () => Record<string, string>]>([
    ['a wrong secret', () => ({}), () => basic({ ...worker, client_secret: wrong })],
    ['an empty secret', () => ({}), () => basic({ ...worker, client_secret: '' })],
    ["another client's secret", () => ({}), () => basic({ ...worker, client_secret: introspector.client_secret })],
    [
      'a secret with one more character',
      () => ({}),
      () => basic({ ...worker, client_secret: `${worker.client_secret}A` }),
    ],
    ['an unknown client', () => ({}), () => basic({ ...worker, client_id: randomUUID() })],
    ['an id in capitals', () => ({}), () => basic({ ...worker, client_id: worker.client_id.toUpperCase() })],
    ['an id that is none', () => ({}), () => basic({ ...worker, client_id: "x' OR '1'='1" })],
    ['the public client with a secret', () => ({}), () => basic({ client_id: 'gatehouse', client_secret: 'x' })],
    ['no colon', () => ({}), () => scheme(`Basic ${encoded('nothing')}`)],
    ['no base64', () => ({}), () => scheme('Basic %%%')],
    ['nothing behind Basic', () => ({}), () => scheme('Basic')],
    ['a broken percent sign', () => ({}), () => scheme(`Basic ${encoded(`${worker.client_id}:%E0%A4%A`)}`)],
    ['a NUL in the id', () => ({}), () => scheme(`Basic ${encoded(`${worker.client_id}\0:x`)}`)],
    ['a bearer token', () => ({}), () => scheme(`Bearer ${admin}`)],
    ['a wrong secret in the form', () => ({ client_id: worker.client_id, client_secret: wrong }), () => ({})],
    ['no more than the id of a service', () => ({ client_id: worker.client_id }), () => ({})],
    ['no more than an unknown id', () => ({ client_id: 'nobody' }), () => ({})],
    ['the public client where a service is needed', () => ({ client_id: 'gatehouse' }), () => ({})],
    ['no client at all', () => ({}), () => ({})],
  ])('answers 401 invalid_client with a challenge to %s', async (_what, form, headers) => {
    const { status, body } = await requestToken(CREDENTIALS, basic(worker));
    expect([status, body['token_type']]).toEqual([200, 'Bearer']);
    expectOAuthError(await requestToken({ ...CREDENTIALS, ...form() }, headers()), 401, 'invalid_client');
  });

  it('answers alike whether a client is unknown or its secret is wrong', async () => {
    const unknown = await requestToken(CREDENTIALS, basic({ client_id: randomUUID(), client_secret: wrong }));
    const known = await requestToken(CREDENTIALS, basic({ ...worker, client_secret: wrong }));
    expect(unknown.body).toEqual(known.body);
  });

  it.each<[string, () => Form, () => Record<string, string>]>([
    ['Basic and a secret in the form', () => inForm(worker), () => basic(worker)],
    ['Basic and an assertion', () => byAssertion('a.b.c'), () => basic(worker)],
    ['a secret and an assertion', () => ({ ...inForm(worker), ...byAssertion('a.b.c') }), () => ({})],
    ['Bearer and a secret', () => inForm(worker), () => scheme(`Bearer ${admin}`)],
    ['Basic and the id of another client', () => ({ client_id: introspector.client_id }), () => basic(worker)],
    ['a secret without an id', () => ({ client_secret: worker.client_secret }), () => ({})],
    ['an assertion without its type', () => ({ client_assertion: 'a.b.c' }), () => ({})],
    ['an assertion of an unknown type', () => ({ ...byAssertion('a.b.c'), client_assertion_type: 'saml' }), () => ({})],
  ])('answers 400 invalid_request to %s', async (_what, form, headers) => {
    expectOAuthError(await requestToken({ ...CREDENTIALS, ...form() }, headers()), 400, 'invalid_request');
  });

  it('answers 400 to two Authorization headers, as everywhere', async () => {
    const { authorization } = basic(worker);
    const status = await rawStatus('/oauth/token', ['authorization', authorization, 'authorization', authorization]);
    expect(status).toBe(400);
  });

  it('takes the id beside Basic where it is the same', async () => {
    const answer = await requestToken({ ...CREDENTIALS, client_id: worker.client_id }, basic(worker));
    expect(answer.status).toBe(200);
  });

  it('reads Basic credentials form-encoded, and the scheme in any case', async () => {
    const every = (text: string): string => [...text].map(c => `%${c.charCodeAt(0).toString(16)}`).join('');
    const credentials = encoded(`${every(worker.client_id)}:${every(worker.client_secret)}`);
    expect((await requestToken(CREDENTIALS, { authorization: `bAsIc ${credentials}` })).status).toBe(200);
  });

  it.each(['application/json', 'text/plain', 'multipart/form-data; boundary=x', 'application/xml', `${FORM_TYPE}x`])(
    'answers 415 to a body of type %s',
    async type => {
      const body = JSON.stringify(CREDENTIALS);
      const headers = { 'content-type': type, ...basic(worker) };
      expectOAuthError(await service.api.call('POST', '/oauth/token', body, { headers }), 415, 'invalid_request');
    },
  );

  it.each([`${FORM_TYPE}; charset=UTF-8`, 'Application/X-WWW-Form-Urlencoded'])('reads %s', async type => {
    expect((await requestToken(CREDENTIALS, { ...basic(worker), 'content-type': type })).status).toBe(200);
  });

  it.each(['/oauth/token', '/oauth/introspect', '/oauth/revoke'])('%s answers 413 to an oversized body', async path => {
    const answer = await postForm(service.api, path, `token=${'x'.repeat(17_000)}`, basic(worker));
    expectOAuthError(answer, 413, 'invalid_request');
  });

  it('reads no parameter from the URL', async () => {
    const query = new URLSearchParams({ ...CREDENTIALS, ...inForm(worker) }).toString();
    expectOAuthError(await postForm(service.api, `/oauth/token?${query}`, ''), 400, 'invalid_request');
    expect((await service.api.get(`/oauth/token?${query}`)).status).toBe(405);
  });

  it('writes no secret, assertion or token into the log', async () => {
    const token = await clientToken(service.api, worker);
    await requestToken(CREDENTIALS, basic({ ...worker, client_secret: wrong }));
    const log = service.process.output();
    for (const secret of [worker.client_secret, wrong, token, basic(worker).authorization]) {
      expect(log.includes(secret)).toBe(false);
    }
  });
});
