import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Gatehouse } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { TcpBalancer } from '../support/tcp-balancer.js';
import { BreakableApi } from '../support/traffic/breakable-api.js';
import { Ledger } from '../support/traffic/ledger.js';
import { newTraffic } from '../support/traffic/new-traffic.js';
import { ofEach, settle } from '../support/traffic/settlement.js';
import type { Traffic } from '../support/traffic/traffic.js';
import { use } from '../support/use.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

const KILLS = rounds(50, 5);
const WRITTEN_BETWEEN = 15;

interface Replica {
  gatehouse: Gatehouse;
  port: number;
  isUp: boolean;
}

describe('one of two instances behind a balancer', () => {
  const database = useDatabase();
  const start = async (isUp: boolean): Promise<Replica> => {
    const gatehouse = await Gatehouse.start(database);
    return { gatehouse, port: Number(new URL(gatehouse.url).port), isUp };
  };
  /** The balancer leads to two of them; the third is ready to take the place of the next that is killed. */
  const replicas = use(
    () => Promise.all([start(true), start(true), start(false)]),
    all => Promise.all(all.map(({ gatehouse }) => gatehouse.stop())),
  );
  const balancer = use(
    () => TcpBalancer.before(() => replicas.filter(({ isUp }) => isUp)),
    balancer => balancer.close(),
  );
  let admin: string;
  beforeAll(async () => {
    admin = await adminToken(replicas[0].gatehouse.api);
  });

  /** The balancer learns of it when it is over: until then it leads people there. */
  async function killAndReplace(kill: number): Promise<void> {
    const [victim, spare] = [replicas[kill % 3]!, replicas[(kill + 2) % 3]!];
    await victim.gatehouse.kill();
    victim.isUp = false;
    spare.isUp = true;
    Object.assign(victim, await start(false));
  }

  /** Every login that was acknowledged, and not ended, goes on in one branch; every one that was ended is over. */
  async function expectAllKept({ kept, ended }: Pick<Traffic, 'kept' | 'ended'>): Promise<void> {
    const { api } = replicas[0].gatehouse;
    await ofEach(kept, async ({ refresh_token }) => {
      const [one, other] = [await api.refresh(refresh_token), await api.refresh(refresh_token)];
      expect([one.status, other.status, other.body.refresh_token]).toEqual([200, 200, one.body.refresh_token]);
    });
    await ofEach(ended, async ({ tokens: { access_token, refresh_token } }) => {
      expect([(await api.me(access_token)).status, (await api.refresh(refresh_token)).status]).toEqual([401, 400]);
    });
  }

  it(`is killed ${KILLS} times while people come and go: what was acknowledged stays, in one branch`, async () => {
    const ledger = new Ledger();
    const api = new BreakableApi(balancer.url, ledger);
    const traffic = await newTraffic({ doors: [{ way: 'balancer', api }], ledger, admin });
    const running = traffic.run();
    try {
      for (const kill of range(KILLS)) {
        const wanted = ledger.acknowledged + WRITTEN_BETWEEN;
        await until(() => ledger.acknowledged >= wanted);
        await delay(randomInt(50));
        await killAndReplace(kill);
      }
    } finally {
      traffic.stop();
      await running;
    }
    // To settle uses up the latest.
    await expectAllKept({ kept: traffic.kept.slice(0, -60), ended: traffic.ended });
    const doors = replicas.map(({ gatehouse }, place) => ({ way: `instance ${place}`, api: gatehouse.api }));
    await settle({ doors, database }, traffic);
    expect(ledger.wrong).toEqual([]);
    expect(api.broken).toBeGreaterThan(0);
    if (KILLS >= 50) expect(api.repeated).toBeGreaterThan(0);
  });
});
