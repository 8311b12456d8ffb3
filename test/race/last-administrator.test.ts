import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, claimsOf, logIn, newPerson, type Person } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** An administrator with a token in force. */
interface Administrator {
  readonly person: Person;
  readonly token: string;
}

describe('the last administrator, raced for', () => {
  const { database, service } = useGatehouse();
  let pair: [Administrator, Administrator];

  /** Whatever was raced for before: two administrators, the first one and somebody new. */
  beforeEach(async () => {
    await database.query(`UPDATE subjects SET status = 'active' WHERE id IN (SELECT id FROM users WHERE email = $1)`, [
      ADMIN.email,
    ]);
    await database.query(
      `INSERT INTO user_roles (user_id, role) SELECT id, 'admin' FROM users WHERE email = $1 ON CONFLICT DO NOTHING`,
      [ADMIN.email],
    );
    await database.query(`DELETE FROM user_roles USING users WHERE id = user_id AND role = 'admin' AND email <> $1`, [
      ADMIN.email,
    ]);
    const token = await adminToken(service.api);
    const first = { id: String(claimsOf(token)['sub']), ...ADMIN };
    pair = [{ person: first, token }, await promoted(await newPerson(service.api), token)];
  });

  const roleOf = ({ person }: Administrator): string => `/v1/users/${person.id}/roles/admin`;

  async function promoted(person: Person, by: string): Promise<Administrator> {
    const administrator = { person, token: '' };
    expect((await service.api.put(roleOf(administrator), undefined, { token: by })).status).toBe(204);
    return withToken(administrator);
  }

  const withToken = async ({ person }: Administrator): Promise<Administrator> => ({
    person,
    token: (await logIn(service.api, person)).access_token,
  });

  /**
   * Lets both act at once, the one on the other. One does it and one is refused; one administrator is left, who
   * makes the other good again by `restore`.
   */
  async function race(
    act: (actor: Administrator, other: Administrator) => Promise<Answer>,
    expected: { done: number; refused: readonly number[] },
    restore: (lost: Administrator, left: Administrator) => Promise<Administrator>,
  ): Promise<void> {
    for (const _round of range(rounds(200))) {
      const [one, other] = pair;
      const answers = await Promise.all([act(one, other), act(other, one)]);
      const statuses = answers.map(answer => answer.status).sort();
      expect(statuses[0]).toBe(expected.done);
      expect(expected.refused).toContain(statuses[1]);
      const ids = await administrators();
      expect(ids).toHaveLength(1);
      const [left, lost] = ids[0] === one.person.id ? [one, other] : [other, one];
      pair = [left, await restore(lost, left)];
    }
    expect(await administrators()).toHaveLength(2);
  }

  async function administrators(): Promise<string[]> {
    const rows = await database.query<{ user_id: string }>(
      `SELECT user_id FROM user_roles JOIN subjects ON id = user_id
       WHERE role = 'admin' AND status = 'active' AND expires_at IS NULL`,
    );
    return rows.map(row => row.user_id);
  }

  const promotedAgain = (lost: Administrator, left: Administrator): Promise<Administrator> =>
    promoted(lost.person, left.token);

  it('two who demote each other: one of them is left', () =>
    race(
      (actor, other) => service.api.delete(roleOf(other), { token: actor.token }),
      { done: 204, refused: [401, 403, 409] },
      promotedAgain,
    ));

  it('two who demote themselves: one of them is told that nobody would be left', () =>
    race(
      actor => service.api.delete(roleOf(actor), { token: actor.token }),
      { done: 204, refused: [409] },
      promotedAgain,
    ));

  it('two who disable each other: one of them is left', () =>
    race(
      (actor, other) =>
        service.api.patch(`/v1/users/${other.person.id}`, { status: 'disabled' }, { token: actor.token }),
      { done: 200, refused: [401, 403, 409] },
      async (lost, left) => {
        const path = `/v1/users/${lost.person.id}`;
        expect((await service.api.patch(path, { status: 'active' }, { token: left.token })).status).toBe(200);
        return withToken(lost);
      },
    ));

  it('two who delete each other: one of them is left', () =>
    race(
      (actor, other) => service.api.delete(`/v1/users/${other.person.id}`, { token: actor.token }),
      { done: 204, refused: [401, 403, 404, 409] },
      async (_lost, left) => promoted(await another(left), left.token),
    ));

  /** Somebody with the same password as `like`, made without hashing it once more. */
  async function another(like: Administrator): Promise<Person> {
    const person = { id: randomUUID(), email: `${randomUUID()}@example.test`, password: like.person.password };
    await database.query(`INSERT INTO subjects (id, kind, status) VALUES ($1, 'user', 'active')`, [person.id]);
    await database.query(
      `INSERT INTO users (id, email, password_hash) SELECT $1, $2, password_hash FROM users WHERE id = $3`,
      [person.id, person.email, like.person.id],
    );
    return person;
  }
});
