import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { Gatehouse } from '../support/gatehouse.js';
import { describeWhere } from '../support/left-out.js';
import { adminToken } from '../support/people.js';
import { redisIsInstalled, type TestRedis, useRedis } from '../support/redis.js';
import { rounds } from '../support/rounds.js';
import { type SmallDisk, smallDisksAreToBeHad, useSmallDisk } from '../support/small-disk.js';
import { Ledger } from '../support/traffic/ledger.js';
import { newTraffic } from '../support/traffic/new-traffic.js';
import { settle } from '../support/traffic/settlement.js';
import type { Door, Traffic } from '../support/traffic/traffic.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

const AT_LEAST_WRITTEN = rounds(40, 20);
const AWAY_MS = rounds(10_000, 1000);
const FLUSHES = rounds(30, 5);
const RESTARTS = rounds(30, 2);

const TROUBLES: readonly (readonly [what: string, trouble: (redis: TestRedis, disk?: SmallDisk) => Promise<void>])[] = [
  [
    'killed, and started again',
    async redis => {
      await redis.kill();
      await delay(AWAY_MS);
      await redis.restart();
    },
  ],
  [
    `restarted every second, ${RESTARTS} times`,
    async redis => {
      for (let time = 0; time < RESTARTS; time++) {
        await redis.kill();
        await redis.restart();
        await delay(1000);
      }
    },
  ],
  [
    'frozen',
    async redis => {
      redis.freeze();
      await delay(AWAY_MS);
      redis.resume();
    },
  ],
  [
    'flushed again and again',
    async redis => {
      for (let time = 0; time < FLUSHES; time++) {
        await redis.flush();
        await delay(200);
      }
    },
  ],
  [
    'given another password',
    async redis => {
      await redis.kill();
      await redis.restart('another');
      await delay(AWAY_MS);
      await redis.kill();
      await redis.restart();
    },
  ],
  [
    'out of memory',
    async redis => {
      await redis.say('CONFIG', 'SET', 'maxmemory', '1');
      await delay(AWAY_MS);
      await redis.say('CONFIG', 'SET', 'maxmemory', '0');
    },
  ],
  [
    'out of room on its disk',
    async (redis, disk) => {
      await disk?.fill();
      await redis.saveInVain();
      await delay(AWAY_MS);
      await disk?.free();
      await redis.saveAgain();
    },
  ],
];

if (!smallDisksAreToBeHad) console.warn('Left out: Redis on a full disk, since nothing can be mounted here.');
const describeHere = describeWhere(redisIsInstalled, 'trouble with Redis, since there is no redis-server here');

describeHere('while people come and go, Redis', () => {
  const database = useDatabase();
  const disk = useSmallDisk(1);
  const redis = useRedis(() => disk?.folder);
  const settings = () => ({ REDIS_URL: redis.url });
  const instances = useInstances(database, settings, settings);
  const ledger = new Ledger();
  let doors: Door[];
  let traffic: Traffic;
  let running: Promise<void>;

  // They come and go from the first trouble to the last.
  beforeAll(async () => {
    doors = instances.map(({ api }, place) => ({ way: `instance ${place}`, api }));
    traffic = await newTraffic({ doors, ledger, admin: await adminToken(instances[0].api) });
    running = traffic.run();
  });

  async function written(): Promise<void> {
    const wanted = ledger.acknowledged + AT_LEAST_WRITTEN;
    await until(() => ledger.acknowledged >= wanted);
  }

  const here = TROUBLES.filter(([what]) => disk !== undefined || !what.includes('disk'));

  it.each(here)('is %s: nobody is refused', async (_what, trouble) => {
    await written();
    await trouble(redis, disk);
    await written();
    expect(ledger.wrong).toEqual([]);
    expect(ledger.refused).toBe(0);
  });

  it('has been in all that trouble: nothing is lost', async () => {
    traffic.stop();
    await running;
    await settle({ doors, database }, traffic, Infinity);
    expect(ledger.wrong).toEqual([]);
    expect(ledger.refused).toBe(0);
  });

  it('is not there at the start: the instance gets ready all the same', async () => {
    const started = await Gatehouse.start(database, { REDIS_URL: `redis://127.0.0.1:${await freePort()}` });
    await adminToken(started.api);
    expect(await started.stop()).toBe(0);
  });
});
