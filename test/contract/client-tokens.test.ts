/** What the client does on the wire with a login by tokens, and with the token of a service. */
import { beforeEach, describe, expect, it } from '@jest/globals';
import {
  clientCredentials,
  createGatehouse,
  type Gatehouse,
  isProblem,
  memoryStore,
  OAuthError,
  RefreshFailed,
  SessionEnded,
  tokenSession,
} from '../../libs/client/src/index.js';
import {
  type Answer,
  type Answers,
  calls,
  failure,
  PERMISSION,
  type Seen,
  seen,
  setTheClientScene,
  successor,
  TOKENS,
  url,
} from '../support/client-scene.js';

let answer: Answers;
setTheClientScene((request, earlier) => answer(request, earlier));

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
