import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { TestDatabase } from '../support/database.js';
import { Gatehouse } from '../support/gatehouse.js';
import { adminToken, logIn, newPerson, type Person } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';

/** How long the opponent waits, so that rounds hit different moments of the loop; in milliseconds. */
const pause = (round: number): Promise<void> => new Promise(resolve => setTimeout(resolve, round % 12));

describe('refreshes that race', () => {
  let database: TestDatabase;
  let service: Gatehouse;
  let strict: Gatehouse;
  let person: Person;
  let admin: string;

  beforeAll(async () => {
    database = await TestDatabase.create();
    service = await Gatehouse.start(database);
    strict = await Gatehouse.start(database, { GATEHOUSE_REFRESH_GRACE: '0s' });
    person = await newPerson(service.api);
    admin = await adminToken(service.api);
  });

  afterAll(async () => {
    await Promise.all([service.stop(), strict.stop()]);
    await database.drop();
  });

  /** Refreshes from one token on until it is refused. @returns everything that was given out */
  async function refreshUntilRefused(first: Tokens): Promise<Tokens[]> {
    const given = [first];
    for (let last = first; given.length < 500;) {
      const { status, body } = await service.api.refresh(last.refresh_token);
      if (status !== 200) return given;
      given.push(body);
      last = body;
    }
    throw new Error('the refresh loop was never stopped');
  }

  async function expectAllDead(given: readonly Tokens[]): Promise<void> {
    for (const tokens of given.slice(-3)) {
      expect((await service.api.me(tokens.access_token)).status).toBe(401);
      expect((await service.api.refresh(tokens.refresh_token)).status).toBe(400);
    }
  }

  it('without grace, of fifty uses of one token exactly one succeeds', async () => {
    for (const _round of range(rounds(50))) {
      const { refresh_token, session_id } = await logIn(strict.api, person);
      const answers = await Promise.all(range(50).map(() => strict.api.refresh(refresh_token)));
      expect(tally(answers.map(answer => answer.status))).toEqual({ 200: 1, 400: 49 });
      const [row] = await database.query('SELECT counter, revoked FROM sessions WHERE id = $1', [session_id]);
      expect(row).toEqual({ counter: 1, revoked: true });
    }
  });

  it('with grace, fifty uses of one token make one branch: the same successor for all', async () => {
    for (const _round of range(rounds(50))) {
      const { refresh_token, session_id } = await logIn(service.api, person);
      const answers = await Promise.all(range(50).map(() => service.api.refresh(refresh_token)));
      expect(tally(answers.map(answer => answer.status))).toEqual({ 200: 50 });
      expect(new Set(answers.map(answer => answer.body.refresh_token)).size).toBe(1);
      const [row] = await database.query('SELECT counter, revoked FROM sessions WHERE id = $1', [session_id]);
      expect(row).toEqual({ counter: 1, revoked: false });
    }
  });

  it('a refresh loop against logout-all: nothing from before works afterwards', async () => {
    for (const round of range(rounds(200))) {
      const [looping, ending] = [await logIn(service.api, person), await logIn(service.api, person)];
      const loop = refreshUntilRefused(looping);
      await pause(round);
      const token = ending.access_token;
      expect((await service.api.post('/v1/auth/logout-all', undefined, { token })).status).toBe(204);
      await expectAllDead([...(await loop), ending]);
    }
  });

  it('a refresh loop against the end of its session: nothing of it works afterwards', async () => {
    for (const round of range(rounds(200))) {
      const [looping, ending] = [await logIn(service.api, person), await logIn(service.api, person)];
      const loop = refreshUntilRefused(looping);
      await pause(round);
      const path = `/v1/sessions/${looping.session_id}`;
      expect((await service.api.delete(path, { token: ending.access_token })).status).toBe(204);
      await expectAllDead(await loop);
      expect((await service.api.me(ending.access_token)).status).toBe(200);
    }
  });

  it('a refresh loop against disabling: nothing works afterwards, nor when enabled again', async () => {
    const target = await newPerson(service.api);
    const path = `/v1/users/${target.id}`;
    for (const round of range(rounds(200))) {
      const loop = refreshUntilRefused(await logIn(service.api, target));
      await pause(round);
      expect((await service.api.patch(path, { status: 'disabled' }, { token: admin })).status).toBe(200);
      const given = await loop;
      await expectAllDead(given);
      await service.api.patch(path, { status: 'active' }, { token: admin });
      await expectAllDead(given);
    }
  });

  it('logins against a password change: whoever is in afterwards knew the new password', async () => {
    for (const round of range(rounds(100))) {
      const target = await newPerson(service.api);
      const changing = await logIn(service.api, target);
      const logins = range(4).map(() => service.api.login(target.email, target.password));
      await pause(round * 2);
      const change = { current_password: target.password, new_password: `amber-quokka-tunnel-${round}` };
      const changed = await service.api.post('/v1/auth/password', change, { token: changing.access_token });
      expect(changed.status).toBe(204);
      for (const { status, body } of await Promise.all(logins)) {
        if (status === 200) await expectAllDead([body]);
        else expect(status).toBe(401);
      }
      expect((await service.api.refresh(changing.refresh_token)).status).toBe(200);
    }
  });
});
