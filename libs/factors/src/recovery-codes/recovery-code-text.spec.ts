import { describe, expect, it } from '@jest/globals';
import { inGroups, newRecoveryCode, readRecoveryCode } from './recovery-code-text.js';

describe('the text of a recovery code', () => {
  it('is 16 characters of 32, all of which occur, in groups of four', () => {
    const codes = Array.from({ length: 200 }, newRecoveryCode);
    expect(new Set(codes).size).toBe(200);
    expect([...new Set(codes.join(''))].sort().join('')).toBe('0123456789ABCDEFGHJKMNPQRSTVWXYZ');
    for (const code of codes) expect(inGroups(code)).toMatch(/^[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  });

  it('is read in any case, with dashes, spaces or neither, and with letters that look like digits', () => {
    const typed = [
      '7kq20xrm9t4bzc1h',
      '7KQ2-0XRM-9T4B-ZC1H',
      ' 7KQ2 OXRM\t9T4B zclh ',
      '7KQ2-oXRM-9T4B-ZCIH',
      '7KQ20XRM-9T4BZC1H',
    ];
    expect(new Set(typed.map(readRecoveryCode))).toEqual(new Set(['7KQ20XRM9T4BZC1H']));
    expect(readRecoveryCode(inGroups('7KQ20XRM9T4BZC1H'))).toBe('7KQ20XRM9T4BZC1H');
  });

  it('is not read where it is none', () => {
    for (const typed of ['', '7KQ2-0XRM-9T4B', '7KQ2-0XRM-9T4B-ZC1H-7', '7KQ2-0XRM-9T4B-ZC1U', '7KQ2_0XRM_9T4B_ZC1H']) {
      expect([typed, readRecoveryCode(typed)]).toEqual([typed, undefined]);
    }
  });
});
