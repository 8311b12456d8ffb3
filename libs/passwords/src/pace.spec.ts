import { describe, expect, it } from '@jest/globals';
import { Pace } from './pace.js';

describe('a pace', () => {
  it('lets the first go on at once, a crowd one after the other, and the last after a second at most', async () => {
    const waits: number[] = [];
    let now = 0;
    const pace = new Pace(
      10,
      async ms => void waits.push(ms),
      () => now,
    );
    for (let turn = 0; turn < 15; turn++) await pace.turn();
    expect(waits).toEqual([100, 200, 300, 400, 500, 600, 700, 800, 900, 1_000, 1_000, 1_000, 1_000, 1_000]);
    now = 1_050;
    await pace.turn();
    expect(waits.at(-1)).toBe(50);
    now = 5_000;
    await pace.turn();
    expect(waits).toHaveLength(15);
  });
});
