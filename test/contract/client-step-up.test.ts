/** What the client does on the wire when a call needs a fresh proof of who is there. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  createGatehouse,
  type Gatehouse,
  isProblem,
  memoryStore,
  type OnSecondFactor,
  type SecondFactorAsked,
  tokenSession,
} from '../../libs/client/src/index.js';
import {
  type Answer,
  type Answers,
  calls,
  failure,
  seen,
  setTheClientScene,
  TOKENS,
  url,
} from '../support/client-scene.js';

let answer: Answers;
setTheClientScene((request, earlier) => answer(request, earlier));

const TOTP = { method: 'totp', code: '1' } as const;

describe('a step-up', () => {
  const STALE: Answer = { status: 401, problem: 'insufficient_user_authentication' };
  const UNUSED = { name: null, last_used_at: null, codes_left: null, backed_up: null, rp_id: null };
  const FACTOR = { id: 'f', created_at: '', ...UNUSED };
  const factors = (...methods: string[]): Answer => ({
    json: { items: methods.map(method => ({ ...FACTOR, method })), next_cursor: null },
  });
  const RAISED = { token_type: 'Bearer', access_token: 'a2', session_id: 's', expires_in: 600 };
  let asked: SecondFactorAsked[];
  let store = memoryStore(TOKENS);

  beforeEach(() => {
    asked = [];
    store = memoryStore(TOKENS);
    answer = ({ call, headers }) => {
      if (call === 'GET /v1/auth/factors') return factors('totp', 'recovery_code', 'passkey', 'passkey');
      if (call === 'POST /v1/auth/step-up') return { json: RAISED };
      return headers.authorization === 'Bearer a2' ? { status: 204 } : STALE;
    };
  });

  const clientOf = (shown: Awaited<ReturnType<OnSecondFactor>>, stepUp = true): Gatehouse => {
    const onSecondFactor: OnSecondFactor = one => {
      asked.push(one);
      return shown;
    };
    return createGatehouse({ url, caller: tokenSession({ store, onSecondFactor, stepUp }) });
  };
  const remove = (gatehouse: Gatehouse): Promise<void> => gatehouse.removeFactor({ id: 'f' });

  it('is made once for all calls that wait for it, and keeps the refresh token', async () => {
    const gatehouse = clientOf(TOTP);
    await Promise.all([remove(gatehouse), remove(gatehouse), remove(gatehouse)]);
    expect(asked.map(({ reason, methods }) => [reason, methods])).toEqual([
      ['step_up', ['totp', 'recovery_code', 'passkey']],
    ]);
    expect(calls().filter(call => call === 'POST /v1/auth/step-up')).toHaveLength(1);
    expect(await store.read()).toMatchObject({ access_token: 'a2', refresh_token: 'r1', session_id: 's' });
  });

  it('is not asked for again by a call that was sent before it, and is refused after', async () => {
    let late = (): void => undefined;
    const isLate = new Promise<void>(resolve => (late = resolve));
    const onSecondFactor: OnSecondFactor = one => {
      asked.push(one);
      return TOTP;
    };
    // What the first call of all is answered with arrives when the step-up is over.
    let held = 0;
    const slowly: typeof fetch = async (input, init) => {
      const first = held++ === 0;
      const response = await fetch(input, init);
      if (first) await isLate;
      return response;
    };
    const gatehouse = createGatehouse({
      url,
      fetch: slowly,
      caller: tokenSession({ store, onSecondFactor, stepUp: true }),
    });
    const first = remove(gatehouse);
    await remove(gatehouse);
    late();
    await first;
    expect(asked).toHaveLength(1);
  });

  it('is made for a call once: what is refused nevertheless is refused', async () => {
    const before = answer;
    answer = (request, earlier) => (request.call.startsWith('DELETE') ? STALE : before(request, earlier));
    expect(isProblem(await failure(remove(clientOf(TOTP))), 'insufficient_user_authentication')).toBe(true);
    expect([asked.length, calls().filter(call => call.startsWith('DELETE')).length]).toEqual([1, 2]);
  });

  it('is by the password where there is no second factor', async () => {
    const before = answer;
    answer = (request, earlier) => (request.call === 'GET /v1/auth/factors' ? factors() : before(request, earlier));
    await remove(clientOf({ method: 'password', current_password: 'p' }));
    expect(asked[0]?.methods).toEqual(['password']);
    expect(seen.find(({ call }) => call.endsWith('/step-up'))?.body).toBe('{"current_password":"p"}');
  });

  it('is not begun unless it was asked for, and not insisted on', async () => {
    expect(isProblem(await failure(remove(clientOf(TOTP, false))), 'insufficient_user_authentication')).toBe(true);
    expect([asked.length, seen.length]).toEqual([0, 1]);
    expect(isProblem(await failure(remove(clientOf(undefined))), 'insufficient_user_authentication')).toBe(true);
    expect(asked).toHaveLength(1);
  });

  it('that is called by hand is kept as well, but not over a login that has begun since', async () => {
    const gatehouse = clientOf(TOTP, false);
    await gatehouse.stepUp(TOTP);
    expect((await store.read())?.access_token).toBe('a2');
    const another = { ...TOKENS, access_token: 'b1', session_id: 'another' };
    answer = () => {
      void store.write(another);
      return { json: RAISED };
    };
    await gatehouse.stepUp(TOTP);
    expect(await store.read()).toEqual(another);
  });
});
