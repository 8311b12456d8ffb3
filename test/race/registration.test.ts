import { describe, expect, it } from '@jest/globals';
import { PASSWORD } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('registrations that race', () => {
  const { database, service } = useGatehouse();

  it('of fifty at once for one address, one is made and 49 are told so', async () => {
    for (const round of range(rounds(20))) {
      const spellings = ['Same', 'same', 'SAME', ' same'];
      const attempts = range(50).map(i =>
        service.api.post('/v1/auth/register', {
          email: `${spellings[i % 4] ?? ''}${round}@example.test`,
          password: PASSWORD,
        }),
      );
      expect(tally((await Promise.all(attempts)).map(answer => answer.status))).toEqual({ 201: 1, 409: 49 });
    }
    const [counted] = await database.query(`SELECT count(*)::int AS n FROM users WHERE email LIKE 'same%'`);
    expect(counted).toEqual({ n: rounds(20) });
    const orphans = await database.query(
      `SELECT 1 FROM subjects s WHERE kind = 'user' AND NOT EXISTS (SELECT 1 FROM users WHERE id = s.id)`,
    );
    expect(orphans).toEqual([]);
  });
});
