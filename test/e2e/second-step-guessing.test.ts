import { describe, expect, it } from '@jest/globals';
import type { Answer, CallOptions } from '../support/api.js';
import { confirmTotp, enrolTotp } from '../support/factors.js';
import { logIn, newPerson } from '../support/people.js';
import { range, tally } from '../support/rounds.js';
import {
  type FactorOwner,
  login,
  newFactorOwner,
  recovery,
  showFactor,
  ticketOf,
  told,
} from '../support/second-step-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const WRONG = [403, 'wrong_factor'];
/** No code of an app: those have six digits. */
const NO_CODE = recovery('0000-0000-0000-0000');

describe('guessing at a second factor', () => {
  const { service } = useGatehouse({ GATEHOUSE_THROTTLE: 'on', GATEHOUSE_TRUST_PROXY: 'loopback' });
  /** Failures that nobody has to wait after, and one more before the first wait. */
  const LET_PASS = 11;
  let places = 0;

  /** From another address each time, since those are limited as well. */
  const elsewhere = (): CallOptions => ({ headers: { 'x-forwarded-for': `198.51.${++places >> 8}.${places % 256}` } });

  async function guessed(owner: FactorOwner, shown: object): Promise<Answer> {
    return showFactor(service.api, await ticketOf(service.api, owner.person, {}, elsewhere()), shown, elsewhere());
  }

  it('is refused after some failures on one account, however many tickets there are', async () => {
    const owner = await newFactorOwner(service.api);
    const tickets: string[] = [];
    // One after another: each counts as a failure until the password was found to be right.
    for (const _ of range(20)) tickets.push(await ticketOf(service.api, owner.person, {}, elsewhere()));
    const answers = await Promise.all(tickets.map(ticket => showFactor(service.api, ticket, NO_CODE, elsewhere())));
    expect(tally(answers.map(({ status }) => status))).toEqual({ 403: LET_PASS, 429: 20 - LET_PASS });
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('is not forgiven by a ticket that is used up, however often', async () => {
    const owner = await newFactorOwner(service.api);
    const answers: Answer[] = [];
    for (const _ of range(4)) {
      const ticket = await ticketOf(service.api, owner.person, {}, elsewhere());
      // Five that are wrong, and one that the ticket is not good for any more.
      for (const _try of range(6)) answers.push(await showFactor(service.api, ticket, NO_CODE, elsewhere()));
    }
    const wrong = answers.filter(({ status }) => status === 403);
    expect(wrong).toHaveLength(LET_PASS);
    expect(answers.at(-1)?.status).toBe(429);
  });

  it('does not keep out who comes with a device that is known to the account', async () => {
    const owner = await newFactorOwner(service.api);
    const { device_token } = (await guessed(owner, recovery(owner.recoveryCode()))).body;
    expect(device_token).toMatch(/^gtd_/);
    for (const _ of range(LET_PASS)) expect(told(await guessed(owner, NO_CODE))).toEqual(WRONG);
    const ticket = await ticketOf(service.api, owner.person, { device_token }, elsewhere());
    const shown = { ...recovery(owner.recoveryCode()), device_token };
    expect((await showFactor(service.api, ticket, shown, elsewhere())).status).toBe(200);
  });

  it('is not easier with devices that the password alone has made known, before there was a factor', async () => {
    const person = await newPerson(service.api);
    const devices: unknown[] = [];
    for (const _ of range(4)) devices.push((await login(service.api, person, {}, elsewhere())).body['device_token']);
    const { access_token } = await logIn(service.api, person);
    const authenticator = await enrolTotp(service.api, access_token, person);
    expect((await confirmTotp(service.api, access_token, authenticator)).status).toBe(200);
    const answers: Answer[] = [];
    for (const n of range(20)) {
      const device_token = devices[n % devices.length];
      const ticket = await ticketOf(service.api, person, { device_token }, elsewhere());
      answers.push(await showFactor(service.api, ticket, { ...NO_CODE, device_token }, elsewhere()));
    }
    expect(devices.every(token => String(token).startsWith('gtd_'))).toBe(true);
    expect(answers.slice(0, LET_PASS).map(told)).toEqual(range(LET_PASS).map(() => WRONG));
    // A wait may just be over, and then one more is judged.
    expect(tally(answers.map(({ status }) => status))[429]).toBeGreaterThan(4);
  });

  it('gives out nothing that makes a device known before the second step', async () => {
    const owner = await newFactorOwner(service.api);
    const { body, headers } = await login(service.api, owner.person, {}, elsewhere());
    expect([body['device_token'], headers.getSetCookie()]).toEqual([undefined, []]);
  });
});
