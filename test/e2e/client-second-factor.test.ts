/** The client against the service, where the account has a second factor: by tokens, and by cookie. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  type CookieMarks,
  cookieSession,
  createGatehouse,
  type Gatehouse,
  isProblem,
  memoryStore,
  type OnSecondFactor,
  type SecondFactorAsked,
  type Store,
  type Tokens,
  tokenSession,
} from '../../libs/client/src/index.js';
import { Browser } from '../support/browser.js';
import { newEquipped } from '../support/factors.js';
import { newEnrolled } from '../support/passkeys/enrolled.js';
import { claimsOf, newPerson, type Person } from '../support/people.js';
import { codeOf, wrongCodeOf } from '../support/specs/authenticator.js';
import { type FactorOwner, newFactorOwner } from '../support/second-step-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const { database, service } = useGatehouse();
let asked: SecondFactorAsked[];
let owner: FactorOwner;

beforeAll(async () => {
  owner = await newFactorOwner(service.api);
});

const credentialsOf = ({ email, password }: Person): Pick<Person, 'email' | 'password'> => ({ email, password });

/** Answers with each in turn. */
function inTurn(...answers: readonly (() => Awaited<ReturnType<OnSecondFactor>>)[]): OnSecondFactor {
  asked = [];
  return one => answers[asked.push(one) - 1]?.();
}

const recovery = (): { method: 'recovery_code'; code: string } => ({
  method: 'recovery_code',
  code: owner.recoveryCode(),
});

function byTokens(onSecondFactor?: OnSecondFactor): { gatehouse: Gatehouse; store: Store<Tokens> } {
  const store = memoryStore();
  const caller = tokenSession({ store, onSecondFactor, stepUp: true });
  return { store, gatehouse: createGatehouse({ url: service.url, caller }) };
}

/** As a page of the service's own: cookies that no script sees, and what a browser says of where a request comes from. */
function byCookie(onSecondFactor?: OnSecondFactor): Gatehouse {
  const browser = new Browser(service.url);
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { pathname, search } = new URL(request.url);
    const body = (await request.text()) || undefined;
    const sent = Object.fromEntries(request.headers);
    const { status, text, headers: answered } = await browser.call(request.method, pathname + search, body, sent);
    const type = String(answered['content-type'] ?? '');
    return new Response(text === '' ? null : text, { status, headers: type === '' ? {} : { 'content-type': type } });
  };
  const caller = cookieSession({ store: memoryStore<CookieMarks>(), onSecondFactor, stepUp: true });
  return createGatehouse({ url: service.url, fetch, caller });
}

/** Ten minutes would have to pass. */
const growStale = (email: string): Promise<unknown> =>
  database.query(
    `UPDATE sessions SET authenticated_at = now() - interval '1 hour'
     WHERE user_id = (SELECT id FROM users WHERE email = $1)`,
    [email],
  );

