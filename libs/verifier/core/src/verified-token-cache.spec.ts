import { describe, expect, it } from '@jest/globals';
import { type VerifiedToken, VerifiedTokenCache } from './verified-token-cache.js';

const verified = (text: string, exp = 100): VerifiedToken => ({ text, claims: { exp }, kid: 'k' }) as VerifiedToken;

describe('VerifiedTokenCache', () => {
  it('tells tokens apart that end alike', () => {
    const cache = new VerifiedTokenCache(10);
    const end = '.signature'.repeat(5);
    cache.remember(verified(`a${end}`));
    expect(cache.get(`b${end}`, 0)).toBeUndefined();
    expect(cache.get(`a${end}`, 0)?.text).toBe(`a${end}`);
    cache.remember(verified(`b${end}`));
    expect(cache.get(`a${end}`, 0)).toBeUndefined();
    expect(cache.size).toBe(1);
  });

  it('drops an expired token', () => {
    const cache = new VerifiedTokenCache(10);
    cache.remember(verified('a', 5));
    expect(cache.get('a', 4)).toBeDefined();
    expect(cache.get('a', 5)).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('keeps what is in use while others come and go, and never holds more than it may', () => {
    const cache = new VerifiedTokenCache(100);
    cache.remember(verified('in use'));
    cache.remember(verified('not in use'));
    for (let i = 0; i < 1000; i++) {
      cache.remember(verified(`other ${i}`));
      expect(cache.get('in use', 0)).toBeDefined();
      expect(cache.size).toBeLessThanOrEqual(100);
    }
    expect(cache.get('not in use', 0)).toBeUndefined();
  });

  it('holds nothing where it may not', () => {
    const cache = new VerifiedTokenCache(0);
    cache.remember(verified('a'));
    expect([cache.size, cache.get('a', 0)]).toEqual([0, undefined]);
  });
});
