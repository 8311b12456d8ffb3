import { beforeAll, describe, expect, it } from '@jest/globals';
import { cleanUp } from '../support/clean-up.js';
import { adminToken, newPerson } from '../support/people.js';
import { countedByHand, countedByService, EVENTS, fillTrail, talliedFrom } from '../support/statistics-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** More rows than are counted at once. */
const MANY = 4500;
const DAYS = 30;

interface Totals {
  readonly accounts: Record<string, unknown> | null;
  readonly sessions: { readonly active: number; readonly counted_at: string } | null;
}

describe('statistics, while instances count', () => {
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });
  let token: string;

  beforeAll(async () => {
    await fillTrail(database);
    token = await adminToken(service.api);
    const person = await newPerson(service.api);
    await database.query(
      `INSERT INTO subjects (id, kind, status, has_second_factor)
       SELECT gen_random_uuid(), 'user', (ARRAY['active', 'invited', 'disabled', 'deleted'])[n % 4 + 1], n % 3 = 0
       FROM generate_series(1, $1::int) n`,
      [MANY],
    );
    await database.query('UPDATE subjects SET has_second_factor = true WHERE id = $1', [person.id]);
    await database.query(`INSERT INTO recovery_codes (id, user_id, code_hashes) VALUES (gen_random_uuid(), $1, '{}')`, [
      person.id,
    ]);
    await database.query(
      `INSERT INTO sessions (id, user_id, client_id, jti, issued_at, expires_at, last_used_at, idle_seconds,
                             opened_epoch, secret_hash, rotated_at, revoked)
       SELECT gen_random_uuid(), $1, 'gatehouse', 'many', now(), now() + interval '1 hour' * (n % 5 - 1), now(), 3600, 0, '',
              now(), n % 7 = 0
       FROM generate_series(1, $2::int) n`,
      [person.id, MANY],
    );
  });

  const totals = async (): Promise<Totals> => (await service.api.get<Totals>('/v1/statistics/totals', { token })).body;

  const tallied = (output: string): number =>
    [...output.matchAll(/(\d+) audit events tallied/g)].reduce((sum, [, count]) => sum + Number(count), 0);

  it('say the same in every answer, however much is tallied by then, and count everything once', async () => {
    await talliedFrom(database, 40, true);
    const { counts, since, until } = await countedByService(service.api, token, 'day', DAYS);
    expect(counts).toEqual(await countedByHand(database, 'day', since, until));
    expect(await totals()).toEqual({ accounts: null, sessions: null });

    let [answers, isOver] = [0, false];
    const counting = Promise.all([cleanUp(database), cleanUp(database)]).finally(() => (isOver = true));
    while (!isOver) {
      expect((await countedByService(service.api, token, 'day', DAYS)).counts).toEqual(counts);
      answers++;
    }
    expect(answers).toBeGreaterThan(5);
    // But for those of the last ten minutes.
    const all = tallied((await counting).join('\n'));
    expect([EVENTS - 2, EVENTS - 1, EVENTS]).toContain(all);
    expect((await countedByService(service.api, token, 'hour', DAYS)).counts).toEqual(
      await countedByHand(database, 'hour', since, until),
    );

    const [accounts] = await database.query(
      `SELECT count(*) FILTER (WHERE status = 'active')::int AS active, count(*) FILTER (WHERE status = 'invited')::int AS invited,
              count(*) FILTER (WHERE status = 'disabled')::int AS disabled,
              count(*) FILTER (WHERE has_second_factor AND status <> 'deleted')::int AS with_second_factor
       FROM subjects WHERE kind = 'user'`,
    );
    const [sessions] = await database.query(
      `SELECT count(*)::int AS active FROM sessions WHERE NOT revoked AND expires_at > now()`,
    );
    const found = { ...accounts, totp: 0, passkey: 0, recovery_code: 1 };
    expect(await totals()).toMatchObject({ accounts: found, sessions });
  });

  it('count backwards what was there before, say how far that has come, and walk through no table again at once', async () => {
    await talliedFrom(database, 5, false);
    const walked = await totals();
    const before = await countedByService(service.api, token, 'day', DAYS);
    expect(Object.keys(before.counts).length).toBeLessThanOrEqual(6);
    expect(Date.parse(before.completeSince ?? '')).toBeCloseTo(Date.now() - 5 * 86_400_000 + 3_600_000, -5);
    await cleanUp(database);
    const { counts, since, until, completeSince } = await countedByService(service.api, token, 'day', DAYS);
    expect(completeSince).toBeNull();
    expect(counts).toEqual(await countedByHand(database, 'day', since, until));
    expect(await totals()).toEqual(walked);
  });

  it('count few accounts and sessions as they are now', async () => {
    await database.query(
      `DELETE FROM subjects s WHERE kind = 'user' AND NOT EXISTS (SELECT 1 FROM users u WHERE u.id = s.id)`,
    );
    await database.query(`DELETE FROM sessions WHERE jti = 'many'`);
    const before = await totals();
    await adminToken(service.api);
    const after = await totals();
    expect(after.sessions?.active).toBe((before.sessions?.active ?? 0) + 1);
    expect(Date.parse(after.sessions?.counted_at ?? '')).toBeGreaterThan(Date.now() - 60_000);
  });
});
