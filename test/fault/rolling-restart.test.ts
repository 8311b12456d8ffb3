import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { range } from '../support/rounds.js';
import { TcpBalancer } from '../support/tcp-balancer.js';
import { Ledger } from '../support/traffic/ledger.js';
import { newTraffic } from '../support/traffic/new-traffic.js';
import { settle } from '../support/traffic/settlement.js';
import { use } from '../support/use.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

const REPLICAS = 3;
/** How often the balancer asks who is ready. */
const POLLED_EVERY_MS = 200;
/** Many times as long, since a machine that tests other things meanwhile lets somebody wait for a second now and then. */
const DRAIN_DELAY = '3s';
const WRITTEN_BETWEEN = 30;

interface Replica {
  gatehouse: Gatehouse;
  port: number;
  isReady: boolean;
}

describe('a restart of one replica after the other', () => {
  const database = useDatabase();
  const start = async (): Promise<Replica> => {
    const gatehouse = await Gatehouse.start(database, { GATEHOUSE_DRAIN_DELAY: DRAIN_DELAY });
    return { gatehouse, port: Number(new URL(gatehouse.url).port), isReady: true };
  };
  const replicas = use(
    () => Promise.all(range(REPLICAS).map(start)),
    all => Promise.all(all.map(({ gatehouse }) => gatehouse.stop())),
  );
  const balancer = use(
    () => TcpBalancer.before(() => replicas.filter(({ isReady }) => isReady)),
    balancer => balancer.close(),
  );
  let admin: string;
  beforeAll(async () => {
    admin = await adminToken(replicas[0]!.gatehouse.api);
  });

  /** As balancers do, by what each says of itself. */
  async function poll(over: AbortSignal): Promise<void> {
    for (; !over.aborted; await delay(POLLED_EVERY_MS)) {
      for (const replica of replicas) {
        const { api } = replica.gatehouse;
        const status = await api.get('/health/ready').then(
          answer => answer.status,
          () => 0,
        );
        if (replica.gatehouse.api === api) replica.isReady = status === 200;
      }
    }
  }

  it('behind a balancer fails no request, and loses nothing', async () => {
    const ledger = new Ledger();
    const doors = [{ way: 'balancer', api: new Api(balancer.url) }];
    const over = new AbortController();
    const polling = poll(over.signal);
    const traffic = await newTraffic({ doors, ledger, admin });
    const running = traffic.run();
    try {
      for (const replica of replicas) {
        const wanted = ledger.acknowledged + WRITTEN_BETWEEN;
        await until(() => ledger.acknowledged >= wanted);
        expect(await replica.gatehouse.stop()).toBe(0);
        Object.assign(replica, await start());
      }
    } finally {
      traffic.stop();
      await running;
      over.abort();
      await polling;
    }
    await settle({ doors, database }, traffic);
    expect(ledger.wrong).toEqual([]);
    expect(ledger.refused).toBe(0);
  });
});
