import { describe, expect, it } from '@jest/globals';
import { DomainError } from '#libs/platform';
import { Turns } from './turns.js';

/** Work that ends when it is told to. */
function held(): { work: () => Promise<string>; end: () => void; fail: (error: Error) => void } {
  let [end, fail] = [(): void => undefined, (_error: Error): void => undefined];
  const done = new Promise<string>((resolve, reject) => {
    end = () => resolve('done');
    fail = reject;
  });
  return { work: () => done, end, fail };
}

describe('turns', () => {
  it('are taken one after the other for one key, and at once for different ones', async () => {
    const turns = new Turns();
    const order: string[] = [];
    const first = held();
    const noting = (name: string) => async (): Promise<void> => void order.push(name);
    const all = [
      turns.run('a', first.work).then(() => order.push('first')),
      turns.run('a', noting('second')),
      turns.run('a', noting('third')),
    ];
    await turns.run('b', noting('other'));
    expect(order).toEqual(['other']);
    first.end();
    await Promise.all(all);
    expect(order).toHaveLength(4);
    expect(order.indexOf('second')).toBeLessThan(order.indexOf('third'));
  });

  it('go on after work that refuses, and end at once for all who wait where the database fails', async () => {
    const turns = new Turns();
    await expect(turns.run('a', () => Promise.reject(new Error('not so')))).rejects.toThrow('not so');
    const failing = held();
    const waiting = [turns.run('a', failing.work), turns.run('a', held().work), turns.run('a', held().work)];
    failing.fail(new DomainError('database_unavailable', { retryAfterSeconds: 1 }));
    const outcomes = await Promise.allSettled(waiting);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(await turns.run('a', () => Promise.resolve('anew'))).toBe('anew');
  });

  it('are not waited for without end, and who gives up leaves the others their turns', async () => {
    const turns = new Turns(20);
    const first = held();
    const done = turns.run('a', first.work);
    await expect(turns.run('a', held().work)).rejects.toMatchObject({ code: 'database_unavailable' });
    const next = turns.run('a', () => Promise.resolve('next'));
    first.end();
    expect([await done, await next]).toEqual(['done', 'next']);
    await turns.run('a', () => Promise.resolve());
  });
});
