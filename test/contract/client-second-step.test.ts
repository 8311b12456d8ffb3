/** What the client does on the wire when a login has a second step. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  type CookieMarks,
  cookieSession,
  createGatehouse,
  type Gatehouse,
  isProblem,
  memoryStore,
  type OnSecondFactor,
  type SecondFactorAsked,
  tokenSession,
  UnexpectedResponse,
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

const CREDENTIALS = { email: 'ada@example.test', password: 'x', device_token: 'd' };
const OFFER = { login_ticket: 'glt_1', methods: ['totp'], expires_at: '2030-01-31T12:00:00Z' };
const SECOND_STEP: Answer = { status: 403, problem: 'second_factor_required', json: OFFER };
const WRONG: Answer = { status: 403, problem: 'wrong_factor' };
const TOTP = { method: 'totp', code: '1' } as const;

describe('the second step of a login', () => {
  let asked: SecondFactorAsked[];
  let store = memoryStore();

  beforeEach(() => {
    asked = [];
    store = memoryStore();
    answer = ({ call }) => (call === 'POST /v1/auth/login' ? SECOND_STEP : WRONG);
  });

  /** @param answers one after the other, the last one for ever */
  const answering =
    (...answers: OnSecondFactor[]): OnSecondFactor =>
    one => {
      asked.push(one);
      return (answers[asked.length - 1] ?? answers.at(-1))?.(one);
    };
  const clientOf = (onSecondFactor?: OnSecondFactor): Gatehouse =>
    createGatehouse({ url, retries: 0, caller: tokenSession({ store, onSecondFactor }) });

  it('is left to the caller where nobody can be asked, with all that it takes', async () => {
    const error = await failure(clientOf().login(CREDENTIALS));
    expect(isProblem(error, 'second_factor_required') && error.problem.login_ticket).toBe('glt_1');
    expect(seen).toHaveLength(1);
  });

  it('shows the same ticket again while what is shown is wrong, five times and no more', async () => {
    const error = await failure(clientOf(answering(() => TOTP)).login(CREDENTIALS));
    expect(isProblem(error, 'wrong_factor')).toBe(true);
    const steps = seen.slice(1).map(({ body }) => JSON.parse(body) as object);
    expect(steps).toEqual(Array(5).fill({ login_ticket: 'glt_1', device_token: 'd', ...TOTP }));
    expect(asked.map(({ refused }) => refused?.code)).toEqual([undefined, ...Array<string>(4).fill('wrong_factor')]);
    expect(await store.read()).toBeUndefined();
  });

  it('is given up by an answer that is none, by an error, or by the signal of the login', async () => {
    const given = await failure(clientOf(answering(() => undefined)).login(CREDENTIALS));
    expect(isProblem(given, 'second_factor_required')).toBe(true);
    const why = new Error('the window was closed');
    const thrown = clientOf(
      answering(() => {
        throw why;
      }),
    );
    expect(await failure(thrown.login(CREDENTIALS))).toBe(why);
    const stop = new AbortController();
    const forever = answering(({ signal }) => {
      expect(signal).toBe(stop.signal);
      stop.abort(why);
      return new Promise(() => undefined);
    });
    expect(await failure(clientOf(forever).login(CREDENTIALS, { signal: stop.signal }))).toBe(why);
    expect(calls()).not.toContain('POST /v1/auth/login/factor');
  });

  it('ends with its ticket, without asking again', async () => {
    answer = ({ call }) => (call.endsWith('/factor') ? { status: 400, problem: 'invalid_login_ticket' } : SECOND_STEP);
    const error = await failure(clientOf(answering(() => TOTP)).login(CREDENTIALS));
    expect([isProblem(error, 'invalid_login_ticket'), asked.length]).toEqual([true, 1]);
  });

  it('is offered with methods that this client does not know, and not without a ticket', async () => {
    const methods = ['dance', 'totp'];
    answer = () => ({ ...SECOND_STEP, json: { ...OFFER, methods } });
    await failure(clientOf(answering(() => undefined)).login(CREDENTIALS));
    expect(asked[0]?.methods).toEqual(methods);
    answer = () => ({ ...SECOND_STEP, json: { methods } });
    const error = (await failure(clientOf(answering(() => TOTP)).login(CREDENTIALS))) as UnexpectedResponse;
    expect(error).toBeInstanceOf(UnexpectedResponse);
    expect(error.pointer).toBe('/login_ticket');
  });

  it('keeps nobody from refreshing while somebody looks for the phone', async () => {
    const marks = { json: { session_id: 's', expires_in: 600, csrf_token: 'c' } };
    answer = ({ call }) => (call === 'POST /v1/auth/login' ? SECOND_STEP : marks);
    const kept = memoryStore<CookieMarks>({ session_id: 's', expires_in: 600, expires_at: TOKENS.expires_at });
    const otherTab = createGatehouse({ url, caller: cookieSession({ store: kept }) });
    const onSecondFactor = answering(async () => {
      await otherTab.refresh();
      return TOTP;
    });
    await createGatehouse({ url, caller: cookieSession({ store: kept, onSecondFactor }) }).login(CREDENTIALS);
    const step = { call: 'POST /v1/auth/login/factor', body: { login_ticket: 'glt_1', device_token: 'd', ...TOTP } };
    expect({ call: seen.at(-1)?.call, body: JSON.parse(seen.at(-1)?.body ?? '') as object }).toEqual(step);
    expect(calls()).toContain('POST /v1/auth/refresh');
  });
});
