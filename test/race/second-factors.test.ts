import { describe, expect, it } from '@jest/globals';
import { confirmTotp, enrolTotp, FACTORS, factorsOf, newEquipped } from '../support/factors.js';
import { adminToken, newLogin } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

describe('second factors, raced for', () => {
  const database = useDatabase();
  const services = useInstances(database, {}, {});

  const standingOf = async (id: string): Promise<unknown> =>
    (await database.query('SELECT has_second_factor FROM subjects WHERE id = $1', [id]))[0]?.['has_second_factor'];

  it('confirmed by fifty at once, on two instances: one is told the recovery codes', async () => {
    const [one, other] = services;
    for (const _ of range(rounds(20))) {
      const { person, tokens } = await newLogin(one.api);
      const begun = await enrolTotp(one.api, tokens.access_token, person);
      const answers = await Promise.all(
        range(50).map(n => confirmTotp((n % 2 === 0 ? one : other).api, tokens.access_token, begun)),
      );
      const { 200: confirmed, ...refused } = tally(answers.map(({ status }) => status));
      expect(confirmed).toBe(1);
      // By then it is in force, and the access token is outdated.
      expect(Object.keys(refused).filter(status => !['404', '401'].includes(status))).toEqual([]);
      const events = await database.query(
        `SELECT id FROM audit_events WHERE target_id = $1 AND kind = 'factor_added'`,
        [person.id],
      );
      expect(events).toHaveLength(1);
    }
  });

  it('added, removed and reset at once: the standing says afterwards what is there', async () => {
    const [one, other] = services;
    const admin = await adminToken(one.api);
    for (const _ of range(rounds(50))) {
      const { person, tokens, authenticator } = await newEquipped(one.api);
      const token = tokens.access_token;
      const begun = await enrolTotp(one.api, token, person);
      await Promise.all([
        confirmTotp(one.api, token, begun),
        other.api.delete(`${FACTORS}/${authenticator.id}`, { token }),
        other.api.post(`${FACTORS}/recovery-codes`, undefined, { token }),
        one.api.delete(`/v1/users/${person.id}/factors`, { token: admin }),
      ]);
      const left = await factorsOf(one.api, admin, `/v1/users/${person.id}/factors`);
      expect(await standingOf(person.id)).toBe(left.some(({ method }) => method === 'totp'));
      if (!left.some(({ method }) => method === 'totp')) expect(left).toEqual([]);
    }
  });
});
