/** What the client does on the wire when the store that its login is kept in fails. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  createGatehouse,
  type Gatehouse,
  isProblem,
  RefreshFailed,
  SessionEnded,
  type Store,
  StoreFailed,
  type Tokens,
  tokenSession,
} from '../../libs/client/src/index.js';
import {
  type Answers,
  failure,
  PERMISSION,
  seen,
  setTheClientScene,
  successor,
  TOKENS,
  url,
} from '../support/client-scene.js';

let answer: Answers;
setTheClientScene((request, earlier) => answer(request, earlier));

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
