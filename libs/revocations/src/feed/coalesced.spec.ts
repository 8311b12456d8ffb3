import { describe, expect, it } from '@jest/globals';
import { Coalesced } from './coalesced.js';

describe('coalesced work', () => {
  it('is begun after each call, once at a time, and shared by those who wait', async () => {
    const finish: (() => void)[] = [];
    const work = new Coalesced(() => new Promise(resolve => finish.push(resolve)));
    const settled: string[] = [];
    const ask = (name: string): Promise<void> => work.run().then(() => void settled.push(name));

    const asked = [ask('first'), ask('second'), ask('third')];
    expect(finish).toHaveLength(1);
    finish[0]?.();
    await asked[0];
    expect(settled).toEqual(['first']);
    await new Promise(resolve => setImmediate(resolve));
    expect(finish).toHaveLength(2);
    const late = ask('late');
    finish[1]?.();
    await Promise.all(asked);
    expect(settled).toEqual(['first', 'second', 'third']);
    await new Promise(resolve => setImmediate(resolve));
    finish[2]?.();
    await late;
    expect(finish).toHaveLength(3);
  });

  it('that fails fails for those whose work it was, and is done anew for the next', async () => {
    let times = 0;
    const work = new Coalesced(async () => {
      if (++times === 1) throw new Error('the first time');
    });
    const [first, second] = [work.run(), work.run()];
    await expect(first).rejects.toThrow('the first time');
    await expect(second).resolves.toBeUndefined();
    expect(times).toBe(2);
  });
});
