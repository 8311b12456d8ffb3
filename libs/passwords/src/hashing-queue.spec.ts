import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import type { Asker } from './asker.js';
import { defaultWorkers, HashingOverloaded, HashingQueue } from './hashing-queue.js';

/** A job that ends when told to. */
function heldJob() {
  const { promise, resolve } = withResolvers();
  return { job: () => promise, finish: resolve };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = (): void => undefined;
  const promise = new Promise<void>(done => (resolve = done));
  return { promise, resolve };
}

describe('HashingQueue', () => {
  it('gives what the job gives, and throws what it throws', async () => {
    const queue = new HashingQueue({ workers: 1 });
    expect(await queue.run(() => Promise.resolve(7))).toBe(7);
    await expect(queue.run(() => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(
      queue.run(() => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
    expect([queue.running, queue.waiting]).toEqual([0, 0]);
  });

  it('turns away at once what is past its capacity', async () => {
    const queue = new HashingQueue({ workers: 1, capacity: 1, maxWaitMs: 2_500 });
    const held = heldJob();
    const admitted = [queue.run(held.job), queue.run(held.job)];
    await expect(queue.run(held.job)).rejects.toMatchObject({ reason: 'full', retryAfterSeconds: 3 });
    held.finish();
    await Promise.all(admitted);
    expect(await queue.run(() => Promise.resolve('free again'))).toBe('free again');
  });

  it('turns away what waited too long, without running it, and forgets it', async () => {
    const queue = new HashingQueue({ workers: 1, maxWaitMs: 20 });
    const held = heldJob();
    const first = queue.run(held.job);
    let ran = false;
    const late = queue.run(async () => {
      ran = true;
    });
    await expect(late).rejects.toThrow(HashingOverloaded);
    await expect(late).rejects.toMatchObject({ reason: 'waited_too_long', retryAfterSeconds: 1 });
    expect(queue.waiting).toBe(0);
    held.finish();
    await first;
    expect([ran, queue.running]).toEqual([false, 0]);
  });

  it('serves in order of arrival', async () => {
    const queue = new HashingQueue({ workers: 1 });
    const order: number[] = [];
    await Promise.all(Array.from({ length: 10 }, (_, place) => queue.run(async () => void order.push(place))));
    expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  const from = (network: string, known = false): Asker => ({ network, account: 'x', known });

  it('lets a known device in first and another network next, however full it is of requests from one', async () => {
    const queue = new HashingQueue({ workers: 1, capacity: 50 });
    const held = heldJob();
    const order: string[] = [];
    const ask = (name: string, asker: Asker): Promise<void> => queue.run(async () => void order.push(name), asker);
    const first = queue.run(held.job);
    const flood = Array.from({ length: 60 }, () => ask('flood', from('a')));
    const others = [ask('other', from('b')), ask('known', from('a', true))];
    held.finish();
    await Promise.all([first, ...others]);
    const settled = await Promise.allSettled(flood);
    expect(order.slice(0, 3)).toEqual(['known', 'flood', 'other']);
    const refused = settled.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    const reasons = refused.map(({ reason }) => (reason as HashingOverloaded).reason);
    expect([
      reasons.filter(each => each === 'full').length,
      reasons.filter(each => each === 'displaced').length,
    ]).toEqual([10, 2]);
  });

  it('lets who was sent away and comes back in time go before who comes for the first time', async () => {
    const queue = new HashingQueue({ workers: 1, capacity: 1 });
    await queue.run(() => Promise.resolve());
    const held = heldJob();
    const running = queue.run(held.job);
    const waiting = queue.run(held.job, from('a'));
    await expect(queue.run(held.job, from('b'))).rejects.toMatchObject({ reason: 'full', retryAfterSeconds: 1 });
    await expect(queue.assertPlace(from('b'))).rejects.toThrow(HashingOverloaded);
    await sleep(1_010);
    const back = queue.run(held.job, from('b'));
    await expect(waiting).rejects.toMatchObject({ reason: 'displaced' });
    held.finish();
    await Promise.all([running, back]);
  });

  it('tells at once who would wait too long, and when to come back by what jobs take', async () => {
    const queue = new HashingQueue({ workers: 1, capacity: 500, maxWaitMs: 1_000 });
    for (let measured = 0; measured < 10; measured++) await queue.run(() => sleep(60));
    const held = heldJob();
    const first = queue.run(held.job);
    const waiting = Array.from({ length: 30 }, () => queue.run(() => Promise.resolve(), from('a')));
    const settled = Promise.allSettled(waiting);
    const late = queue.run(() => Promise.resolve(), from('a'));
    await expect(late).rejects.toMatchObject({ reason: 'too_long', retryAfterSeconds: 1 });
    const other = queue.run(() => Promise.resolve('in time'), from('b'));
    held.finish();
    expect(await other).toBe('in time');
    await Promise.all([first, settled]);
  });

  it('never runs more than its workers, whatever the load, and ends empty', async () => {
    const loads = fc.record({
      workers: fc.integer({ min: 1, max: 5 }),
      capacity: fc.integer({ min: 0, max: 20 }),
      jobs: fc.array(fc.record({ lasts: fc.nat(4), fails: fc.boolean(), network: fc.nat(4), known: fc.boolean() }), {
        maxLength: 40,
      }),
    });
    await fc.assert(
      fc.asyncProperty(loads, async ({ workers, capacity, jobs }) => {
        const queue = new HashingQueue({ workers, capacity, maxWaitMs: 5 });
        let [running, most] = [0, 0];
        const work = async ({ lasts, fails }: { lasts: number; fails: boolean }): Promise<void> => {
          most = Math.max(most, ++running);
          await sleep(lasts);
          running -= 1;
          if (fails) throw new Error('job');
        };
        await Promise.allSettled(jobs.map(job => queue.run(() => work(job), from(`${job.network}`, job.known))));
        expect(most).toBeLessThanOrEqual(workers);
        expect([running, queue.running, queue.waiting]).toEqual([0, 0, 0]);
      }),
      { numRuns: 50 },
    );
  });

  it.each([{ workers: 0 }, { workers: 1.5 }, { capacity: -1 }, { maxWaitMs: Number.NaN }])('refuses %j', options => {
    expect(() => new HashingQueue(options)).toThrow(RangeError);
  });
});

describe('defaultWorkers', () => {
  it.each([
    [2, undefined, 2],
    [8, undefined, 3],
    [8, '16', 8],
    [8, '1', 1],
    [8, 'many', 3],
    [1, undefined, 1],
  ])('gives %i cores with UV_THREADPOOL_SIZE=%s %i workers', (cores, pool, workers) => {
    expect(defaultWorkers(cores, pool)).toBe(workers);
  });
});
