import { describe, expect, it } from '@jest/globals';
import { delayAfter } from './delay.js';

const PATIENCE = { first: 15, longest: 900 };

describe('the delay after an attempt in vain', () => {
  it('doubles, and stays at the longest', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 8, 2000].map(attempts => delayAfter(attempts, PATIENCE, 0));
    expect(delays).toEqual([15, 30, 60, 120, 240, 480, 900, 900, 900]);
  });

  it('is left to chance by a quarter', () => {
    expect([delayAfter(3, PATIENCE, 0.5), delayAfter(3, PATIENCE, 1)]).toEqual([52.5, 45]);
    const delay = delayAfter(3, PATIENCE);
    expect(delay).toBeGreaterThanOrEqual(45);
    expect(delay).toBeLessThanOrEqual(60);
  });
});
