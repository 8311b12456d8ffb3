import { beforeAll, describe, expect, it } from '@jest/globals';
import { databaseOn } from '../support/database-on.js';
import { adminToken } from '../support/people.js';
import { PostgresServer } from '../support/postgres-server.js';
import { Ledger } from '../support/traffic/ledger.js';
import { newTraffic } from '../support/traffic/new-traffic.js';
import { TROUBLES } from '../support/traffic/server-trouble.js';
import { settle } from '../support/traffic/settlement.js';
import type { Door } from '../support/traffic/traffic.js';
import { use } from '../support/use.js';
import { useInstances } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

const DATABASE = 'gatehouse';
const ROLE = 'gatehouse';
/** After the trouble is over, writes go on within this time. */
const RESUMED_WITHIN_MS = 5000;
const AT_LEAST_WRITTEN = 40;

describe('while people come and go, the one PostgreSQL', () => {
  const server = use(
    () => PostgresServer.start({ max_connections: '40' }),
    server => server.stop(),
  );
  beforeAll(async () => {
    await server.query(`CREATE ROLE ${ROLE} LOGIN; CREATE ROLE greedy LOGIN`);
    await server.query(`CREATE DATABASE ${DATABASE} OWNER ${ROLE}`);
  });
  const database = databaseOn(server, DATABASE, ROLE);
  const instances = useInstances(database, {}, {});
  let doors: Door[];
  let admin: string;

  beforeAll(async () => {
    doors = instances.map(({ api }, place) => ({ way: `instance ${place}`, api }));
    admin = await adminToken(instances[0].api);
  });

  async function written(ledger: Ledger): Promise<void> {
    const wanted = ledger.acknowledged + AT_LEAST_WRITTEN;
    await until(() => ledger.acknowledged >= wanted);
  }

  it.each(TROUBLES)(
    'is %s: nothing is lost, refusals are in time, and it recovers by itself',
    async (_what, trouble) => {
      const ledger = new Ledger();
      const traffic = await newTraffic({ doors, ledger, admin });
      const running = traffic.run();
      let resumed = Infinity;
      try {
        await written(ledger);
        await trouble(server);
        const over = performance.now();
        for (const { way } of doors) await until(() => ledger.lastWritten(way) > over);
        resumed = performance.now() - over;
        await written(ledger);
      } finally {
        traffic.stop();
        await running;
      }
      await settle({ doors, database }, traffic);
      expect(ledger.wrong).toEqual([]);
      expect(ledger.refused).toBeGreaterThan(0);
      expect(resumed).toBeLessThan(RESUMED_WITHIN_MS);
    },
  );
});
