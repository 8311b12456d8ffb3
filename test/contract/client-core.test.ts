/** What the client does on the wire, before a server that answers as each test says. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  clientCredentials,
  ConnectionFailed,
  type CookieMarks,
  cookieSession,
  createGatehouse,
  type Gatehouse,
  isProblem,
  memoryStore,
  OAuthError,
  ProblemError,
  RefreshFailed,
  SessionEnded,
  type Store,
  StoreFailed,
  TimedOut,
  type Tokens,
  tokenSession,
  UnexpectedResponse,
} from '../../libs/client/src/index.js';

interface Answer {
  readonly status?: number;
  readonly json?: unknown;
  readonly problem?: string;
  readonly headers?: Record<string, string | string[]>;
  /** Breaks the connection instead. */
  readonly cut?: boolean;
  /** Lets nothing be heard. */
  readonly silent?: boolean;
}

interface Seen {
  readonly call: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let url: string;
let seen: Seen[];
let answer: (request: Seen, earlier: number) => Answer;

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      const one = { call: `${request.method} ${request.url}`, headers: request.headers, body };
      const earlier = seen.filter(({ call }) => call === one.call).length;
      seen.push(one);
      const { status = 200, json, problem, headers = {}, cut = false, silent = false } = answer(one, earlier);
      if (silent) return;
      if (cut) return void request.socket.destroy();
      const value = problem === undefined ? json : { type: 'urn:x', title: 'No', status, code: problem };
      const type = problem === undefined ? 'application/json; charset=utf-8' : 'application/problem+json';
      response.writeHead(status, { ...(value !== undefined && { 'content-type': type }), ...headers });
      response.end(value === undefined ? undefined : JSON.stringify(value));
    });
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise(resolve => server.close(resolve));
});

const calls = (): string[] => seen.map(({ call }) => call);
const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

const TOKENS: Tokens = {
  access_token: 'a1',
  refresh_token: 'r1',
  session_id: 's',
  expires_in: 600,
  expires_at: Date.now() + 500_000,
};
const successor = (n: number): Answer => ({
  json: { token_type: 'Bearer', access_token: `a${n}`, refresh_token: `r${n}`, session_id: 's', expires_in: 600 },
});
const ROLE = { version: 1, name: 'x', description: '', permissions: [], includes: [], assigns: [], built_in: false };
const PERMISSION = { name: 'a:b', description: '', built_in: false, declared_by: null };

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
    const user = { id: 'u', email: registration.email, status: 'active', ext: null, version: 1 };
    const times = { created_at: '2030-01-01T00:00:00Z', updated_at: '2030-01-01T00:00:00Z' };
    answer = (_, earlier) =>
      earlier === 0
        ? { status, problem, headers: { 'retry-after': '0' } }
        : { status: 201, json: { ...user, ...times } };
    expect((await gatehouse.register(registration)).id).toBe('u');
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
    const times = { created_at: '', updated_at: '', effective_permissions: [] };
    answer = ({ call }) => ({
      json: call.startsWith('PATCH') ? { ...ROLE, ...times } : { items: [], next_cursor: null },
    });
    await gatehouse.updateRole({ role: 'a/b c', if_match: '"7"', description: 'd', permissions: undefined });
    await gatehouse.listUsers({ limit: 2, email_prefix: 'a&b', role: undefined });
    expect(calls()).toEqual(['PATCH /behind/v1/roles/a%2Fb%20c', 'GET /behind/v1/users?limit=2&email_prefix=a%26b']);
    expect(seen[0]?.headers['if-match']).toBe('"7"');
    expect(seen[0]?.body).toBe('{"description":"d"}');
    expect(seen[1]?.headers['content-type']).toBeUndefined();
  });
});

