import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { unverifiedSessionOf } from './unverified-session.js';

const encoded = (claims: unknown): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;

describe('the session that an unverified token names', () => {
  it('is its sid, if that is a text', () => {
    expect(unverifiedSessionOf(encoded({ sid: 'an-id', sub: 'x' }))).toBe('an-id');
    for (const claims of [{ sub: 'x' }, { sid: 7 }, { sid: null }, null, 'sid', [], 7]) {
      expect(unverifiedSessionOf(encoded(claims))).toBeUndefined();
    }
  });

  it('is none for anything else, and makes nothing fail', () => {
    fc.assert(fc.property(fc.string(), text => expect(unverifiedSessionOf(text)).toBeUndefined()));
  });
});
