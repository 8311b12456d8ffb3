import { describe, expect, it } from '@jest/globals';
import { cameTo, type ImportReport, importLines, someone } from '../support/imports.js';
import { adminToken, logIn, newPerson, PASSWORD } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { FOREIGN_HASHES, FOREIGN_PASSWORD } from '../support/specs/foreign-hashes.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const [, BCRYPT] = FOREIGN_HASHES.find(([kind]) => kind === 'bcrypt $2b$') ?? [];

describe('one file, imported at once by two instances', () => {
  const database = useDatabase();
  const services = useInstances(database, {}, {});

  it('makes each account once, and both agree on how many there are', async () => {
    const admin = await adminToken(services[0].api);
    const people = range(rounds(20_000, 2_000)).map(() => ({ email: someone(), password_hash: BCRYPT }));
    const reports = await Promise.all(services.map(async service => (await importLines(service, admin, people)).body));
    expect(sum(reports, 'created')).toBe(people.length);
    expect(sum(reports, 'unchanged')).toBe(people.length);
    expect(sum(reports, 'refused')).toBe(0);
    const emails = people.map(({ email }) => email);
    const [found] = await database.query(
      `SELECT count(*)::int AS accounts, count(DISTINCT email)::int AS people FROM users WHERE email = ANY($1)`,
      [emails],
    );
    expect(found).toEqual({ accounts: people.length, people: people.length });
    const [events] = await database.query(
      `SELECT count(*)::int AS n FROM audit_events e JOIN users u ON u.id::text = e.target_id
       WHERE e.kind = 'user_created' AND u.email = ANY($1)`,
      [emails],
    );
    expect(events).toEqual({ n: people.length });
  });

  it('leaves whoever registers in the same moment one account, by the password that they chose', async () => {
    const [importing, registering] = services;
    const admin = await adminToken(importing.api);
    for (const _ of range(rounds(100))) {
      const email = someone();
      const [imported, registered] = await Promise.all([
        importLines(importing, admin, [{ email, password_hash: BCRYPT }]),
        registering.api.post('/v1/auth/register', { email, password: PASSWORD }),
      ]);
      const isRegistered = registered.status === 201;
      expect(imported.body).toMatchObject(isRegistered ? cameTo(0, 1) : cameTo(1));
      expect(isRegistered || registered.status === 409).toBe(true);
      await logIn(importing.api, { email, password: isRegistered ? PASSWORD : FOREIGN_PASSWORD });
    }
  });

  it('lets others make and change accounts meanwhile', async () => {
    const [importing, other] = services;
    const admin = await adminToken(importing.api);
    const people = range(rounds(20_000, 2_000)).map(() => ({ email: someone(), password_hash: BCRYPT }));
    const underWay = importLines(importing, admin, people);
    const { id } = await newPerson(other.api);
    const changed = await other.api.patch(`/v1/users/${id}`, { status: 'disabled' }, { token: admin });
    expect(changed.status).toBe(200);
    expect((await importLines(importing, admin, [])).status).toBe(503);
    expect((await underWay).body).toMatchObject(cameTo(people.length));
  });
});

const sum = (reports: readonly ImportReport[], field: 'created' | 'unchanged' | 'refused'): number =>
  reports.reduce((total, report) => total + report[field], 0);
