import { beforeAll, describe, expect, it } from '@jest/globals';
import { cleanUp } from '../support/clean-up.js';
import { adminToken, newPerson, PASSWORD, type Person } from '../support/people.js';
import {
  ACCOUNTS,
  countedByHand,
  countedByService,
  fillTrail,
  idAt,
  talliedFrom,
} from '../support/statistics-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Failing {
  readonly complete: boolean;
  readonly since: string;
  readonly until: string;
  readonly items: readonly (Record<string, unknown> & { readonly failures: number })[];
}

describe('statistics', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d', GATEHOUSE_TRUST_PROXY: '127.0.0.1' });
  let token: string;

  beforeAll(async () => {
    await fillTrail(database);
    token = await adminToken(service.api);
    await talliedFrom(database, 40, true);
    await cleanUp(database);
    // These are too new to be tallied.
    await database.query(
      `INSERT INTO audit_events (id, kind, occurred_at, ip, target_id)
       SELECT ${idAt('now()', 'n')}, 'authn_login_fail', now() - n * interval '1 minute', '203.0.113.9', $1 FROM generate_series(1, 9) n`,
      [ACCOUNTS[1]],
    );
  });

  const failing = async (by: string, query = ''): Promise<Failing> => {
    const { status, body } = await service.api.get<Failing>(`/v1/statistics/failed-logins/${by}${query}`, { token });
    expect(status).toBe(200);
    return body;
  };

  it.each([
    ['minute', 1],
    ['hour', 28],
    ['day', 40],
  ])('of each %s are what all events come to', async (step, days) => {
    const { counts, since, until, completeSince } = await countedByService(service.api, token, step, days);
    expect(Object.keys(counts).length).toBeGreaterThan(20);
    expect(counts).toEqual(await countedByHand(database, step, since, until));
    expect(completeSince).toBeNull();
  });

  it('of accounts are as well, and have every step of the period', async () => {
    const answer = await service.api.get<{ items: { at: string; created: number; deleted: number }[] }>(
      '/v1/statistics/accounts?step=day&since=2026-01-01T05:00:00Z&until=2026-01-03T05:00:00Z',
      { token },
    );
    expect(answer.body.items).toEqual(
      ['01', '02', '03'].map(day => ({ at: `2026-01-${day}T00:00:00.000Z`, created: 0, deleted: 0 })),
    );
    const { body } = await service.api.get<{ items: { created: number; deleted: number }[] }>(
      '/v1/statistics/accounts?step=day',
      { token },
    );
    const [byHand] = await database.query(
      `SELECT count(*) FILTER (WHERE kind = 'user_created')::int AS created,
              count(*) FILTER (WHERE kind = 'user_deleted')::int AS deleted FROM audit_events`,
    );
    const sum = (name: 'created' | 'deleted'): number => body.items.reduce((all, item) => all + item[name], 0);
    expect({ created: sum('created'), deleted: sum('deleted') }).toEqual(byHand);
  });

  it.each([
    ['addresses', 'ip', 'accounts', 'ip IS NOT NULL', 'target_id'],
    ['accounts', 'user_id', 'addresses', 'ip IS NOT NULL AND target_id IS NOT NULL', 'ip'],
  ])('of failures name the %s with the most, with how many there were', async (by, name, others, where, other) => {
    const key = name === 'ip' ? 'ip' : 'target_id';
    const { items, since, until, complete } = await failing(by, '?limit=5');
    const byHand = await database.query(
      `SELECT ${key} AS ${name}, count(*)::int AS failures, count(DISTINCT ${other})::int AS ${others} FROM audit_events
       WHERE kind = 'authn_login_fail' AND ${where} AND occurred_at >= $1 AND occurred_at < $2
       GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 5`,
      [since, until],
    );
    expect(byHand.length).toBeGreaterThan(2);
    expect({ items, complete }).toEqual({ items: byHand, complete: true });
  });

  it('have a login in the very next answer, and one that has failed with where it came from', async () => {
    const person = await newPerson(service.api);
    const before = await countedByService(service.api, token, 'minute', 0.5);
    await service.api.login(person.email, PASSWORD);
    await service.api.post(
      '/v1/auth/login',
      { email: person.email, password: 'not-this-one-at-all' },
      { headers: { 'x-forwarded-for': '2001:db8::7' } },
    );
    const after = await countedByService(service.api, token, 'minute', 0.5);
    const sums = ({ counts }: typeof after): number[] =>
      ['success', 'wrong'].map(name => Object.values(counts).reduce((sum, step) => sum + (step[name] ?? 0), 0));
    expect(sums(after)).toEqual(sums(before).map(count => count + 1));
    const { items } = await failing('addresses', '?limit=50');
    expect(items).toContainEqual({ ip: '2001:db8::7', failures: 1, accounts: 1 });
  });

  it('say what is wrong with a period, and what a step may be', async () => {
    const ask = async (path: string): Promise<unknown> => {
      const { status, body } = await service.api.get(`/v1/statistics/${path}`, { token });
      return [status, (body['errors'] as { field: string; code: string }[])[0]?.code];
    };
    const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
    expect(await ask(`logins?since=${ago(-1)}`)).toEqual([400, 'is_empty']);
    expect(await ask(`logins?since=${ago(1)}&until=${ago(2)}`)).toEqual([400, 'is_empty']);
    expect(await ask(`logins?step=minute&since=${ago(2)}`)).toEqual([400, 'is_too_long']);
    expect(await ask(`accounts?step=minute&since=${ago(40)}&until=${ago(39.5)}`)).toEqual([400, 'is_too_long_ago']);
    expect(await ask(`failed-logins/accounts?since=${ago(8)}`)).toEqual([400, 'is_too_long']);
    expect(await ask('logins?step=week')).toEqual([400, 'is_in']);
    expect(await ask('logins?since=yesterday')).toEqual([400, 'is_rfc3339']);
    expect(await ask('failed-logins/addresses?limit=51')).toEqual([400, 'max']);
  });

  describe('after an account was deleted', () => {
    const HOME = '192.0.2.44';
    let person: Person;

    const named = async (): Promise<unknown[]> => {
      const [addresses, accounts] = [await failing('addresses', '?limit=50'), await failing('accounts', '?limit=50')];
      return [...addresses.items, ...accounts.items].filter(({ ip, user_id }) => ip === HOME || user_id === person.id);
    };

    it('tell neither of it nor of who failed there, tallied or not, and go on counting that they did', async () => {
      person = await newPerson(service.api);
      const fail = (minutes: number): Promise<unknown> =>
        database.query(
          `INSERT INTO audit_events (id, kind, occurred_at, ip, target_id)
           VALUES (${idAt('now() - make_interval(mins => $1)', '$1')}, 'authn_login_fail', now() - make_interval(mins => $1), $2, $3)`,
          [minutes, HOME, person.id],
        );
      // Later than the last of the trail that is tallied, and old enough to be.
      await fail(12);
      expect(await cleanUp(database)).toMatch(/audit events tallied/);
      await fail(1);
      expect(await named()).toEqual([
        { ip: HOME, failures: 2, accounts: 1 },
        { user_id: person.id, failures: 2, addresses: 1 },
      ]);
      const before = await countedByService(service.api, token, 'hour', 2);
      expect((await service.api.delete(`/v1/users/${person.id}`, { token })).status).toBe(204);
      expect(await named()).toEqual([]);
      expect((await countedByService(service.api, token, 'hour', 2)).counts).toEqual(before.counts);
    });

    it('forget what was tallied while it was being deleted; and after a month, by which minute, and from where', async () => {
      const old = `date_trunc('day', now() - interval '33 days')`;
      await database.query(
        `INSERT INTO failed_logins VALUES (date_trunc('hour', now()), $1, $2, 3), (${old}, $1, $3, 1)`,
        [...[HOME, person.id], ACCOUNTS[2]],
      );
      await database.query(
        `INSERT INTO audit_tallies SELECT step, ${old}, 'login_success', 1 FROM unnest('{minute,hour,day}'::text[]) step`,
      );
      expect(await named()).toHaveLength(2);
      await cleanUp(database);
      expect(await named()).toEqual([]);
      expect(await database.query(`SELECT step FROM audit_tallies WHERE at = ${old} ORDER BY step`)).toEqual([
        { step: 'day' },
        { step: 'hour' },
      ]);
      expect(await database.query(`SELECT 1 FROM failed_logins WHERE hour = ${old}`)).toEqual([]);
    });
  });

  it('say so where so much has failed that not all of it is looked through, whoever it was aimed at', async () => {
    const nobody = '00000000-0000-0000-0000-000000000000';
    await database.query(
      `INSERT INTO failed_logins SELECT date_trunc('hour', now()), '198.18.' || n, $1, 1 FROM generate_series(1, 100001) n`,
      [nobody],
    );
    for (const by of ['addresses', 'accounts']) expect(await failing(by)).toMatchObject({ complete: false });
    await database.query('DELETE FROM failed_logins WHERE user_id = $1', [nobody]);
    expect(await failing('addresses')).toMatchObject({ complete: true });
  });
});
