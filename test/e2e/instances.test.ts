import { hostname } from 'node:os';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Instance, InstanceStatistics } from '#libs/client';
import { cleanUp } from '../support/clean-up.js';
import { FeedStream } from '../support/feed-stream.js';
import { Gatehouse } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

describe('the instances that serve', () => {
  const database = useDatabase();
  const [first, second] = useInstances(database, {}, { GATEHOUSE_WORKERS: '2' });
  let token: string;

  beforeAll(async () => {
    token = await adminToken(first.api);
    await until(async () => (await told()).length === 3);
  });

  async function told(from: Gatehouse = first): Promise<readonly Instance[]> {
    const { status, body } = await from.api.get<InstanceStatistics>('/v1/statistics/instances', { token });
    expect(status).toBe(200);
    return body.items;
  }

  it('are told by each of them alike, the workers of one by themselves', async () => {
    const ofFirst = await told();
    expect(ofFirst.map(({ id }) => id)).toEqual((await told(second)).map(({ id }) => id));
    expect(ofFirst.map(({ worker }) => worker)).toEqual([null, 1, 2]);
    for (const instance of ofFirst) {
      expect(instance).toMatchObject({ host: hostname(), present: true, feed_subscribers: 0 });
      expect(instance.version).toMatch(/^\d+\.\d+\.\d+$/);
      expect(instance.feed_age_ms).toBeLessThan(2000);
      expect(Date.parse(instance.started_at)).toBeLessThan(Date.parse(instance.seen_at));
    }
  });

  it('say how many streams they serve', async () => {
    const stream = await FeedStream.open(first.url, token);
    try {
      await until(async () => (await told())[0]?.feed_subscribers === 1, 15_000);
      expect((await told(second))[0]?.feed_subscribers).toBe(1);
    } finally {
      stream.close();
    }
    await until(async () => (await told())[0]?.feed_subscribers === 0, 15_000);
  });

  it('are gone when they stop in order, and lost when they do not', async () => {
    const before = await told();
    const leaving = await Gatehouse.start(database);
    await until(async () => (await told()).length === before.length + 1);
    await leaving.stop();
    expect(await told()).toHaveLength(before.length);

    const dying = await Gatehouse.start(database);
    const known = new Set(before.map(({ id }) => id));
    const find = async (): Promise<Instance | undefined> => (await told()).find(({ id }) => !known.has(id));
    await until(async () => (await find()) !== undefined);
    await dying.kill();
    const lost = await find();
    // Its half minute is over sooner.
    await database.query(`UPDATE instances SET seen_at = seen_at - interval '30 seconds' WHERE id = $1`, [lost?.id]);
    expect(await find()).toMatchObject({ id: lost?.id, present: false });
    await cleanUp(database);
    expect(await find()).toMatchObject({ id: lost?.id });
    await database.query(`UPDATE instances SET seen_at = seen_at - interval '1 day' WHERE id = $1`, [lost?.id]);
    await cleanUp(database);
    expect(await find()).toBeUndefined();
  });
});
