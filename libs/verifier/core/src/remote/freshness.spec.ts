import { describe, expect, it } from '@jest/globals';
import { Freshness } from './freshness.js';

describe('Freshness', () => {
  it('is infinitely old before anything is known', () => {
    expect(new Freshness().age(0)).toBe(Infinity);
  });

  it.each([
    ['alike', 0],
    ['an hour ahead', 3600],
    ['an hour behind', -3600],
  ])('counts from when the request was sent, with the clock of the database %s', (_what, ahead) => {
    const freshness = new Freshness();
    freshness.calibrate(100, 100 + ahead);
    expect(freshness.age(100)).toBe(0);
    expect(freshness.age(103)).toBe(3);
    expect(freshness.advance(105 + ahead, 106)).toBe(1);
    expect(freshness.age(106)).toBe(1);
    expect(freshness.age(110)).toBe(5);
  });

  it('takes a stream that is always 10 s late for 10 s old, from the first message on', () => {
    const freshness = new Freshness();
    freshness.calibrate(100, 100);
    expect(freshness.age(110)).toBe(10);
    for (let now = 111; now < 120; now++) {
      expect(freshness.advance(now - 10, now)).toBe(10);
      expect(freshness.age(now)).toBe(10);
    }
  });

  it('never takes the view for newer than it is when the answer to the request was slow', () => {
    const freshness = new Freshness();
    // The request took 4 s to arrive, so the database was read at 104.
    freshness.calibrate(100, 104);
    expect(freshness.age(105)).toBe(5);
    expect(freshness.advance(106, 106)).toBe(4);
    expect(freshness.age(106)).toBe(4);
  });

  it('believes nothing that comes from the future', () => {
    const freshness = new Freshness();
    freshness.calibrate(100, 100);
    expect(freshness.advance(110, 102)).toBe(-8);
    expect(freshness.age(102)).toBe(2);
    // By a little, as clocks drift, it is from now.
    expect(freshness.advance(102.2, 102)).toBe(0);
    expect(freshness.age(102)).toBe(0);
  });

  it('grows old when the clock of the database is set back, until the clocks are compared again', () => {
    const freshness = new Freshness();
    freshness.calibrate(100, 100);
    expect(freshness.advance(41, 101)).toBe(60);
    expect(freshness.age(101)).toBe(1);
    freshness.calibrate(102, 42);
    expect(freshness.advance(43, 103)).toBe(0);
    expect(freshness.age(103)).toBe(0);
  });

  it('does not grow older by an older message', () => {
    const freshness = new Freshness();
    freshness.calibrate(100, 100);
    freshness.advance(105, 105);
    freshness.advance(103, 105);
    freshness.calibrate(104, 104);
    expect(freshness.age(105)).toBe(0);
  });
});
