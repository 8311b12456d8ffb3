import { describe, expect, it } from '@jest/globals';
import { codeAt } from '../../../../test/support/specs/authenticator.js';
import { newTotpSecret, stepOf, textOfSecret, uriOf } from './authenticator-code.js';

/** RFC 6238, Appendix B, for SHA-1: time in seconds, and the code, of whose eight digits apps show the last six. */
const VECTORS: readonly [number, string][] = [
  [59, '94287082'],
  [1_111_111_109, '07081804'],
  [1_111_111_111, '14050471'],
  [1_234_567_890, '89005924'],
  [2_000_000_000, '69279037'],
  [20_000_000_000, '65353130'],
];
const SECRET = Buffer.from('12345678901234567890');
const NOON = 1_900_000_000;

describe('the codes of authenticator apps', () => {
  it.each(VECTORS)('at %d s are those of RFC 6238', (seconds, code) => {
    expect(stepOf(SECRET, code.slice(-6), seconds * 1000)).toBe(Math.floor(seconds / 30));
  });

  it('are those of another implementation, for any secret and time', () => {
    for (let round = 0; round < 50; round++) {
      const secret = newTotpSecret();
      const at = NOON + round * 12_345;
      expect(stepOf(secret, codeAt(textOfSecret(secret), at), at * 1000)).toBe(Math.floor(at / 30));
    }
  });

  it('may be one step old or early, and no more', () => {
    const drifts = [-2, -1, 0, 1, 2].map(steps =>
      stepOf(SECRET, codeAt(textOfSecret(SECRET), NOON + steps * 30), NOON * 1000),
    );
    const step = Math.floor(NOON / 30);
    expect(drifts).toEqual([undefined, step - 1, step, step + 1, undefined]);
  });

  it('may have the space that apps show, and nothing else that is none', () => {
    const code = codeAt(textOfSecret(SECRET), NOON);
    const read = (typed: string): number | undefined => stepOf(SECRET, typed, NOON * 1000);
    expect(read(`${code.slice(0, 3)} ${code.slice(3)}`)).toBe(read(code));
    for (const typed of ['', code.slice(1), `0${code}`, `${code} `, `${code}\n`, 'abcdef', '١٢٣٤٥٦', '1e5', '-12345']) {
      expect([typed, read(typed)]).toEqual([typed, undefined]);
    }
  });

  it('belong to secrets of 160 bits that differ', () => {
    expect([...new Set([newTotpSecret(), newTotpSecret()].map(textOfSecret))]).toEqual([
      expect.stringMatching(/^[A-Z2-7]{32}$/),
      expect.stringMatching(/^[A-Z2-7]{32}$/),
    ]);
  });

  it('are set up by a URI that names service and account, and escapes what they hold', () => {
    const uri = uriOf(SECRET, 'auth.example.test:8443', 'ada&secret=X+1@example.test');
    const { protocol, host, pathname, searchParams } = new URL(uri);
    expect([protocol, host]).toEqual(['otpauth:', 'totp']);
    expect(decodeURIComponent(pathname)).toBe('/auth.example.test:8443:ada&secret=X+1@example.test');
    expect(Object.fromEntries(searchParams)).toEqual({
      issuer: 'auth.example.test:8443',
      secret: textOfSecret(SECRET),
      algorithm: 'SHA1',
      digits: '6',
      period: '30',
    });
  });
});
