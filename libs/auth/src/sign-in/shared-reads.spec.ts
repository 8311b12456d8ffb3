import { describe, expect, it } from '@jest/globals';
import { SharedReads } from './shared-reads.js';

describe('shared reads', () => {
  it('are made once for all who ask before they begin, and anew for who asks later', async () => {
    const reads = new SharedReads<number>();
    let begun = 0;
    const read = (): Promise<number> => Promise.resolve(++begun);
    expect(await Promise.all([reads.get('a', read), reads.get('a', read), reads.get('b', read)])).toEqual([1, 1, 2]);
    const later = reads.get('a', async () => {
      // It has begun: who asks now may know of something that it does not see.
      expect(await reads.get('a', read)).toBe(3);
      return 0;
    });
    expect(await later).toBe(0);
  });

  it('that fail are not remembered', async () => {
    const reads = new SharedReads<number>();
    const failing = (): Promise<number> => Promise.reject(new Error('away'));
    await expect(reads.get('a', failing)).rejects.toThrow('away');
    expect(await reads.get('a', () => Promise.resolve(1))).toBe(1);
  });
});
