import { beforeAll, describe, expect, it } from '@jest/globals';
import { logIn, newPerson, type Person } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

describe('refreshes that race', () => {
  const database = useDatabase();
  const [service, strict] = useInstances(database, {}, { GATEHOUSE_REFRESH_GRACE: '0s' });
  let person: Person;

  beforeAll(async () => {
    person = await newPerson(service.api);
  });

  it('without grace, of fifty uses of one token exactly one succeeds', async () => {
    for (const _round of range(rounds(100))) {
      const { refresh_token, session_id } = await logIn(strict.api, person);
      const answers = await Promise.all(range(50).map(() => strict.api.refresh(refresh_token)));
      expect(tally(answers.map(answer => answer.status))).toEqual({ 200: 1, 400: 49 });
      const [row] = await database.query('SELECT counter, revoked FROM sessions WHERE id = $1', [session_id]);
      expect(row).toEqual({ counter: 1, revoked: true });
    }
  });

  it('with grace, fifty uses of one token make one branch: the same successor for all', async () => {
    for (const _round of range(rounds(100))) {
      const { refresh_token, session_id } = await logIn(service.api, person);
      const answers = await Promise.all(range(50).map(() => service.api.refresh(refresh_token)));
      expect(tally(answers.map(answer => answer.status))).toEqual({ 200: 50 });
      expect(new Set(answers.map(answer => answer.body.refresh_token)).size).toBe(1);
      const [row] = await database.query('SELECT counter, revoked FROM sessions WHERE id = $1', [session_id]);
      expect(row).toEqual({ counter: 1, revoked: false });
    }
  });
});
