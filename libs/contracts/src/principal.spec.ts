import { describe, expect, it } from '@jest/globals';
import { type AccessTokenClaims, principalOf } from './index.js';

const CLAIMS: AccessTokenClaims = {
  ...{ iss: 'https://auth.example.test', aud: 'orders', sub: 'ada', client_id: 'gatehouse', sid: 's', jti: 'j' },
  ...{ iat: 1, exp: 2, epoch: 0 },
};

describe('a principal', () => {
  it('has the level that the token says, or that its methods make up where it is of before there were levels', () => {
    const levelOf = (more: Partial<AccessTokenClaims>): unknown => principalOf({ ...CLAIMS, ...more }).acr;
    expect(levelOf({ amr: ['pwd'], acr: 'sfa' })).toBe('sfa');
    expect(levelOf({ amr: ['pwd', 'otp', 'mfa'], acr: 'mfa' })).toBe('mfa');
    expect(levelOf({ amr: ['pwd', 'otp', 'mfa'] })).toBe('mfa');
    expect(levelOf({ amr: ['pwd', 'otp'] })).toBe('sfa');
    expect(Object.keys(principalOf(CLAIMS))).not.toContain('acr');
  });

  it('has the session in which an application was let in, if there is one', () => {
    expect(principalOf({ ...CLAIMS, parent_sid: 'p' }).parent_sid).toBe('p');
    expect(Object.keys(principalOf(CLAIMS))).not.toContain('parent_sid');
  });
});
