import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { flip } from '../support/flip.js';
import { adminToken, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { expectProblem } from '../support/problems.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('bad input gets a clear answer and changes nothing', () => {
  const { service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
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
