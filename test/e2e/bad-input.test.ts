import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { adminToken, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const nested = (depth: number): unknown => (depth === 0 ? 'deep' : { a: nested(depth - 1) });

describe('bad input gets a clear answer and changes nothing', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  function expectProblem(answer: Answer, status: number, code: string): void {
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(answer.body).toMatchObject({ type: `urn:problem-type:gatehouse:${code}`, status });
    expect(answer.body['instance']).toMatch(/^urn:uuid:/);
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.js:|\.ts:|select|insert/i);
  }

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

  it.each([
    ['/v1/sessions?limit=0', 'validation_failed'],
    ['/v1/sessions?limit=101', 'validation_failed'],
    ['/v1/sessions?limit=many', 'validation_failed'],
    ['/v1/sessions?limit=1.5', 'validation_failed'],
    ['/v1/sessions?limit=5&limit=6', 'validation_failed'],
    ['/v1/sessions?cursor=made-up', 'invalid_cursor'],
    ['/v1/sessions?cursor=', 'invalid_cursor'],
    ['/v1/sessions?active=perhaps', 'validation_failed'],
    ['/v1/sessions?nonsense=1', 'validation_failed'],
    ['/v1/sessions?constructor=1', 'invalid_request'],
    ['/v1/sessions?toString=1', 'invalid_request'],
    ['/v1/sessions?__proto__=1', 'invalid_request'],
    [`/v1/sessions?cursor=${'a'.repeat(600)}`, 'validation_failed'],
    ['/v1/users/not-a-uuid', 'validation_failed'],
    ['/v1/users/%00', 'validation_failed'],
    ['/v1/users/01999999-0000-7000-8000-000000000000%27--', 'validation_failed'],
    ['/v1/roles/UPPER', 'validation_failed'],
    ['/v1/users/%E0%A4%A', 'invalid_request'],
  ])('GET %s is 400 %s', async (path, code) => {
    expectProblem(await service.api.get(path, { token }), 400, code);
  });

  it('a cursor of another list or another person is refused', async () => {
    await newPerson(service.api);
    const { body } = await service.api.get<{ next_cursor: string }>('/v1/users?limit=1', { token });
    expect((await service.api.get(`/v1/users?limit=1&cursor=${body.next_cursor}`, { token })).status).toBe(200);
    expectProblem(await service.api.get(`/v1/sessions?cursor=${body.next_cursor}`, { token }), 400, 'invalid_cursor');
    const altered = body.next_cursor.slice(0, -2) + (body.next_cursor.endsWith('AA') ? 'BB' : 'AA');
    expectProblem(await service.api.get(`/v1/users?cursor=${altered}`, { token }), 400, 'invalid_cursor');
  });

  it('an unknown path is 404, a wrong method 405', async () => {
    expectProblem(await service.api.get('/v1/nothing', { token }), 404, 'not_found');
    expectProblem(await service.api.get('/v1/auth/login', { token }), 405, 'method_not_allowed');
  });

  it('unknown user, wrong password and absurd ones get the same answer', async () => {
    const person = await newPerson(service.api);
    const attempts = [
      { email: person.email, password: 'wrong-password-here' },
      { email: 'nobody@example.test', password: PASSWORD },
      { email: 'not an address', password: PASSWORD },
      { email: person.email, password: 'x'.repeat(1024) },
    ];
    for (const attempt of attempts) {
      const answer = await service.api.post('/v1/auth/login', attempt);
      expectProblem(answer, 401, 'invalid_credentials');
      expect(answer.body).not.toHaveProperty('detail');
    }
  });

  it.each([
    ['no token', {}, 401, 'token_missing'],
    ['another scheme', { authorization: 'Basic YTpi' }, 401, 'token_missing'],
    ['an empty bearer', { authorization: 'Bearer ' }, 400, 'invalid_request'],
    ['two words', { authorization: 'Bearer a b' }, 400, 'invalid_request'],
    ['garbage', { authorization: 'Bearer garbage' }, 401, 'invalid_token'],
    ['three dots', { authorization: 'Bearer a.b.c' }, 401, 'invalid_token'],
    ['10 KB', { authorization: `Bearer ${'a'.repeat(10_000)}` }, 401, 'invalid_token'],
    ['20 KB', { authorization: `Bearer ${'a'.repeat(20_000)}` }, 431, 'headers_too_large'],
  ])('a request with %s', async (_what, headers, status, code) => {
    const answer = await service.api.get('/v1/auth/me', { headers });
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
  });

  it('two Authorization headers are 400', async () => {
    const { tokens } = await newLogin(service.api);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const bearer = `Bearer ${tokens.access_token}`;
      const request = httpRequest(new URL('/v1/auth/me', service.url), {
        headers: ['authorization', bearer, 'authorization', bearer],
      });
      request
        .on('response', response => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(400);
  });

  it('a token in the query string is never read', async () => {
    const { tokens } = await newLogin(service.api);
    const answer = await service.api.get(`/v1/auth/me?access_token=${tokens.access_token}`);
    expect(answer.status).toBe(401);
  });

  it.each([
    ['a single letter', 'x'],
    ['an access token', 'access'],
    ['one changed letter', 'altered'],
    ['a truncated one', 'truncated'],
  ])('refresh with %s is invalid_grant and harms no session', async (_what, kind) => {
    const { tokens } = await newLogin(service.api);
    const real = tokens.refresh_token;
    const forged =
      { access: tokens.access_token.slice(0, 500), altered: flip(real, 40), truncated: real.slice(0, -1) }[kind] ??
      kind;
    expectProblem(await service.api.post('/v1/auth/refresh', { refresh_token: forged }), 400, 'invalid_grant');
    expect((await service.api.refresh(real)).status).toBe(200);
  });

  it('a refresh token is no access token', async () => {
    const { tokens } = await newLogin(service.api);
    expectProblem(await service.api.me(tokens.refresh_token), 401, 'invalid_token');
  });

  it('a path that cannot be decoded is answered with the same strict headers', async () => {
    const { headers } = await service.api.get('/v1/users/%E0%A4%A', { token });
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('an OAuth route in another spelling takes no JSON either', async () => {
    const answer = await service.api.post('/%6fauth/token', { grant_type: 'client_credentials' });
    expect([answer.status, answer.body['error']]).toEqual([415, 'invalid_request']);
  });

  it('raw garbage instead of HTTP is 400', async () => {
    const answer = await new Promise<string>((resolve, reject) => {
      const { hostname, port } = new URL(service.url);
      const socket = connect(Number(port), hostname, () => socket.write('NONSENSE\r\n\r\n'));
      let text = '';
      socket
        .on('data', chunk => (text += chunk.toString()))
        .on('end', () => resolve(text))
        .on('error', reject);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 400 /);
    expect(answer).toContain('application/problem+json');
  });

  it('answers carry the headers that keep browsers strict', async () => {
    const { headers } = await service.api.get('/v1/auth/me');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/);
    expect(headers.has('x-powered-by')).toBe(false);
    expect(headers.has('access-control-allow-origin')).toBe(false);
  });
});

function flip(text: string, index: number): string {
  return text.slice(0, index) + (text[index] === 'A' ? 'B' : 'A') + text.slice(index + 1);
}
