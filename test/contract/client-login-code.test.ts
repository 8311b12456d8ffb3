/** What the client does on the wire with a code that was mailed. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import { cookieSession, createGatehouse, memoryStore, tokenSession } from '../../libs/client/src/index.js';
import { type Answer, type Answers, calls, seen, setTheClientScene, successor, url } from '../support/client-scene.js';

let answer: Answers;
setTheClientScene((request, earlier) => answer(request, earlier));

const ASK = 'POST /v1/auth/login/code';
const EXPIRES = '2030-01-31T12:00:00Z';
const SECOND_STEP: Answer = {
  status: 403,
  problem: 'second_factor_required',
  json: { login_ticket: 'glt_1', methods: ['totp'], expires_at: EXPIRES },
};
const TOTP = { method: 'totp', code: '1' } as const;
const bodies = (): unknown[] => seen.map(({ body }) => JSON.parse(body) as unknown);

describe('a login by a code that is mailed', () => {
  let entered: Answer;
  const requested = { status: 202, json: { code_ticket: 'gct_1', expires_at: EXPIRES } };

  beforeEach(() => {
    entered = successor(1);
    answer = ({ call }) => (call === ASK ? requested : entered);
  });

  it('keeps the tokens, and goes through the second step', async () => {
    const store = memoryStore();
    const gatehouse = createGatehouse({ url, caller: tokenSession({ store, onSecondFactor: () => TOTP }) });
    const { code_ticket } = await gatehouse.requestLoginCode({ email: 'ada@example.test' });
    expect(code_ticket).toBe('gct_1');
    answer = ({ call }) => (call.endsWith('/verify') ? SECOND_STEP : entered);
    await gatehouse.logInByCode({ code: '40315728', code_ticket: 'gct_1' });
    expect(await store.read()).toMatchObject({ access_token: 'a1', refresh_token: 'r1' });
    expect(calls()).toEqual([ASK, `${ASK}/verify`, 'POST /v1/auth/login/factor']);
    expect(bodies()).toEqual([
      { email: 'ada@example.test' },
      { code: '40315728', code_ticket: 'gct_1' },
      { login_ticket: 'glt_1', ...TOTP },
    ]);
  });

  it('asks for cookies when it asks for the code, by which the transport is settled', async () => {
    const store = memoryStore<never>();
    const gatehouse = createGatehouse({ url, caller: cookieSession({ store }) });
    entered = { json: { session_id: 's', expires_in: 600, csrf_token: 'c' } };
    await gatehouse.requestLoginCode({ email: 'ada@example.test' });
    await gatehouse.logInByCode({ code: '40315728' });
    expect(bodies()).toEqual([{ email: 'ada@example.test', transport: 'cookie' }, { code: '40315728' }]);
    expect(await store.read()).toMatchObject({ session_id: 's', expires_in: 600 });
  });
});
