import { describe, expect, it } from '@jest/globals';
import { NEW_PASSWORD } from '../support/accounts.js';
import type { Answer } from '../support/api.js';
import { CODES_ON, newReader, showCode, ticketAndCode, verified } from '../support/login-codes.js';
import { Mailbox } from '../support/mailbox.js';
import { newLogin, type Person } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { newFactorOwner } from '../support/second-step-scene.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const AT_ONCE = 50;

describe('an e-mailed code, raced for', () => {
  const database = useDatabase();
  const services = useInstances(database, CODES_ON, CODES_ON);
  const [one, two] = services;
  const mailbox = new Mailbox(database);

  const sessionsOf = async ({ id }: Person): Promise<number> =>
    (await database.query('SELECT id FROM sessions WHERE user_id = $1 AND NOT revoked', [id])).length;

  const atOnce = (shown: object): Promise<Answer[]> =>
    Promise.all(range(AT_ONCE).map(n => showCode(services[n % services.length]!.api, shown)));

  it('by fifty at once on two instances: one session', async () => {
    for (const _ of range(rounds(50))) {
      const person = await newReader(one.api, database);
      const answers = await atOnce(await ticketAndCode(one.api, mailbox, person.email));
      expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 1, 400: AT_ONCE - 1 });
      expect(await sessionsOf(person)).toBe(1);
    }
  });

  it('by fifty at once where there is a second factor: one ticket for the second step', async () => {
    const owner = await newFactorOwner(one.api);
    await verified(database, owner.person);
    for (const _ of range(rounds(50))) {
      const answers = await atOnce(await ticketAndCode(one.api, mailbox, owner.person.email));
      expect(tally(answers.map(({ status }) => status))).toEqual({ 403: 1, 400: AT_ONCE - 1 });
      const [offer] = answers.filter(({ status }) => status === 403);
      expect(offer?.body).toMatchObject({ code: 'second_factor_required' });
    }
  });

  it('while the password is changed: nothing is left of it', async () => {
    for (const _ of range(rounds(50))) {
      const { person, tokens } = await newLogin(one.api);
      await verified(database, person);
      const shown = await ticketAndCode(one.api, mailbox, person.email);
      const change = { current_password: person.password, new_password: NEW_PASSWORD };
      const [entered, changed] = await Promise.all([
        showCode(two.api, shown),
        one.api.post('/v1/auth/password', change, { token: tokens.access_token }),
      ]);
      expect([changed.status, [200, 400].includes(entered.status)]).toEqual([204, true]);
      if (entered.status === 200) {
        expect((await one.api.me(String(entered.body['access_token']))).status).toBe(401);
        expect((await one.api.refresh(String(entered.body['refresh_token']))).status).toBe(400);
      }
    }
  });
});
