/** What the client does on the wire with a login by cookies. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CookieMarks,
  cookieSession,
  createGatehouse,
  type Gatehouse,
  isProblem,
  memoryStore,
  RefreshFailed,
  SessionEnded,
} from '../../libs/client/src/index.js';
import {
  type Answer,
  type Answers,
  calls,
  failure,
  PERMISSION,
  seen,
  setTheClientScene,
  url,
} from '../support/client-scene.js';

let answer: Answers;
setTheClientScene((request, earlier) => answer(request, earlier));

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
