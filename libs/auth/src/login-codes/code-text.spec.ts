import { describe, expect, it } from '@jest/globals';
import { inGroups, newCode, readCode } from './code-text.js';

describe('a code to log in with', () => {
  it('has eight digits, those in front too, and reads as it was written', () => {
    const codes = new Set(Array.from({ length: 2000 }, newCode));
    expect(codes.size).toBeGreaterThan(1990);
    expect([...codes].some(code => code.startsWith('0'))).toBe(true);
    for (const code of codes) {
      expect(code).toMatch(/^\d{8}$/);
      expect(inGroups(code)).toMatch(/^\d{4} \d{4}$/);
      expect(readCode(inGroups(code))).toBe(code);
    }
  });

  it.each(['40315728', '4031 5728', ' 4031-5728\n', '4 0 3 1 5 7 2 8'])('may be typed as %j', typed => {
    expect(readCode(typed)).toBe('40315728');
  });

  it.each(['', '4031572', '403157289', '4031572x', '٤٠٣١٥٧٢٨', '4031.5728'])('is not %j', typed => {
    expect(readCode(typed)).toBeUndefined();
  });
});
