import { describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD } from '../support/accounts.js';
import { range, rounds, tally } from '../support/rounds.js';
import { type FactorOwner, newFactorOwner, recovery, showFactor, ticketOf } from '../support/second-step-scene.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const AT_ONCE = 50;
/** Recovery codes, of which each account has ten. */
const OF_ONE = 4;

describe('the second step, raced for', () => {
  const database = useDatabase();
  const services = useInstances(database, {}, {});
  const [one] = services;

  const sessionsOf = async ({ person }: FactorOwner): Promise<number> =>
    (await database.query('SELECT id FROM sessions WHERE user_id = $1 AND NOT revoked', [person.id])).length;

  /** Each of them on another instance. */
  const atOnce = <T>(
    times: number,
    work: (api: (typeof services)[number]['api'], n: number) => Promise<T>,
  ): Promise<T[]> => Promise.all(range(times).map(n => work(services[n % services.length]!.api, n)));

  it('one ticket and one code, by fifty at once on two instances: one session', async () => {
    let owner = await newFactorOwner(one.api);
    for (const round of range(rounds(100))) {
      if (round % OF_ONE === 0) owner = await newFactorOwner(one.api);
      const before = await sessionsOf(owner);
      const [ticket, shown] = [await ticketOf(one.api, owner.person), recovery(owner.recoveryCode())];
      const answers = await atOnce(AT_ONCE, api => showFactor(api, ticket, shown));
      const { 200: won, 400: late = 0, 403: wrong = 0, ...others } = tally(answers.map(({ status }) => status));
      expect([won, late + wrong, others]).toEqual([1, AT_ONCE - 1, {}]);
      expect(await sessionsOf(owner)).toBe(before + 1);
    }
  });

  it('one ticket and many codes at once: one session, and one code is gone', async () => {
    for (const _ of range(rounds(50))) {
      const owner = await newFactorOwner(one.api);
      const before = await sessionsOf(owner);
      const codes = range(5).map(() => owner.recoveryCode());
      const ticket = await ticketOf(one.api, owner.person);
      const answers = await atOnce(codes.length, (api, n) => showFactor(api, ticket, recovery(codes[n] ?? '')));
      expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 400: codes.length - 1 });
      expect(await sessionsOf(owner)).toBe(before + 1);
      const left = codes.filter((_code, n) => answers[n]?.status !== 200);
      for (const code of left) {
        const again = await showFactor(one.api, await ticketOf(one.api, owner.person), recovery(code));
        expect(again.status).toBe(200);
      }
    }
  });

  it('many tickets and one code at once: one session', async () => {
    for (const _ of range(rounds(50))) {
      const owner = await newFactorOwner(one.api);
      const before = await sessionsOf(owner);
      const tickets = await atOnce(8, api => ticketOf(api, owner.person));
      const shown = recovery(owner.recoveryCode());
      const answers = await atOnce(8, (api, n) => showFactor(api, tickets[n] ?? '', shown));
      expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 403: 7 });
      expect(await sessionsOf(owner)).toBe(before + 1);
    }
  });

  it('while the password is changed: what was opened by the old one is over', async () => {
    for (const _ of range(rounds(50))) {
      const owner = await newFactorOwner(one.api);
      const { access_token: token } = (
        await showFactor(one.api, await ticketOf(one.api, owner.person), recovery(owner.recoveryCode()))
      ).body as { access_token: string };
      const ticket = await ticketOf(one.api, owner.person);
      const change = { current_password: owner.person.password, new_password: NEW_PASSWORD };
      const [shown, changed] = await Promise.all([
        showFactor(services[1].api, ticket, recovery(owner.recoveryCode())),
        one.api.post('/v1/auth/password', change, { token }),
      ]);
      expect([changed.status, [200, 400].includes(shown.status)]).toEqual([204, true]);
      if (shown.status === 200) {
        expect((await one.api.me(String(shown.body['access_token']))).status).toBe(401);
        expect((await one.api.refresh(String(shown.body['refresh_token']))).status).toBe(400);
      }
    }
  });
});