describe('a login by tokens', () => {
  let ended: SessionEnded[];
  let store = memoryStore(TOKENS);
  let gatehouse: Gatehouse;

  beforeEach(() => {
    ended = [];
    store = memoryStore(TOKENS);
    const caller = tokenSession({ store, onSessionEnded: error => ended.push(error) });
    gatehouse = createGatehouse({ url, caller, timeoutMs: 2000 });
  });

  const invalid: Answer = { status: 401, problem: 'invalid_token' };
  const permission: Answer = { json: PERMISSION };
  const declare = (): Promise<unknown> => gatehouse.declarePermission({ permission: 'a:b', description: '' });
  const authorized = ({ headers }: Seen, token: string): boolean => headers.authorization === `Bearer ${token}`;

  it('is kept when the refresh fails for now, and says so', async () => {
    answer = ({ call }) =>
      call.includes('refresh')
        ? { status: 503, problem: 'database_unavailable', headers: { 'retry-after': '9' } }
        : invalid;
    const error = (await failure(declare())) as RefreshFailed;
    expect(error).toBeInstanceOf(RefreshFailed);
    expect(error.retryAfterMs).toBe(9000);
    expect(isProblem(error.cause, 'database_unavailable')).toBe(true);
    await expect(store.read()).resolves.toEqual(TOKENS);
    expect(ended).toEqual([]);
  });

  it('asks again for the answer to a refresh that was lost, with the same token', async () => {
    answer = (request, earlier) => {
      if (request.call.includes('refresh')) return earlier === 0 ? { cut: true } : successor(2);
      return authorized(request, 'a2') ? permission : invalid;
    };
    await declare();
    const refreshes = seen.filter(({ call }) => call.includes('refresh')).map(({ body }) => body);
    expect(refreshes).toEqual(['{"refresh_token":"r1"}', '{"refresh_token":"r1"}']);
    expect((await store.read())?.refresh_token).toBe('r2');
  });

  it('goes on for others when one who waits for its refresh gives up', async () => {
    const stop = new AbortController();
    const why = new Error('enough');
    answer = request => {
      if (!request.call.includes('refresh')) return authorized(request, 'a2') ? permission : invalid;
      stop.abort(why);
      return successor(2);
    };
    const impatient = gatehouse.declarePermission({ permission: 'a:b', description: '' }, { signal: stop.signal });
    const [first, second] = await Promise.allSettled([impatient, declare()]);
    expect(first).toEqual({ status: 'rejected', reason: why });
    expect(second.status).toBe('fulfilled');
    expect(calls().filter(call => call.includes('refresh'))).toHaveLength(1);
  });

  it('is refreshed once for a call, not again and again', async () => {
    answer = ({ call }) => (call.includes('refresh') ? successor(2) : invalid);
    expect(isProblem(await failure(declare()), 'invalid_token')).toBe(true);
    expect(calls().filter(call => call.includes('refresh'))).toHaveLength(1);
  });

  it('is refreshed although the clock was set back', async () => {
    await store.write({ ...TOKENS, expires_at: Date.now() + 86_400_000 });
    answer = ({ call }) => (call.includes('refresh') ? successor(2) : permission);
    await declare();
    expect(calls()).toEqual(
      ['POST /v1/auth/refresh', 'PUT /v1/permissions/a:b'].map(call => call.replace('a:b', 'a%3Ab')),
    );
  });

  it('is over for whoever logs out, also when it was over before', async () => {
    answer = ({ call }) => (call.includes('refresh') ? { status: 400, problem: 'invalid_grant' } : invalid);
    await gatehouse.logout();
    await expect(store.read()).resolves.toBeUndefined();
  });

  it('that others have ended in the store ends here with one error and one event', async () => {
    answer = () => {
      void store.write(undefined);
      return invalid;
    };
    const errors = await Promise.all([failure(declare()), failure(declare())]);
    expect(errors[0]).toBeInstanceOf(SessionEnded);
    expect(errors[1]).toBe(errors[0]);
    expect(ended).toEqual([errors[0]]);
    expect(calls()).not.toContain('POST /v1/auth/refresh');
  });
});

