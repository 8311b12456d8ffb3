import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { useModule } from '../../../../test/support/use-cases/use-module.js';

/** Of a server that has run for long. */
const ELSEWHERE = 2 ** 40;

describe('entries that came by a dump of another server', () => {
  const { database } = useModule();

  const idsOf = async (kind: string): Promise<string[]> =>
    (
      await database.query<{ id: string }>(
        'SELECT transaction_id AS id FROM revocations WHERE kind = $1 ORDER BY target',
        [kind],
      )
    ).map(({ id }) => id);

  it('come to belong to a transaction of this one, and nothing else of them or of others changes', async () => {
    const ofHere = await idsOf('role');
    expect(ofHere.length).toBeGreaterThan(1);
    const expires_at = new Date(Date.now() + 3_600_000);
    await database.query(
      `INSERT INTO revocations (kind, target, transaction_id, revoked_at, expires_at)
       SELECT 'token', n::text, $1, now(), $2 FROM generate_series(1, 3) AS n`,
      [ELSEWHERE, expires_at],
    );
    while ((await idsOf('token')).some(id => Number(id) >= ELSEWHERE)) await delay(10);
    expect(await database.query(`SELECT target, expires_at FROM revocations WHERE kind = 'token' ORDER BY 1`)).toEqual(
      ['1', '2', '3'].map(target => ({ target, expires_at })),
    );
    const [{ next } = { next: 0 }] = await database.query<{ next: number }>(
      'SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint::float8 AS next',
    );
    for (const id of await idsOf('token')) expect(Number(id)).toBeLessThan(next);
    expect(await idsOf('role')).toEqual(ofHere);
  });
});
