import { describe, expect, it } from '@jest/globals';
import { inTwo, newUserCode, readUserCode } from './user-code-text.js';

describe('the text of a user code', () => {
  it('is eight letters of twenty, all of which occur, in two groups', () => {
    const codes = Array.from({ length: 200 }, newUserCode);
    expect(new Set(codes).size).toBe(200);
    expect([...new Set(codes.join(''))].sort().join('')).toBe('BCDFGHJKLMNPQRSTVWXZ');
    for (const code of codes) expect(inTwo(code)).toMatch(/^[B-Z]{4}-[B-Z]{4}$/);
  });

  it('is read in any case, however it is grouped', () => {
    for (const typed of ['WDJB-MJHT', 'wdjbmjht', ' wdjb mjht ', 'WD.JB_MJ–HT', 'W D J B M J H T'])
      expect(readUserCode(typed)).toBe('WDJBMJHT');
    expect(readUserCode(inTwo('WDJBMJHT'))).toBe('WDJBMJHT');
  });

  it('is not read where it is none', () => {
    for (const typed of ['', 'WDJB-MJH', 'WDJB-MJHTT', 'WDJA-MJHT', 'WDJ1-MJHT', 'WDJB+MJHT', 'ẞDJBMJHT'])
      expect([typed, readUserCode(typed)]).toEqual([typed, undefined]);
  });
});
