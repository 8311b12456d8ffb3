/** What the client does with a call on the wire: where it puts things, and what it does when a call goes wrong. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  ConnectionFailed,
  createGatehouse,
  type Gatehouse,
  ProblemError,
  TimedOut,
  UnexpectedResponse,
} from '../../libs/client/src/index.js';
import {
  type Answer,
  type Answers,
  calls,
  failure,
  ROLE,
  seen,
  setTheClientScene,
  url,
} from '../support/client-scene.js';

let answer: Answers;
setTheClientScene((request, earlier) => answer(request, earlier));

describe('a call that goes wrong', () => {
  let gatehouse: Gatehouse;

  beforeEach(() => {
    gatehouse = createGatehouse({ url, timeoutMs: 2000 });
  });

  const keys = { json: { keys: [] } };

  it('is sent again where that is safe: no answer to a GET', async () => {
    answer = (_, earlier) => (earlier < 2 ? { cut: true } : keys);
    await expect(gatehouse.getJwks()).resolves.toEqual({ keys: [] });
    expect(seen).toHaveLength(3);
  });

  it('is given up after as many attempts as were asked for', async () => {
    answer = () => ({ cut: true });
    expect(await failure(gatehouse.getJwks())).toBeInstanceOf(ConnectionFailed);
    expect(seen).toHaveLength(3);
    const impatient = createGatehouse({ url, retries: 0 });
    expect(await failure(impatient.getJwks())).toBeInstanceOf(ConnectionFailed);
    expect(seen).toHaveLength(4);
  });

  const registration = { email: 'ada@example.test', password: 'seven brave owls knit' };

  it.each<Answer & { what: string }>([
    { what: 'no answer', cut: true },
    {
      what: 'a database that may have committed',
      status: 503,
      problem: 'database_unavailable',
      headers: { 'retry-after': '0' },
    },
    { what: 'a service that starts', status: 503, problem: 'starting', headers: { 'retry-after': '0' } },
    { what: 'an error of the service', status: 500, problem: 'internal_error' },
    { what: 'too many requests, nobody knows for how long', status: 429, problem: 'too_many_requests' },
    { what: 'a wait that is too long', status: 429, problem: 'too_many_requests', headers: { 'retry-after': '60' } },
  ])('is not sent again if it is a POST: $what', async ({ what: _, ...refusal }) => {
    answer = () => refusal;
    expect(await failure(gatehouse.register(registration))).toBeInstanceOf(
      refusal.cut ? ConnectionFailed : ProblemError,
    );
    expect(seen).toHaveLength(1);
  });

  it.each([
    [429, 'too_many_requests'],
    [503, 'overloaded'],
    [503, 'cannot_verify'],
  ])('is sent again if nothing was done, a POST too: %i %s', async (status, problem) => {
    const { email } = registration;
    const user = { id: 'u', email, email_verified: false, status: 'active', ext: null, version: 1 };
    const times = { created_at: '2030-01-01T00:00:00Z', updated_at: '2030-01-01T00:00:00Z' };
    answer = (_, earlier) =>
      earlier === 0
        ? { status, problem, headers: { 'retry-after': '0' } }
        : { status: 201, json: { ...user, ...times } };
    expect(await gatehouse.register(registration)).toMatchObject({ id: 'u' });
    expect(seen.map(({ body }) => JSON.parse(body) as unknown)).toEqual([registration, registration]);
  });

  it('waits as Retry-After says', async () => {
    answer = (_, earlier) =>
      earlier === 0 ? { status: 503, problem: 'starting', headers: { 'retry-after': '1' } } : keys;
    const start = performance.now();
    await gatehouse.getJwks();
    expect(performance.now() - start).toBeGreaterThanOrEqual(1000);
  });

  it('ends by its time limit', async () => {
    answer = () => ({ silent: true });
    const error = await failure(createGatehouse({ url, retries: 0 }).getJwks({ timeoutMs: 50 }));
    expect(error).toBeInstanceOf(TimedOut);
    expect(String(error)).toBe('TimedOut: getJwks: no answer within 50 ms');
  });

  it('ends by its signal, with its reason: before, in an attempt and between two', async () => {
    answer = () => ({ status: 503, problem: 'starting', headers: { 'retry-after': '4' } });
    const why = new Error('enough');
    expect(await failure(gatehouse.getJwks({ signal: AbortSignal.abort(why) }))).toBe(why);
    expect(seen).toHaveLength(0);
    for (const silent of [true, false]) {
      const stop = new AbortController();
      const before = answer;
      answer = (request, earlier) => {
        setImmediate(() => stop.abort(why));
        return silent ? { silent } : before(request, earlier);
      };
      expect(await failure(gatehouse.getJwks({ signal: stop.signal }))).toBe(why);
      answer = before;
    }
    expect(seen).toHaveLength(2);
  });

  it('says where an answer is not what was promised, and not what is in it', async () => {
    answer = () => ({ json: { keys: [{ kty: 'EC', kid: 7, alg: 'secret', use: 'sig' }] } });
    const error = (await failure(gatehouse.getJwks())) as UnexpectedResponse;
    expect(error).toBeInstanceOf(UnexpectedResponse);
    expect(error.pointer).toBe('/keys/0/kid');
    expect(error.message).toBe('getJwks: unexpected response (200): /keys/0/kid should be string, and is number');
  });

  it.each<[string, Answer, string]>([
    ['another status', { status: 206, json: {} }, 'no such status is known'],
    ['another type', { headers: { 'content-type': 'text/html' } }, 'its type is text/html'],
    ['no JSON', { headers: { 'content-type': 'application/json' } }, 'the body is not JSON'],
    ['a gateway’s error', { status: 400, headers: { 'content-type': 'text/html' } }, 'its type is text/html'],
    ['a problem without a code', { status: 400, json: { error: 7 } }, '/error should be string, and is number'],
  ])('says that something else has answered: %s', async (_, given, message) => {
    answer = () => given;
    const error = (await failure(gatehouse.getJwks())) as UnexpectedResponse;
    expect(error).toBeInstanceOf(UnexpectedResponse);
    expect(error.message).toContain(message);
  });

  it.each(['localhost:18471', '127.0.0.1', 'ftp://localhost', ''])('is refused at once at no address: %s', address => {
    expect(() => createGatehouse({ url: address })).toThrow(
      new TypeError(`url is to begin with http:// or https://, unlike ${JSON.stringify(address)}`),
    );
  });

  it('does not follow to another place', async () => {
    answer = () => ({ status: 307, headers: { location: '/elsewhere' } });
    expect(await failure(gatehouse.getJwks())).toBeInstanceOf(ConnectionFailed);
    expect(new Set(calls())).toEqual(new Set(['GET /.well-known/jwks.json']));
  });

  it('takes a report that something fails for a result, since that is what was asked for', async () => {
    answer = () => ({ status: 503, json: { status: 'failing', checks: { database: 'failing' } } });
    expect((await gatehouse.getReadiness()).status).toBe('failing');
    expect(seen).toHaveLength(1);
  });
});

describe('where things are put', () => {
  it('path, query, headers and body come from one object', async () => {
    const gatehouse = createGatehouse({ url: `${url}/behind/` });
    const effective = { effective_permissions: [], requires_mfa: false, effective_requires_mfa: false };
    const times = { created_at: '', updated_at: '' };
    answer = ({ call }) => ({
      json: call.startsWith('PATCH') ? { ...ROLE, ...effective, ...times } : { items: [], next_cursor: null },
    });
    await gatehouse.updateRole({ role: 'a/b c', if_match: '"7"', description: 'd', permissions: undefined });
    await gatehouse.listUsers({ limit: 2, email_prefix: 'a&b', role: undefined });
    expect(calls()).toEqual(['PATCH /behind/v1/roles/a%2Fb%20c', 'GET /behind/v1/users?limit=2&email_prefix=a%26b']);
    expect(seen[0]?.headers['if-match']).toBe('"7"');
    expect(seen[0]?.body).toBe('{"description":"d"}');
    expect(seen[1]?.headers['content-type']).toBeUndefined();
  });
});
