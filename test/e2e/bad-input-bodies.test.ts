import { beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { adminToken, newPerson, PASSWORD } from '../support/people.js';
import { expectProblem } from '../support/problems.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const nested = (depth: number): unknown => (depth === 0 ? 'deep' : { a: nested(depth - 1) });

describe('bad input gets a clear answer and changes nothing', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  const good = { email: 'good@example.test', password: PASSWORD };
  const bodies: [string, unknown, string][] = [
    ['roles in the body', { ...good, roles: ['admin'] }, 'validation_failed'],
    ['is_admin in the body', { ...good, is_admin: true }, 'validation_failed'],
    ['an id of its own', { ...good, id: '01999999-0000-7000-8000-000000000000' }, 'validation_failed'],
    ['no e-mail', { password: PASSWORD }, 'validation_failed'],
    ['no password', { email: good.email }, 'validation_failed'],
    ['an e-mail that is none', { ...good, email: 'not an address' }, 'validation_failed'],
    ['an e-mail of 300 characters', { ...good, email: `${'a'.repeat(300)}@example.test` }, 'validation_failed'],
    ['an e-mail that is a number', { ...good, email: 7 }, 'validation_failed'],
    ['an e-mail that is a list', { ...good, email: [good.email] }, 'validation_failed'],
    ['an e-mail that is an object', { ...good, email: { $ne: null } }, 'validation_failed'],
    ['a password that is null', { ...good, password: null }, 'validation_failed'],
    ['a password of 14 characters', { ...good, password: 'fourteen chars' }, 'weak_password'],
    ['a common password', { ...good, password: 'passwordpassword' }, 'weak_password'],
    ['the own address as password', { ...good, password: 'good@example.test' }, 'weak_password'],
    ['a password of 257 characters', { ...good, password: 'xy'.repeat(128) + 'z' }, 'weak_password'],
    ['an empty object', {}, 'validation_failed'],
    ['a list', [good], 'validation_failed'],
    ['a text', '"text"', 'validation_failed'],
    ['a number', '7', 'validation_failed'],
    ['null', 'null', 'validation_failed'],
    ['broken JSON', '{"email":', 'invalid_json'],
    ['an empty body', '', 'invalid_json'],
    ['__proto__', '{"__proto__":{"a":1}}', 'invalid_json'],
    ['constructor', '{"constructor":{"prototype":{"a":1}}}', 'invalid_json'],
    ['prototype', '{"prototype":{"a":1}}', 'invalid_request'],
    ['a NUL character', { ...good, email: 'nul\0@example.test' }, 'invalid_request'],
    ['half a character', { ...good, email: 'good\ud800@example.test' }, 'invalid_request'],
    ['half a character of a password', { ...good, password: `\udc00${PASSWORD}` }, 'invalid_request'],
    ['nesting beyond ten levels', nested(12), 'invalid_request'],
  ];

  it('half a character is refused wherever text is stored, and a whole one is not', async () => {
    const { id } = await newPerson(service.api);
    const calls: [string, string, (text: string) => unknown][] = [
      ['POST', '/v1/roles', text => ({ name: 'halves', description: text })],
      ['PATCH', `/v1/users/${id}`, text => ({ ext: { plan: text } })],
      ['PATCH', `/v1/users/${id}`, text => ({ ext: { plan: { deep: [text] } } })],
      ['PUT', '/v1/permissions/halves:a', text => ({ description: text })],
    ];
    for (const [method, path, body] of calls) {
      for (const half of ['\ud83e', '\udd89', 'x\udd89\ud83e']) {
        expectProblem(await service.api.call(method, path, body(half), { token }), 400, 'invalid_request');
      }
      const whole = await service.api.call(method, path, body('\ud83e\udd89'), { token });
      expect([method, path, whole.status < 300]).toEqual([method, path, true]);
    }
    const inKey = await service.api.patch(`/v1/users/${id}`, { ext: { 'a\ud83e': 1 } }, { token });
    expectProblem(inKey, 400, 'invalid_request');
  });

  it.each([
    ['JSON', '/v1/auth/login', 'application/json', '{"email":"a@example.test","password":"battery \xff"}'],
    ['a form', '/oauth/token', 'application/x-www-form-urlencoded', 'grant_type=password&password=\xff'],
    ['an encoded form', '/oauth/token', 'application/x-www-form-urlencoded', 'grant_type=password&password=%FF'],
  ])('%s that is not UTF-8 is refused, so that no two passwords become one', async (_what, path, type, text) => {
    const init = { method: 'POST', headers: { 'content-type': type }, body: Buffer.from(text, 'latin1') };
    const answer = await fetch(`${service.url}${path}`, init);
    const body = (await answer.json()) as Record<string, unknown>;
    expect([answer.status, body['code'] ?? body['error']]).toEqual([400, 'invalid_request']);
  });

  it.each(['utf-16', 'iso-8859-1', '"utf-8'])('JSON in the charset %s is 415, in UTF-8 it is not', async charset => {
    const login = (type: string) =>
      service.api.call('POST', '/v1/auth/login', JSON.stringify(good), { headers: { 'content-type': type } });
    expectProblem(await login(`application/json; charset=${charset}`), 415, 'unsupported_media_type');
    for (const same of ['utf-8', 'UTF-8', '"utf-8"']) {
      expect((await login(`application/json; charset=${same}`)).status).not.toBe(415);
    }
  });

  it.each(bodies)('registration with %s', async (_what, body, code) => {
    const answer = await service.api.call('POST', '/v1/auth/register', body, {
      headers: { 'content-type': 'application/json' },
    });
    expectProblem(answer, 400, code);
    expect(await database.query(`SELECT 1 FROM users WHERE email LIKE 'good%' OR email LIKE 'nul%'`)).toEqual([]);
  });

  it.each([
    ['/v1/auth/login', { ...good, audience: null }],
    ['/v1/auth/login', { ...good, audience: [] }],
    ['/v1/auth/login', { ...good, audience: [null] }],
    ['/v1/auth/refresh', { refresh_token: 'x', audience: null }],
    ['/v1/auth/refresh', { refresh_token: null }],
    ['/v1/auth/logout', { refresh_token: null }],
    ['/v1/auth/logout', null],
    ['/v1/auth/refresh', null],
    ['/v1/auth/logout', { refresh_token: Array.from({ length: 100 }, () => 'x') }],
    ['/v1/auth/logout', { refresh_token: 'x', everywhere: true }],
  ])('%s with %j is 400', async (path, body) => {
    expectProblem(await service.api.post(path, body), 400, 'validation_failed');
  });

  it('names each field that is wrong', async () => {
    const answer = await service.api.post('/v1/auth/register', { email: 'x', password: 1, roles: [] });
    expect(answer.body['errors']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ field: 'email', code: 'is_email' }),
        expect.objectContaining({ field: 'password', code: 'is_string' }),
        expect.objectContaining({ field: 'roles', code: 'unknown_field' }),
      ]),
    );
  });

  it('registering takes a password where the account is made at once', async () => {
    const answer = await service.api.post('/v1/auth/register', { email: newEmail() });
    expectProblem(answer, 400, 'validation_failed');
    expect(answer.body['errors']).toMatchObject([{ field: 'password', code: 'is_needed' }]);
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml'])(
    'a body of type %s is 415',
    async contentType => {
      const headers = { 'content-type': contentType };
      const answer = await service.api.call('POST', '/v1/auth/login', JSON.stringify(good), { headers });
      expectProblem(answer, 415, 'unsupported_media_type');
    },
  );

  it('a body over 16 KiB is 413', async () => {
    const answer = await service.api.post('/v1/auth/login', { email: 'a', password: 'x'.repeat(17_000) });
    expectProblem(answer, 413, 'body_too_large');
  });
});
