import { beforeEach, describe, expect, it } from '@jest/globals';
import { SHARE, Shares } from './shares.js';

describe('the share of an application', () => {
  let now = 0;
  let shares: Shares;
  beforeEach(() => {
    now = 0;
    shares = new Shares(() => now);
  });
  const begin = (times: number): void => {
    for (let count = 0; count < times; count++) shares.begin('wiki');
  };
  const fail = (): void => {
    shares.begin('wiki');
    shares.end('wiki', false);
  };

  it('is smaller by what is under way', () => {
    expect(shares.exceptions).toEqual({});
    begin(SHARE);
    expect(shares.exceptions).toEqual({ wiki: 0 });
    shares.end('wiki', true);
    expect(shares.exceptions).toEqual({ wiki: 1 });
    for (let count = 1; count < SHARE; count++) shares.end('wiki', true);
    expect(shares.exceptions).toEqual({});
  });

  it('is nothing for a while if it has failed, ever longer, and one attempt then', () => {
    const holds = [1, 2, 3, 4, 5, 6, 7].map(() => {
      fail();
      const since = now;
      while (shares.exceptions['wiki'] === 0) now += 10;
      expect(shares.exceptions).toEqual({ wiki: 1 });
      return (now - since) / 1000;
    });
    [1, 2, 4, 8, 16, 30, 30].forEach((full, place) => {
      expect(holds[place]).toBeLessThanOrEqual(full);
      expect(holds[place]).toBeGreaterThanOrEqual(full * 0.74);
    });
  });

  it('counts what was begun together, and fails together, once', () => {
    begin(SHARE);
    for (let count = 0; count < SHARE; count++) shares.end('wiki', false);
    now = 1000;
    expect(shares.exceptions).toEqual({ wiki: 1 });
  });

  it('is whole again with the first answer', () => {
    fail();
    now = 1000;
    shares.begin('wiki');
    expect(shares.exceptions).toEqual({ wiki: 0 });
    shares.end('wiki', true);
    expect(shares.exceptions).toEqual({});
  });

  it('of one is nothing to the others', () => {
    fail();
    shares.begin('ci');
    expect(shares.exceptions).toEqual({ wiki: 0, ci: SHARE - 1 });
  });
});
