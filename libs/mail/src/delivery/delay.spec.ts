import { describe, expect, it } from '@jest/globals';
import { delayAfter } from './delay.js';

describe('the delay after an attempt in vain', () => {
  it('doubles, and stays at a quarter of an hour', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 1000].map(attempts => delayAfter(attempts, 0));
    expect(delays).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('is left to chance by a quarter', () => {
    expect([delayAfter(3, 0.5), delayAfter(3, 1)]).toEqual([52.5, 45]);
  });
});
