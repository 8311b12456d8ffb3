/**
 * The document and the service are of one mind about what may be sent. That what the service takes is in the document
 * is judged in every test (support/openapi/watch-fetch.ts); here, that the service takes what is in the document.
 */
import { beforeAll, describe, expect, it } from '@jest/globals';
import { ajv, bodySchema, document, FORM, isInDocument, scalar } from '../support/openapi/request-schemas.js';
import { adminToken, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const NEW_PASSWORD = 'nine calm foxes paint';
const ID = '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21';

/** What each takes where all else is good: the field, then what it is given. */
const FIELDS: [method: string, path: string, field: string, others: object, ...values: unknown[]][] = [
  [
    'POST',
    '/v1/auth/register',
    'email',
    { password: NEW_PASSWORD },
    'x',
    '',
    'a@b',
    'a..b@example.test',
    '"a"@example.test',
  ],
  [
    'POST',
    '/v1/auth/register',
    'password',
    { email: 'short@example.test' },
    '',
    'seven x',
    'x'.repeat(257),
    'a\0'.repeat(9),
  ],
  ['POST', '/v1/auth/login', 'email', { password: 'x' }, '', 'x'.repeat(255), 'nul\0@example.test'],
  ['POST', '/v1/auth/login', 'password', { email: 'x' }, '', 'x'.repeat(1025)],
  [
    'POST',
    '/v1/auth/login',
    'audience',
    { email: 'x', password: 'x' },
    [],
    [''],
    ['two words'],
    ['x'.repeat(257)],
    null,
  ],
  ['POST', '/v1/auth/refresh', 'audience', { refresh_token: 'x' }, [], [''], ['two words'], Array(21).fill('x')],
  ['POST', '/v1/auth/refresh', 'refresh_token', {}, 'x'.repeat(513), null],
  ['POST', '/v1/auth/password/set', 'token', { password: NEW_PASSWORD }, '', 'x'.repeat(129)],
  ['POST', '/v1/auth/password', 'current_password', { new_password: NEW_PASSWORD }, ''],
  ['POST', '/v1/auth/email', 'email', {}, 'x'],
  ['POST', '/v1/auth/email/verify', 'token', {}, '', 'x'.repeat(129), null],
  ['POST', '/v1/auth/email/verify/resend', 'email', {}, 'x', null],
  ['POST', '/v1/auth/password/forgot', 'email', {}, 'x', null],
  ['POST', '/v1/users', 'send_invitation', { email: 'flag@example.test' }, 'yes', null],
  ['POST', '/v1/users', 'email', {}, 'x'],
  ['POST', '/v1/users', 'roles', { email: 'roles@example.test' }, ['UPPER'], [''], ['x'.repeat(64)], ['user', 'user']],
  ['POST', '/v1/users', 'ext', { email: 'ext@example.test' }, { Plan: 1 }, { 'a-b': 1 }, { ['x'.repeat(33)]: 1 }],
  ['POST', '/v1/clients', 'name', { scopes: [] }, '', 'x'.repeat(101)],
  ['POST', '/v1/clients', 'scopes', { name: 'scopes' }, ['nothing'], ['a:b', 'a:b']],
  ['POST', '/v1/clients', 'audiences', { name: 'audiences', scopes: [] }, [], [''], ['two words'], ['a', 'a'], null],
  ['PATCH', `/v1/clients/${ID}`, 'audiences', {}, [], [''], ['two words']],
  ['PATCH', `/v1/clients/${ID}`, 'name', {}, '', null],
  ['POST', `/v1/clients/${ID}/secrets`, 'expires_at', {}, 'tomorrow', '2030-01-31T24:00:00Z', null],
  ['POST', '/v1/roles', 'name', {}, '', 'UPPER', 'x'.repeat(64)],
  ['POST', '/v1/roles', 'description', { name: 'described' }, 'x'.repeat(257), null],
  ['POST', '/v1/roles', 'permissions', { name: 'permitted' }, ['x'], ['*']],
  ['POST', '/v1/roles/user/members', 'user_ids', {}, [], ['x'], [ID, ID]],
  ['PUT', '/v1/permissions/orders:read', 'description', {}, '', 'x'.repeat(257)],
  ['POST', '/v1/revocations', 'jti', {}, '', 'x'.repeat(65), 'a.b'],
  ['POST', '/v1/revocations', 'reason', { jti: 'x' }, 'x'.repeat(257)],
];

/** The same of what is in a URL or a header. */
const PARAMETERS: [path: string, name: string, bad: readonly string[], good: readonly string[]][] = [
  ['/v1/users', 'limit', ['0', '101', '1e1', '0x0a', ' 5', '5.0', ''], ['1', '100']],
  ['/v1/users', 'role', ['', 'UPPER'], ['nobody-has-it']],
  ['/v1/users', 'email_prefix', ['', 'x'.repeat(255)], ['x']],
  ['/v1/users', 'email_contains', ['', 'x'.repeat(255)], ['x', '%']],
  ['/v1/users', 'sort', ['', 'age'], ['newest', 'email']],
  ['/v1/roles', 'name_contains', ['', 'x'.repeat(64)], ['x']],
  ['/v1/permissions', 'name_contains', ['', 'x'.repeat(128)], ['x']],
  ['/v1/clients', 'name_contains', ['', 'x'.repeat(101)], ['x']],
  ['/v1/clients', 'scope', ['', 'nothing'], ['introspect', 'a:b']],
  ['/v1/audit-events', 'role', ['', 'UPPER'], ['support']],
  ['/v1/audit-events', 'target', ['', 'x'.repeat(257)], ['x']],
  ['/v1/audit-events', 'actor', ['x', ''], [ID, '11111111-1111-0111-7111-111111111111']],
  [
    '/v1/audit-events',
    'since',
    ['2030-01-31', '2030-01-31T24:00:00Z'],
    ['2030-01-31T12:00:00.1234567890123Z', '2016-12-31T23:59:60Z'],
  ],
  ['/v1/audit-events', 'kind', ['', 'nothing'], ['authn_login_success']],
  ['/v1/audit-events', 'kinds', ['', 'nothing', 'key_created,'], ['key_created', 'key_created,key_rotated']],
  ['/v1/sessions', 'active', ['', '1', 'TRUE'], ['true', 'false']],
  ['/v1/revocations', 'after', ['', 'x'], ['0dJ4gq8kQmS1tX7b.1742.1795400000000']],
];

describe('what openapi.json says may be sent', () => {
  const { service } = useGatehouse();
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
  });

  it.each(FIELDS)(
    'leaves out what is refused: %s %s with another %s',
    async (method, path, field, others, ...values) => {
      const pointer = bodySchema(method, path);
      for (const value of values) {
        const body = { ...others, [field]: value };
        const { status } = await service.api.call(method, path, body, { token: admin });
        expect([value, status, isInDocument(pointer, body)]).toEqual([value, 400, false]);
      }
    },
  );

  it.each(PARAMETERS)('leaves out what is refused: GET %s with another %s', async (path, name, bad, good) => {
    const { schema = {} } = document.paths[path]?.['get']?.parameters?.find(one => one.name === name) ?? {};
    const judge = ajv.compile({ ...schema, components: document.components });
    for (const value of [...bad, ...good]) {
      const query = new URLSearchParams({ [name]: value }).toString();
      const { status } = await service.api.get(`${path}?${query}`, { token: admin });
      const isGood = good.includes(value);
      expect([value, status, judge(scalar(value, schema))]).toEqual([value, isGood ? 200 : 400, isGood]);
    }
  });

  it.each([
    ['3', 400],
    ['W/"3"', 400],
    ['"3", 4', 400],
    ['"3"x', 400],
    [`"${'x'.repeat(255)}"`, 400],
    ['*', 200],
    ['"1", "9,9"', 200],
  ])('says the same of If-Match: %s', async (tag, expected) => {
    const { id } = await newPerson(service.api);
    const headers = { 'if-match': tag };
    const { status } = await service.api.patch(`/v1/users/${id}`, { status: 'active' }, { token: admin, headers });
    const { schema = {} } =
      document.paths['/v1/users/{id}']?.['patch']?.parameters?.find(one => one.name === 'If-Match') ?? {};
    expect([status, ajv.compile(schema)(tag)]).toEqual([expected, expected === 200]);
  });

  it.each([
    ['token', { client_secret: 'x' }],
    ['token', { client_id: 'x', client_secret: 'x', client_assertion: 'a.b.c' }],
    ['token', { client_assertion: 'a.b.c' }],
    [
      'token',
      { client_assertion: 'x', client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' },
    ],
    ['token', { grant_type: 'refresh_token' }],
    ['token', { grant_type: 'password' }],
    ['token', { grant_type: 'password', username: 'x' }],
    ['token', { client_id: 'gatehöuse' }],
    ['token', { client_id: 'x', client_secret: 'x'.repeat(257) }],
    ['revoke', { token: '' }],
    ['revoke', { token: 'x', client_assertion_type: 'saml' }],
    ['revoke', { token: 'x', token_type_hint: 'x'.repeat(257) }],
  ])('says the same of the form of /oauth/%s: %j', async (endpoint, form) => {
    const body = { ...(endpoint === 'token' && { grant_type: 'client_credentials' }), ...form };
    const headers = { 'content-type': FORM };
    const sent = new URLSearchParams(body as Record<string, string>).toString();
    const { status } = await service.api.call('POST', `/oauth/${endpoint}`, sent, { headers });
    const isTaken = isInDocument(bodySchema('POST', `/oauth/${endpoint}`), body);
    // What is no assertion is one that proves nothing.
    const isAssertion = 'client_assertion' in body && 'client_assertion_type' in body && !('client_secret' in body);
    expect([status, isTaken]).toEqual([isAssertion ? 401 : 400, false]);
  });

  it('needs no credentials to log out by a refresh token, as the document says', async () => {
    const { security } = document.paths['/v1/auth/logout']?.['post'] as unknown as { security: object[] };
    const { status } = await service.api.post('/v1/auth/logout', { refresh_token: 'x' });
    expect([status, security]).toEqual([204, expect.arrayContaining([{}])]);
  });
});
