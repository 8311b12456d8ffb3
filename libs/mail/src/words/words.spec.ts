import { describe, expect, it } from '@jest/globals';
import { fromWhere } from './from-where.js';
import { inWords, momentInWords } from './in-words.js';

describe('words for times', () => {
  it.each([
    [1, '1 second'],
    [90, '90 seconds'],
    [600, '10 minutes'],
    [3600, '1 hour'],
    [5400, '90 minutes'],
    [86_400, '1 day'],
    [259_200, '3 days'],
  ])('has for %i seconds', (seconds, words) => {
    expect(inWords(seconds)).toBe(words);
  });

  it('has for a moment a time that means the same everywhere', () => {
    expect(momentInWords(new Date('2026-11-29T16:02:59.999Z'))).toBe('29 November 2026 at 16:02 UTC');
  });
});

describe('words for devices', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Linux'],
    [
      'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0',
      'Edge on Windows',
    ],
    [
      'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36',
      'Chrome on Android',
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
      'Safari on iPhone',
    ],
    [
      'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
      'Safari on macOS',
    ],
    ['node', 'an unknown device'],
    ['curl/8.0 (Linux)', 'a program on Linux'],
    ['Call +1 555 0100 now, your account is at risk: https://evil.example', 'an unknown device'],
    ['Firefox/1 https://evil.example Windows', 'Firefox on Windows'],
    [null, 'an unknown device'],
  ])('are our own for %s', (user_agent, device) => {
    expect(fromWhere({ ip: '192.0.2.7', user_agent })).toEqual({ ip: '192.0.2.7', device });
  });

  it('are there where nothing is known', () => {
    expect(fromWhere({ ip: null, user_agent: null })).toEqual({
      ip: 'an unknown address',
      device: 'an unknown device',
    });
  });
});
