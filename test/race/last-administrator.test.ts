import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestDatabase } from '../support/database.js';
import { ADMIN, Gatehouse } from '../support/gatehouse.js';
import { adminToken, claimsOf, logIn, newPerson, type Person } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';

describe('the last administrator, raced for', () => {
  let database: TestDatabase;
  let service: Gatehouse;
  let second: Person;

  beforeAll(async () => {
    database = await TestDatabase.create();
    service = await Gatehouse.start(database);
    second = await newPerson(service.api);
  });

  afterAll(async () => {
    await service.stop();
    await database.drop();
  });

  it('two who demote each other: one of them is left', async () => {
    const firstId = String(claimsOf(await adminToken(service.api))['sub']);
    for (const _round of range(rounds(200))) {
      const first = await adminToken(service.api);
      await service.api.put(`/v1/users/${second.id}/roles/admin`, undefined, { token: first });
      const other = (await logIn(service.api, second)).access_token;
      const answers = await Promise.all([
        service.api.delete(`/v1/users/${second.id}/roles/admin`, { token: first }),
        service.api.delete(`/v1/users/${firstId}/roles/admin`, { token: other }),
      ]);
      const statuses = answers.map(answer => answer.status).sort();
      expect(statuses[0]).toBe(204);
      expect([401, 403, 409]).toContain(statuses[1]);
      const left = await database.query(`SELECT user_id FROM user_roles WHERE role = 'admin'`);
      expect(left).toHaveLength(1);
      if (left[0]?.['user_id'] === second.id) await handBack(firstId);
    }
  });

  /** Gives the role back to the first administrator and takes it from the second. */
  async function handBack(firstId: string): Promise<void> {
    const token = (await logIn(service.api, second)).access_token;
    await service.api.put(`/v1/users/${firstId}/roles/admin`, undefined, { token });
    const first = (await logIn(service.api, ADMIN)).access_token;
    await service.api.delete(`/v1/users/${second.id}/roles/admin`, { token: first });
  }
});
