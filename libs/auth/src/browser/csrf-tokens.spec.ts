import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MasterSecret, newId } from '#libs/platform';
import { CSRF_TOKEN_LENGTH, CsrfTokens } from './csrf-tokens.js';

const OLD = 'an old secret of at least thirty-two bytes';
const NEW = 'a new secret of at least thirty-two bytes!';
const tokens = new CsrfTokens(new MasterSecret([OLD]));
const SESSION = newId();

describe('CSRF tokens', () => {
  it('are good for their session and no other, and each differs', () => {
    const token = tokens.issue(SESSION);
    expect(token).toMatch(/^[\w-]+$/);
    expect(token).toHaveLength(CSRF_TOKEN_LENGTH);
    expect(tokens.isGood(token, SESSION)).toBe(true);
    expect(tokens.isGood(token, newId())).toBe(false);
    expect(tokens.isGood(token, '')).toBe(false);
    expect(tokens.issue(SESSION)).not.toBe(token);
  });

  it('are refused with any one character changed, cut or added', () => {
    const token = tokens.issue(SESSION);
    for (let i = 0; i < token.length; i++) {
      const other = token[i] === 'A' ? 'B' : 'A';
      expect(tokens.isGood(token.slice(0, i) + other + token.slice(i + 1), SESSION)).toBe(false);
    }
    expect(tokens.isGood(token.slice(0, -1), SESSION)).toBe(false);
    expect(tokens.isGood(`${token}A`, SESSION)).toBe(false);
  });

  it('are not to be made up', () => {
    fc.assert(
      fc.property(fc.string({ minLength: CSRF_TOKEN_LENGTH, maxLength: CSRF_TOKEN_LENGTH }), text => {
        expect(tokens.isGood(text, SESSION)).toBe(false);
      }),
    );
  });

  it('stay good while the master secret that they were made with is listed', () => {
    const token = tokens.issue(SESSION);
    const rotated = new CsrfTokens(new MasterSecret([NEW, OLD]));
    expect(rotated.isGood(token, SESSION)).toBe(true);
    expect(tokens.isGood(rotated.issue(SESSION), SESSION)).toBe(false);
    expect(new CsrfTokens(new MasterSecret([NEW])).isGood(token, SESSION)).toBe(false);
  });
});
