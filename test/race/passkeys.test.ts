import { describe, expect, it } from '@jest/globals';
import { logIn, newPerson } from '../support/people.js';
import {
  addPasskey,
  askToLogIn,
  beginPasskey,
  newEnrolled,
  sendLogin,
  tokensByPasskey,
} from '../support/passkeys/enrolled.js';
import { SoftwarePasskey } from '../support/passkeys/software-passkey.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const AT_ONCE = 50;

describe('passkeys, raced for', () => {
  const database = useDatabase();
  const services = useInstances(database, {}, {});

  const sessionsOf = async (userId: string): Promise<number> =>
    (await database.query('SELECT id FROM sessions WHERE user_id = $1 AND NOT revoked', [userId])).length;

  it.each([0, 5])(
    'one answer sent by fifty at once to two instances logs in once; the counter says %d',
    async counter => {
      const [one] = services;
      const { person, passkey } = await newEnrolled(one.api, { counter });
      const before = await sessionsOf(person.id);
      const all = rounds(50, 3);
      for (const round of range(all)) {
        const asking = await askToLogIn(one.api);
        const credential = passkey.answer(asking.options, { counter: counter && counter + 1 + round });
        const answers = await Promise.all(
          range(AT_ONCE).map(place => sendLogin(services[place % 2]!.api, asking, credential)),
        );
        expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 403: AT_ONCE - 1 });
      }
      expect(await sessionsOf(person.id)).toBe(before + all);
      const wentBack = await database.query(`SELECT id FROM audit_events WHERE kind = 'factor_counter_went_back'`);
      expect(wentBack).toEqual([]);
    },
  );

  it('answers of two authenticators with one key and one counter: one of them logs in', async () => {
    const [one, other] = services;
    const { passkey } = await newEnrolled(one.api, { counter: 1 });
    for (const round of range(rounds(50, 5))) {
      const counter = round + 2;
      const askings = [await askToLogIn(one.api), await askToLogIn(other.api)];
      const answers = await Promise.all(
        askings.map((asking, place) =>
          sendLogin(services[place]!.api, asking, passkey.answer(asking.options, { counter })),
        ),
      );
      expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 403: 1 });
    }
  });

  it('a login while the passkey is taken away: afterwards nobody comes in by it', async () => {
    const [one, other] = services;
    for (const _ of range(rounds(50, 5))) {
      const { passkey, factorId } = await newEnrolled(one.api);
      const { access_token: token } = await tokensByPasskey(one.api, passkey);
      const asking = await askToLogIn(one.api);
      const [login, removal] = await Promise.all([
        sendLogin(one.api, asking, passkey.answer(asking.options)),
        other.api.delete(`/v1/auth/factors/${factorId}`, { token }),
      ]);
      expect([200, 403]).toContain(login.status);
      expect(removal.status).toBe(204);
      const again = await askToLogIn(one.api);
      expect((await sendLogin(one.api, again, passkey.answer(again.options))).status).toBe(403);
    }
  });

  it('one challenge answered by ten new credentials at once adds one of them', async () => {
    const [one] = services;
    for (const _ of range(rounds(20, 3))) {
      const person = await newPerson(one.api);
      const { access_token: token } = await logIn(one.api, person);
      const asking = await beginPasskey(one.api, token, person);
      const answers = await Promise.all(
        range(10).map(place =>
          addPasskey(services[place % 2]!.api, token, asking, SoftwarePasskey.make(asking.options).credential),
        ),
      );
      const added = answers.filter(({ status }) => status === 201);
      expect(added).toHaveLength(1);
      // The first factor outdates the token of those who come later.
      for (const { status } of answers) expect([201, 401, 403]).toContain(status);
      const [row] = await database.query('SELECT count(*)::int AS count FROM passkeys WHERE user_id = $1', [person.id]);
      expect(row).toEqual({ count: 1 });
    }
  });
});
