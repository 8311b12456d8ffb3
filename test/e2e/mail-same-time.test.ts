import { describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { codeTicket, newReader, showCode } from '../support/login-codes.js';
import { MAIL_ON, Mailbox } from '../support/mailbox.js';
import { newLogin, newPerson, PASSWORD } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { deviation, sample, type Samples, slower, spread } from '../support/same-time.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const SAMPLES = rounds(500);
/** One in ten thousand of what takes the same time looks as if it did not. */
const SUSPICIOUS = 3.9;
/**
 * What would be found, in parts of the spread of the samples: of 500 each a difference of a third of it, of 50 one that is as
 * large. On an idle machine the spread is a fraction of a millisecond where no password is hashed.
 */
const FOUND = SAMPLES >= 500 ? 1 / 3 : 1.2;

function expectSame(what: string, samples: Samples): void {
  expect([what, Math.abs(deviation(samples)) < SUSPICIOUS]).toEqual([what, true]);
  // A test that could not fail would show nothing.
  for (const sign of [1, -1]) {
    const injected = slower(samples, sign * FOUND * spread(samples));
    expect([what, sign, Math.abs(deviation(injected)) > SUSPICIOUS]).toEqual([what, sign, true]);
  }
}

/** Each of these in turn. */
const inTurn = <T>(all: readonly T[]): (() => T) => {
  let next = 0;
  return () => all[next++ % all.length] as T;
};

describe('the time of an answer that is the same whoever has the address', () => {
  const { database, service } = useGatehouse({ ...MAIL_ON, GATEHOUSE_EMAIL_VERIFICATION: 'required' });
  const open = useGatehouse({ ...MAIL_ON, GATEHOUSE_EMAIL_CODE: 'on' });
  const mailbox = new Mailbox(database);

  it('is the same for a forgotten password, and so is that of the request after it', async () => {
    const { api } = open.service;
    const people = await Promise.all(range(10).map(() => newPerson(api)));
    const known = inTurn(people.map(({ email }) => email));
    const unknown = inTurn(range(10).map(newEmail));
    const forget = (email: string): Promise<unknown> => api.post('/v1/auth/password/forgot', { email });
    expectSame(
      'forgotten',
      await sample(
        SAMPLES,
        () => forget(known()),
        () => forget(unknown()),
      ),
    );
    const after: { one: number[]; other: number[] } = { one: [], other: [] };
    for (const n of range(2 * SAMPLES)) {
      await forget(n % 2 === 0 ? known() : unknown());
      const began = performance.now();
      await api.get('/.well-known/jwks.json');
      (n % 2 === 0 ? after.one : after.other).push(performance.now() - began);
    }
    expectSame('the request after', after);
  });

  it('is the same for a code to log in with, when it is asked for and when a wrong one is shown', async () => {
    const { api } = open.service;
    const people = await Promise.all(range(10).map(() => newReader(api, open.database)));
    const known = inTurn(people.map(({ email }) => email));
    const unknown = inTurn(range(10).map(newEmail));
    const tickets: Record<'one' | 'other', string[]> = { one: [], other: [] };
    const ask = async (whose: 'one' | 'other', email: string): Promise<void> => {
      tickets[whose].push(await codeTicket(api, email));
    };
    expectSame(
      'asked',
      await sample(
        SAMPLES,
        () => ask('one', known()),
        () => ask('other', unknown()),
      ),
    );
    await new Mailbox(open.database).settled();
    const [theirs, nobodys] = [inTurn(tickets.one), inTurn(tickets.other)];
    const guess = (code_ticket: string): Promise<unknown> => showCode(api, { code_ticket, code: '00000000' });
    expectSame(
      'shown',
      await sample(
        SAMPLES,
        () => guess(theirs()),
        () => guess(nobodys()),
      ),
    );
  });

  it('is the same for a registration', async () => {
    const { api } = service;
    const addresses = range(10).map(newEmail);
    for (const email of addresses) {
      await api.post('/v1/auth/register', { email, password: PASSWORD });
      const token = await mailbox.token(email, 'new_account');
      await api.post('/v1/auth/email/verify', { token, password: PASSWORD });
    }
    const known = inTurn(addresses);
    const register = (email: string): Promise<unknown> => api.post('/v1/auth/register', { email, password: PASSWORD });
    expectSame(
      'registration',
      await sample(
        SAMPLES,
        () => register(known()),
        () => register(newEmail()),
      ),
    );
  });

  it('is the same for a change of the address', async () => {
    const { api } = open.service;
    const { tokens } = await newLogin(api);
    const taken = inTurn((await Promise.all(range(10).map(() => newPerson(api)))).map(({ email }) => email));
    const options = { token: tokens.access_token };
    const change = (email: string): Promise<unknown> =>
      api.post('/v1/auth/email', { email, current_password: PASSWORD }, options);
    expectSame(
      'change',
      await sample(
        SAMPLES,
        () => change(taken()),
        () => change(newEmail()),
      ),
    );
  });
});
