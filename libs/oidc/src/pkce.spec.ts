import { describe, expect, it } from '@jest/globals';
import { isVerifierOf } from './pkce.js';

// RFC 7636, appendix B.
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('a code verifier', () => {
  it('is that of its challenge alone', () => {
    expect(isVerifierOf(VERIFIER, CHALLENGE)).toBe(true);
    expect(isVerifierOf(VERIFIER.toLowerCase(), CHALLENGE)).toBe(false);
    expect(isVerifierOf(`${VERIFIER}a`, CHALLENGE)).toBe(false);
  });

  it('is never the challenge itself, as it would be by the method plain', () => {
    expect(isVerifierOf(CHALLENGE, CHALLENGE)).toBe(false);
  });

  it.each(['', 'short', 'a'.repeat(42), 'a'.repeat(129), `${'a'.repeat(43)}\n`, `${'a'.repeat(42)}é`])(
    'of another form is none: %j',
    verifier => {
      expect(isVerifierOf(verifier, CHALLENGE)).toBe(false);
    },
  );
});