describe('a store that fails', () => {
  const full = new Error('the disk is full');
  let kept: unknown;
  let broken: { read?: boolean; write?: boolean; lock?: boolean };
  let failures: unknown[];
  let ended: unknown[];
  let good: string;

  const store: Store<Tokens> = {
    read: async () => {
      if (broken.read === true) throw full;
      return kept as Tokens | undefined;
    },
    write: async next => {
      if (broken.write === true) throw full;
      kept = next;
    },
    lock: async work => {
      if (broken.lock === true) throw full;
      return work();
    },
  };
  const client = (): Gatehouse => {
    const onSessionEnded = (error: unknown): unknown => ended.push(error);
    const onRefreshFailed = (error: unknown): unknown => failures.push(error);
    return createGatehouse({ url, retries: 0, caller: tokenSession({ store, onSessionEnded, onRefreshFailed }) });
  };
  const declare = (gatehouse: Gatehouse): Promise<unknown> =>
    gatehouse.declarePermission({ permission: 'a:b', description: '' });

  /** Each refresh token is good once, as for the service after ten seconds. */
  beforeEach(() => {
    kept = TOKENS;
    broken = {};
    failures = [];
    ended = [];
    good = '1';
    answer = ({ call, headers, body }) => {
      if (call === 'POST /v1/auth/login') return successor(Number(good));
      if (call === 'POST /v1/auth/refresh') {
        if (body !== `{"refresh_token":"r${good}"}`) return { status: 400, problem: 'invalid_grant' };
        good = String(Number(good) + 1);
        return successor(Number(good));
      }
      if (headers.authorization === undefined) return { status: 401, problem: 'token_missing' };
      const isGood = headers.authorization === `Bearer a${good}` && good !== '1';
      return isGood ? { json: PERMISSION } : { status: 401, problem: 'invalid_token' };
    };
  });

  it('to write what a refresh brought costs nothing: it is used, and written with a later call', async () => {
    const gatehouse = client();
    broken = { write: true };
    await declare(gatehouse);
    await declare(gatehouse);
    await gatehouse.refresh();
    await declare(gatehouse);
    expect(kept).toBe(TOKENS);
    broken = { read: true, write: true };
    await declare(gatehouse);
    broken = {};
    await declare(gatehouse);
    expect(kept).toMatchObject({ refresh_token: 'r3' });
    expect([failures, ended]).toEqual([[], []]);
    await declare(client());
  });

  it('and was emptied by that gets back what it should hold', async () => {
    const gatehouse = client();
    broken = { write: true };
    await declare(gatehouse);
    kept = undefined;
    broken = {};
    await declare(gatehouse);
    expect(kept).toMatchObject({ refresh_token: 'r2' });
  });

  it('gives way to what others have written since', async () => {
    const gatehouse = client();
    broken = { write: true };
    await declare(gatehouse);
    broken = {};
    good = '7';
    const others = { ...TOKENS, access_token: 'a7', refresh_token: 'r7' };
    kept = others;
    await declare(gatehouse);
    expect(kept).toBe(others);
  });

  it('at a login is told, and the login holds as long as the program', async () => {
    const gatehouse = client();
    good = '3';
    broken = { write: true, lock: true };
    const error = (await failure(gatehouse.login({ email: 'ada@example.test', password: 'x' }))) as StoreFailed;
    expect(error).toBeInstanceOf(StoreFailed);
    expect([error.operation, error.cause]).toEqual(['store.lock', full]);
    await declare(gatehouse);
    broken = {};
    await declare(gatehouse);
    expect(kept).toMatchObject({ refresh_token: 'r3' });
  });

  it('to be read is told as its failure, with the cause', async () => {
    broken = { read: true };
    const error = (await failure(declare(client()))) as StoreFailed;
    expect(error).toBeInstanceOf(StoreFailed);
    expect(String(error)).toBe('StoreFailed: store.read: the store failed');
    expect(error.cause).toBe(full);
    expect(seen).toEqual([]);
  });

  it('is told once for a refresh that could not begin, however many wait', async () => {
    broken = { lock: true };
    const gatehouse = client();
    const errors = await Promise.all([failure(gatehouse.refresh()), failure(gatehouse.refresh())]);
    expect(errors[0]).toBeInstanceOf(StoreFailed);
    expect(errors[1]).toBe(errors[0]);
    expect(failures).toEqual([errors[0]]);
    expect(ended).toEqual([]);
  });

  it('by its lock after the work was done costs nothing', async () => {
    const careless: Store<Tokens> = {
      ...store,
      lock: async work => {
        await work();
        throw full;
      },
    };
    await declare(createGatehouse({ url, caller: tokenSession({ store: careless }) }));
    expect(kept).toMatchObject({ refresh_token: 'r2' });
  });

  it.each([{}, null, 'text', { access_token: 'a1' }, { ...TOKENS, refresh_token: undefined }])(
    'by holding no login has nobody logged in: %j',
    async garbage => {
      kept = garbage;
      expect(isProblem(await failure(declare(client())), 'token_missing')).toBe(true);
      expect(await failure(client().accessToken())).toBeInstanceOf(SessionEnded);
      expect(seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
    },
  );

  it('is not the only reason: a service that is away is told once too', async () => {
    const before = answer;
    answer = (request, earlier) =>
      request.call.includes('refresh') ? { status: 503, problem: 'database_unavailable' } : before(request, earlier);
    const gatehouse = client();
    const errors = await Promise.all(Array.from({ length: 5 }, () => failure(gatehouse.refresh())));
    expect(errors[0]).toBeInstanceOf(RefreshFailed);
    expect(failures).toEqual([errors[0]]);
    expect(ended).toEqual([]);
  });

  it('is not blamed on a call that was given up before: its failure ends no process', async () => {
    broken = { read: true };
    const why = new Error('enough');
    const signal = AbortSignal.abort(why);
    const unheard: unknown[] = [];
    const listen = (error: unknown): unknown => unheard.push(error);
    process.on('unhandledRejection', listen);
    const call = client().declarePermission({ permission: 'a:b', description: '' }, { signal });
    expect(await failure(call)).toBe(why);
    await new Promise(resolve => setImmediate(resolve));
    process.off('unhandledRejection', listen);
    expect(unheard).toEqual([]);
  });
});

describe('a service', () => {
  it('fetches one token for many calls, and another when it is refused', async () => {
    answer = ({ call, headers }, earlier) => {
      if (call === 'POST /oauth/token') {
        return { json: { access_token: `t${earlier + 1}`, token_type: 'Bearer', expires_in: 600 } };
      }
      return headers.authorization === 'Bearer t2' ? { json: PERMISSION } : { status: 401, problem: 'invalid_token' };
    };
    const options = { client_id: 'a b', client_secret: 'c:d', scope: ['x:y', 'z:w'], audience: ['notes'] };
    const gatehouse = createGatehouse({ url, caller: clientCredentials(options) });
    const declare = (): Promise<unknown> => gatehouse.declarePermission({ permission: 'a:b', description: '' });
    await Promise.all(Array.from({ length: 20 }, declare));
    const requests = seen.filter(({ call }) => call === 'POST /oauth/token');
    expect(requests.map(({ body }) => body)).toEqual(
      Array(2).fill('grant_type=client_credentials&scope=x%3Ay+z%3Aw&audience=notes'),
    );
    expect(requests[0]?.headers.authorization).toBe(`Basic ${btoa('a+b:c%3Ad')}`);
  });

  it('that is refused says so', async () => {
    answer = () => ({ status: 401, json: { error: 'invalid_client', error_description: 'no' } });
    const caller = clientCredentials({ client_id: 'a', client_secret: 'b' });
    const error = (await failure(createGatehouse({ url, caller }).listUsers())) as OAuthError;
    expect(error).toBeInstanceOf(OAuthError);
    expect([error.code, error.status]).toEqual(['invalid_client', 401]);
  });
});

describe('a login by cookies', () => {
  /** What the service holds of it: by this the stand-in judges requests, as the real one does. */
  let access: boolean;
  let refreshable: boolean;
  let csrf: string;
  let ended: SessionEnded[];

  beforeEach(() => {
    access = false;
    refreshable = false;
    csrf = 'c0';
    ended = [];
    answer = ({ call, headers, body }) => {
      const marks = (): Answer => {
        access = true;
        refreshable = true;
        csrf = `c${seen.length}`;
        return { json: { session_id: 's', expires_in: 600, csrf_token: csrf } };
      };
      if (call === 'POST /v1/auth/login') {
        return (JSON.parse(body) as { transport?: string }).transport === 'cookie'
          ? marks()
          : { status: 400, problem: 'x' };
      }
      if (call === 'GET /v1/auth/csrf') {
        return refreshable ? { json: { csrf_token: csrf } } : { status: 401, problem: 'token_missing' };
      }
      if (!call.startsWith('GET') && headers['x-csrf-token'] !== csrf)
        return { status: 403, problem: 'csrf_token_invalid' };
      if (call === 'POST /v1/auth/refresh') {
        return refreshable && body === '' ? marks() : { status: 400, problem: 'invalid_grant' };
      }
      if (!access) return { status: 401, problem: 'token_missing' };
      if (call === 'POST /v1/auth/logout') return { status: 204 };
      return { json: call.startsWith('PUT') ? PERMISSION : { items: [], next_cursor: null } };
    };
  });

  const page = (store = memoryStore<CookieMarks>()): Gatehouse =>
    createGatehouse({ url, caller: cookieSession({ store, onSessionEnded: error => ended.push(error) }) });
  const declare = (gatehouse: Gatehouse): Promise<unknown> =>
    gatehouse.declarePermission({ permission: 'a:b', description: '' });

  it('sends the token against forged requests with changes, and no other token ever', async () => {
    const gatehouse = page();
    await gatehouse.login({ email: 'ada@example.test', password: 'x' });
    await gatehouse.listSessions();
    await declare(gatehouse);
    expect(seen.map(({ headers }) => headers['x-csrf-token'])).toEqual([undefined, undefined, 'c1']);
    expect(seen.some(({ headers }) => 'authorization' in headers)).toBe(false);
    await expect(gatehouse.accessToken()).rejects.toThrow('no script can read');
  });

  it('asks for that token after a reload, and again once it is refused', async () => {
    await page().login({ email: 'ada@example.test', password: 'x' });
    const gatehouse = page();
    await declare(gatehouse);
    csrf = 'another';
    await declare(gatehouse);
    expect(calls().slice(1)).toEqual([
      'GET /v1/auth/csrf',
      'PUT /v1/permissions/a%3Ab',
      'PUT /v1/permissions/a%3Ab',
      'GET /v1/auth/csrf',
      'PUT /v1/permissions/a%3Ab',
    ]);
  });

  it('is refreshed once for many calls when the access cookie is gone, in two tabs too', async () => {
    const store = memoryStore<CookieMarks>();
    const tabs = [page(store), page(store)];
    await tabs[0]?.login({ email: 'ada@example.test', password: 'x' });
    access = false;
    const outcomes = tabs.flatMap(tab => Array.from({ length: 10 }, () => tab.listSessions()));
    await Promise.all(outcomes);
    expect(calls().filter(call => call === 'POST /v1/auth/refresh')).toHaveLength(1);
  });

  it('that nobody has is told as the service tells it, without an event', async () => {
    expect(isProblem(await failure(page().listSessions()), 'token_missing')).toBe(true);
    expect(isProblem(await failure(declare(page())), 'token_missing')).toBe(true);
    expect(await failure(page().refresh())).toBeInstanceOf(SessionEnded);
    await page().logout();
    expect(ended).toEqual([]);
  });

  it('that ends elsewhere ends with one error for all and one event', async () => {
    const gatehouse = page();
    await gatehouse.login({ email: 'ada@example.test', password: 'x' });
    access = refreshable = false;
    const errors = await Promise.all(Array.from({ length: 5 }, () => failure(gatehouse.listSessions())));
    expect(errors[0]).toBeInstanceOf(SessionEnded);
    expect(new Set(errors).size).toBe(1);
    expect(ended).toEqual([errors[0]]);
  });

  it.each(['login', 'logout'] as const)('waits with a %s for a refresh that is under way', async operation => {
    const store = memoryStore<CookieMarks>();
    const [tab, another] = [page(store), page(store)];
    const ada = { email: 'ada@example.test', password: 'x' };
    await tab.login(ada);
    await tab.listSessions();
    let arrived = (): void => undefined;
    const isUnderWay = new Promise<void>(resolve => (arrived = resolve));
    const before = answer;
    answer = (request, earlier) => {
      if (request.call === 'POST /v1/auth/refresh' && earlier === 0) {
        arrived();
        return { silent: true };
      }
      return before(request, earlier);
    };
    const refresh = tab.refresh();
    await isUnderWay;
    const next = operation === 'login' ? another.login(ada) : another.logout();
    await Promise.all([refresh, next]);
    const path = `POST /v1/auth/${operation}`;
    expect(calls().lastIndexOf(path)).toBeGreaterThan(calls().lastIndexOf('POST /v1/auth/refresh'));
    expect((await store.read())?.session_id).toBe(operation === 'login' ? 's' : undefined);
  });

  it('tells once of a refresh that failed for now', async () => {
    const failures: unknown[] = [];
    const store = memoryStore<CookieMarks>();
    const caller = cookieSession({ store, onRefreshFailed: error => failures.push(error) });
    const gatehouse = createGatehouse({ url, caller, retries: 0 });
    await gatehouse.login({ email: 'ada@example.test', password: 'x' });
    const before = answer;
    answer = (request, earlier) =>
      request.call.includes('refresh') ? { status: 503, problem: 'database_unavailable' } : before(request, earlier);
    const errors = await Promise.all(Array.from({ length: 5 }, () => failure(gatehouse.refresh())));
    expect(errors[0]).toBeInstanceOf(RefreshFailed);
    expect(failures).toEqual([errors[0]]);
  });
});
