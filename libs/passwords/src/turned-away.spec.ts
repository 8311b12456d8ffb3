import { describe, expect, it } from '@jest/globals';
import { TurnedAway } from './turned-away.js';

describe('who was told to come back later', () => {
  it('has waited from the time on that it was told, for ten seconds, unless it came too early', () => {
    let now = 0;
    const turnedAway = new TurnedAway(() => now);
    const at = (ms: number): boolean => {
      now = ms;
      return turnedAway.hasWaited('a');
    };
    expect(at(0)).toBe(false);
    turnedAway.note('a', 2);
    expect([at(1_999), at(2_000), at(12_000), at(12_001)]).toEqual([false, true, true, false]);
    now = 1_000;
    turnedAway.note('a', 2);
    expect([at(2_999), at(3_000)]).toEqual([false, true]);
    turnedAway.forget('a');
    expect(at(3_000)).toBe(false);
  });

  it('is remembered as long as there is room', () => {
    const turnedAway = new TurnedAway(() => 0);
    for (let number = 0; number <= 10_000; number++) turnedAway.note(`${number}`, 0);
    expect([turnedAway.hasWaited('0'), turnedAway.hasWaited('1')]).toEqual([false, true]);
  });
});
