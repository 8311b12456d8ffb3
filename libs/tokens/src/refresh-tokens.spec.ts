import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MasterSecret, newId } from '#libs/platform';
import { REFRESH_TOKEN_LENGTH, RefreshTokens } from './refresh-tokens.js';

const OLD = 'an old secret of at least thirty-two bytes';
const NEW = 'a new secret of at least thirty-two bytes!';
const tokens = new RefreshTokens(new MasterSecret([OLD]));

describe('refresh tokens', () => {
  it('say after decoding what was encoded', () => {
    fc.assert(
      fc.property(fc.nat(0xffffffff), fc.uint8Array({ minLength: 16, maxLength: 16 }), (counter, bytes) => {
        const token = { session_id: newId(), counter, secret: Buffer.from(bytes) };
        const text = tokens.encode(token);
        expect(text).toHaveLength(REFRESH_TOKEN_LENGTH);
        expect(tokens.decode(text)).toEqual(token);
      }),
    );
  });

  it('are refused with any one character changed, cut or added', () => {
    const text = tokens.encode({ session_id: newId(), counter: 7, secret: tokens.newSecret() });
    for (let i = 0; i < text.length; i++) {
      const other = text[i] === 'A' ? 'B' : 'A';
      expect(tokens.decode(text.slice(0, i) + other + text.slice(i + 1))).toBeUndefined();
    }
    expect(tokens.decode(text.slice(0, -1))).toBeUndefined();
    expect(tokens.decode(`${text}A`)).toBeUndefined();
    expect(tokens.decode('')).toBeUndefined();
  });

  it('of an older secret are readable as long as it is listed', () => {
    const text = tokens.encode({ session_id: newId(), counter: 0, secret: tokens.newSecret() });
    expect(new RefreshTokens(new MasterSecret([NEW, OLD])).decode(text)).toBeDefined();
    expect(new RefreshTokens(new MasterSecret([NEW])).decode(text)).toBeUndefined();
  });

  it('are the same each time they are made, so a successor need not be stored', () => {
    const token = { session_id: newId(), counter: 3, secret: tokens.newSecret() };
    expect(tokens.encode(token)).toBe(tokens.encode(token));
  });
});
