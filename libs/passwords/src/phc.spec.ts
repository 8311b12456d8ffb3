import { describe, it, expect } from '@jest/globals';
import fc from 'fast-check';
import { PARAMETER_CEILING, withinCeiling } from './argon2-parameters.js';
import { formatPhc, needsRehash, parsePhc, type PhcHash } from './phc.js';
import { RefusedHash } from './stored/bytes.js';

const GOOD = `$argon2id$v=19$m=19456,t=2,p=1$${'A'.repeat(22)}$${'A'.repeat(43)}`;
const TARGET = { m: 19_456, t: 2, p: 1 };

const bytes = (minLength: number) => fc.uint8Array({ minLength, maxLength: 64 }).map(array => Buffer.from(array));
const hashes: fc.Arbitrary<PhcHash> = fc.record({
  algorithm: fc.constantFrom('argon2id', 'argon2i', 'argon2d'),
  version: fc.constantFrom(16, 19),
  parameters: fc
    .record({
      m: fc.integer({ min: 8, max: PARAMETER_CEILING.m }),
      t: fc.integer({ min: 1, max: PARAMETER_CEILING.t }),
      p: fc.integer({ min: 1, max: PARAMETER_CEILING.p }),
    })
    .filter(withinCeiling),
  salt: bytes(8),
  tag: bytes(16),
});

function problemOf(text: string): string | undefined {
  try {
    parsePhc(text);
    return undefined;
  } catch (error) {
    if (error instanceof RefusedHash) return error.problem;
    throw error;
  }
}

describe('parsePhc', () => {
  it('reads back whatever formatPhc writes', () => {
    fc.assert(fc.property(hashes, hash => expect(parsePhc(formatPhc(hash))).toEqual(hash)));
  });

  it('never throws anything but RefusedHash, and takes only what it would write itself', () => {
    const mutated = fc
      .tuple(fc.nat(GOOD.length), fc.nat(3), fc.string({ maxLength: 4 }))
      .map(([place, cut, insert]) => GOOD.slice(0, place) + insert + GOOD.slice(place + cut));
    fc.assert(
      fc.property(fc.oneof(mutated, fc.string({ maxLength: 400 })), text => {
        if (problemOf(text) === undefined) expect(formatPhc(parsePhc(text))).toBe(text);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['empty', ''],
    ['another scheme', '$2b$12$abcdefghijklmnopqrstuuxhCGYBdAzHfRWzzjXxZ2aQhGQ0bMG5a'],
    ['an unknown algorithm', GOOD.replace('argon2id', 'argon2x')],
    ['no version', GOOD.replace('$v=19', '')],
    ['an unknown version', GOOD.replace('v=19', 'v=20')],
    ['other order', GOOD.replace('t=2,p=1', 'p=1,t=2')],
    ['a leading zero', GOOD.replace('t=2', 't=02')],
    ['no passes', GOOD.replace('t=2', 't=0')],
    ['a sign', GOOD.replace('t=2', 't=+2')],
    ['less than 8 KiB a lane', GOOD.replace('m=19456', 'm=7')],
    ['padding', `${GOOD}=`],
    ['base64 that is not canonical', `${GOOD.slice(0, -1)}B`],
    ['base64url', `${GOOD.slice(0, -1)}_`],
    ['a final newline', `${GOOD}\n`],
    ['a further field', `${GOOD}$AAAA`],
    ['a short salt', GOOD.replace('A'.repeat(22), 'AAAA')],
    ['a short tag', GOOD.replace('A'.repeat(43), 'A'.repeat(20))],
  ])('refuses %s as malformed', (_, text) => {
    expect(problemOf(text)).toBe('malformed');
  });

  it.each([
    ['memory', GOOD.replace('m=19456', 'm=262145')],
    ['memory past 32 bits', GOOD.replace('m=19456', 'm=9999999999')],
    ['passes', GOOD.replace('t=2', 't=17')],
    ['lanes', GOOD.replace('p=1', 'p=9')],
    ['salt', GOOD.replace('A'.repeat(22), 'A'.repeat(88))],
    ['tag', GOOD.replace('A'.repeat(43), 'A'.repeat(88))],
    ['text', GOOD + 'A'.repeat(1_000_000)],
  ])('refuses too much %s as excessive', (_, text) => {
    expect(problemOf(text)).toBe('excessive');
  });

  it('says nothing of the hash in its error', () => {
    expect(() => parsePhc(GOOD.replace('m=19456', 'm=262145'))).toThrow(/^The stored password hash is excessive\.$/);
  });
});

describe('needsRehash', () => {
  const stored = parsePhc(GOOD);

  it('leaves what is as strong as the target or stronger', () => {
    expect(needsRehash(stored, TARGET)).toBe(false);
    expect(needsRehash({ ...stored, parameters: { m: 65_536, t: 4, p: 1 } }, TARGET)).toBe(false);
  });

  it.each<[string, Partial<PhcHash>]>([
    ['less memory', { parameters: { ...TARGET, m: 19_455 } }],
    ['fewer passes', { parameters: { ...TARGET, t: 1 } }],
    ['other lanes', { parameters: { ...TARGET, p: 2 } }],
    ['an older version', { version: 16 }],
    ['another algorithm', { algorithm: 'argon2i' }],
    ['a short salt', { salt: Buffer.alloc(8) }],
    ['a short tag', { tag: Buffer.alloc(16) }],
  ])('asks for a new one on %s', (_, weakness) => {
    expect(needsRehash({ ...stored, ...weakness }, TARGET)).toBe(true);
  });
});
