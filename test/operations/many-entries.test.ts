import { beforeAll, describe, expect, it } from '@jest/globals';
import { Gatehouse } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { useDatabase } from '../support/use-gatehouse.js';

/** So many that no look reads them within its time. */
const MANY = 200_000;
const ELSEWHERE = 2 ** 41;
/** Of the test server, which begins anew each time. */
const OF_ELSEWHERE = 'transaction_id >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint';

describe(`${MANY} revocations of another server`, () => {
  const database = useDatabase();

  beforeAll(async () => {
    await database.query(
      `INSERT INTO revocations (kind, target, transaction_id, revoked_at, expires_at)
       SELECT 'token', 'token-' || n, $1, now(), now() + interval '1 hour' FROM generate_series(1, $2::integer) n`,
      [ELSEWHERE, MANY],
    );
  });

  const left = async (): Promise<number> =>
    Number((await database.query<{ n: string }>(`SELECT count(*) AS n FROM revocations WHERE ${OF_ELSEWHERE}`))[0]?.n);

  it('are taken on at the start, all of them, before the service is ready', async () => {
    expect(await left()).toBe(MANY);
    const service = await Gatehouse.start(database);
    try {
      expect(await left()).toBe(0);
      const { status, body } = await service.api.me(await adminToken(service.api));
      expect([status, body['email']]).toEqual([200, 'root@example.test']);
      expect((await service.api.get('/health/ready')).status).toBe(200);
    } finally {
      await service.stop();
    }
  });
});