describe('a login with a second factor', () => {
  it('by tokens asks again after a wrong code, and begins the session', async () => {
    const { gatehouse, store } = byTokens(
      inTurn(() => ({ method: 'totp', code: wrongCodeOf(owner.secret) }), recovery),
    );
    const { session_id } = await gatehouse.login(credentialsOf(owner.person));
    expect(asked.map(({ reason, methods, refused }) => [reason, methods, refused?.code])).toEqual([
      ['login', ['totp', 'recovery_code'], undefined],
      ['login', ['totp', 'recovery_code'], 'wrong_factor'],
    ]);
    expect(await gatehouse.getMe()).toMatchObject({ session_id, acr: 'mfa' });
    expect(claimsOf((await store.read())?.access_token ?? '')['amr']).toContain('mfa');
  });

  it('by cookie does so as well, and no token comes into the script', async () => {
    const gatehouse = byCookie(inTurn(() => ({ method: 'totp', code: wrongCodeOf(owner.secret) }), recovery));
    const answer = await gatehouse.login(credentialsOf(owner.person));
    expect(Object.keys(answer).sort()).toEqual(['csrf_token', 'expires_in', 'session_id']);
    expect(await gatehouse.getMe()).toMatchObject({ session_id: answer.session_id, acr: 'mfa' });
    await gatehouse.logout();
  });

  it('takes a passkey, whose challenge it fetches, beside the password and alone', async () => {
    const { person, passkey } = await newEnrolled(service.api);
    const { gatehouse, store } = byTokens(async ({ methods, challenge }) => {
      expect(methods).toContain('passkey');
      const { challenge_id, options } = await challenge();
      return { method: 'passkey', challenge_id, credential: passkey.answer(options) };
    });
    await gatehouse.login(credentialsOf(person));
    expect(await gatehouse.getMe()).toMatchObject({ email: person.email, acr: 'mfa' });
    await gatehouse.logout();
    expect(await store.read()).toBeUndefined();

    const { challenge_id, options } = await gatehouse.createPasskeyLogin();
    const credential = passkey.answer(options) as unknown as Parameters<Gatehouse['logInByPasskey']>[0]['credential'];
    await gatehouse.logInByPasskey({ challenge_id, credential });
    expect(await gatehouse.getMe()).toMatchObject({ email: person.email, acr: 'mfa' });
  });

  it('that was given up goes on by hand', async () => {
    const { gatehouse } = byTokens(() => undefined);
    const error = await gatehouse.login(credentialsOf(owner.person)).catch((error: unknown) => error);
    if (!isProblem(error, 'second_factor_required')) throw error;
    const { login_ticket, methods } = error.problem;
    expect(methods).toEqual(['totp', 'recovery_code']);
    await gatehouse.showFactor({ login_ticket, ...recovery() });
    expect((await gatehouse.getMe()).email).toBe(owner.person.email);
  });

  it('ends where the ticket ends', async () => {
    const wrong = (): { method: 'totp'; code: string } => ({ method: 'totp', code: wrongCodeOf(owner.secret) });
    const stranger = await newEquipped(service.api);
    const { gatehouse } = byTokens(inTurn(...Array.from({ length: 9 }, () => wrong)));
    const error = await gatehouse.login(credentialsOf(stranger.person)).catch((error: unknown) => error);
    expect([isProblem(error, 'wrong_factor'), asked.length]).toEqual([true, 5]);
  });
});

describe.each([
  ['tokens', (ask: OnSecondFactor): Gatehouse => byTokens(ask).gatehouse],
  ['cookie', byCookie],
])('a step-up by %s', (_, clientOf) => {
  it('is asked for once by calls that need it, in the session that goes on', async () => {
    const gatehouse = clientOf(inTurn(recovery, recovery));
    const { session_id } = await gatehouse.login(credentialsOf(owner.person));
    await growStale(owner.person.email);
    await gatehouse.refresh();
    const [first] = (await gatehouse.listFactors()).items;
    const change = { email: `new-${owner.person.email}`, current_password: 'not the right one' };
    const [codes, refused] = await Promise.allSettled([gatehouse.createRecoveryCodes(), gatehouse.changeEmail(change)]);
    expect([codes.status, refused]).toMatchObject(['fulfilled', { reason: { code: 'wrong_password' } }]);
    if (codes.status === 'fulfilled') owner = { ...owner, ...withCodes(codes.value.recovery_codes) };
    expect(asked.map(({ reason, methods }) => [reason, methods])).toEqual([
      ['login', ['totp', 'recovery_code']],
      ['step_up', [first?.method, 'recovery_code']],
    ]);
    expect((await gatehouse.getMe()).session_id).toBe(session_id);
  });

  it('asks for the password of who has no second factor, and again after a wrong one', async () => {
    const person: Person = await newPerson(service.api);
    const shown = (current_password: string) => () => ({ method: 'password', current_password }) as const;
    const gatehouse = clientOf(inTurn(shown('not the right one'), shown(person.password)));
    await gatehouse.login(credentialsOf(person));
    await growStale(person.email);
    await gatehouse.refresh();
    const new_password = 'nine calm foxes paint';
    await gatehouse.changePassword({ current_password: person.password, new_password });
    expect(asked.map(({ methods, refused }) => [methods, refused?.code])).toEqual([
      [['password'], undefined],
      [['password'], 'wrong_password'],
    ]);
    expect((await service.api.login(person.email, new_password)).status).toBe(200);
  });
});

function withCodes(codes: readonly string[]): Pick<FactorOwner, 'recoveryCode'> {
  const left = [...codes];
  return { recoveryCode: () => left.pop() ?? 'none is left' };
}

// The authenticator's code of this half minute has confirmed it.
it('takes the code of an app', async () => {
  const { person, authenticator } = await newEquipped(service.api);
  const { gatehouse } = byTokens(inTurn(() => ({ method: 'totp', code: codeOf(authenticator.secret, 1) })));
  await gatehouse.login(credentialsOf(person));
  expect((await gatehouse.getMe()).email).toBe(person.email);
});
