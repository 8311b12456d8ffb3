import { generateKeyPairSync, generatePrimeSync, type KeyObject } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { KeySetUnusable, readKeySet } from './key-set.js';

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const jwkOf = (key: KeyObject, rest: object): Record<string, unknown> => ({
  ...key.export({ format: 'jwk' }),
  ...rest,
});

const EC = jwkOf(ec.publicKey, { kid: 'ec', alg: 'ES256', use: 'sig' });
const RSA = jwkOf(rsa.publicKey, { kid: 'rsa', alg: 'RS256', use: 'sig' });
const OTHER = { ...EC, kid: 'other' };
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey;
const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
const ed = generateKeyPairSync('ed25519').publicKey;

const base64url = (value: bigint): string => Buffer.from(value.toString(16), 'hex').toString('base64url');
const withLastBits = (text: unknown, bits: number): string => {
  const bytes = Buffer.from(String(text), 'base64url');
  bytes[bytes.length - 1] = bits;
  return bytes.toString('base64url');
};

const kidsOf = (...keys: unknown[]): string[] => [...readKeySet({ keys }).keys()];

describe('readKeySet', () => {
  it('takes EC and RSA keys for the algorithm that they name', () => {
    const keys = readKeySet({ keys: [EC, RSA] });
    expect([...keys.values()].map(({ kid, alg, key }) => [kid, alg, key.type])).toEqual([
      ['ec', 'ES256', 'public'],
      ['rsa', 'RS256', 'public'],
    ]);
  });

  it.each([
    ['a private EC key', jwkOf(ec.privateKey, { kid: 'x', alg: 'ES256', use: 'sig' })],
    ['a private RSA key', jwkOf(rsa.privateKey, { kid: 'x', alg: 'RS256', use: 'sig' })],
    ['a symmetric key', { kty: 'oct', k: 'c2VjcmV0', kid: 'x', alg: 'HS256', use: 'sig' }],
    ['a symmetric key named ES256', { kty: 'oct', k: 'c2VjcmV0', kid: 'x', alg: 'ES256', use: 'sig' }],
    ['a key for encryption', { ...EC, kid: 'x', use: 'enc' }],
    ['a key without a use', { ...EC, kid: 'x', use: undefined }],
    ['a key that may not verify', { ...EC, kid: 'x', key_ops: ['encrypt'] }],
    ['a key without a kid', { ...EC, kid: undefined }],
    ['an empty kid', { ...EC, kid: '' }],
    ['a kid that is a number', { ...EC, kid: 1 }],
    ['a kid of 65 characters', { ...EC, kid: 'k'.repeat(65) }],
    ['a key without an alg', { ...EC, kid: 'x', alg: undefined }],
    ['alg none', { ...EC, kid: 'x', alg: 'none' }],
    ['alg HS256', { ...EC, kid: 'x', alg: 'HS256' }],
    ['alg RS256 of an EC key', { ...EC, kid: 'x', alg: 'RS256' }],
    ['alg ES256 of an RSA key', { ...RSA, kid: 'x', alg: 'ES256' }],
    ['another curve', jwkOf(p384, { kid: 'x', alg: 'ES256', use: 'sig' })],
    ['another curve named P-256', { ...jwkOf(p384, { kid: 'x', alg: 'ES256', use: 'sig' }), crv: 'P-256' }],
    ['a point that is not on the curve', { ...EC, kid: 'x', y: EC['x'] }],
    ['a short RSA key', jwkOf(short, { kid: 'x', alg: 'RS256', use: 'sig' })],
    ['an RSA key with the exponent 1', { ...RSA, e: 'AQ' }],
    ['an RSA key with the exponent 3', { ...RSA, e: 'Aw' }],
    ['an RSA key with an even exponent', { ...RSA, e: 'AQAC' }],
    ['an RSA key with a zero before its exponent', { ...RSA, e: 'AAEAAQ' }],
    ['an RSA key with an even modulus', { ...RSA, n: withLastBits(RSA['n'], 0) }],
    ['an RSA key with a prime modulus', { ...RSA, n: base64url(generatePrimeSync(2048, { bigint: true })) }],
    ['a key with a certificate', { ...EC, kid: 'x', x5u: 'https://keys.example' }],
    ['a key that may sign as well', { ...EC, kid: 'x', key_ops: ['sign', 'verify'] }],
    ['a coordinate with padding', { ...EC, kid: 'x', x: `${String(EC['x'])}=` }],
    ['a short coordinate', { ...EC, kid: 'x', x: 'AQ' }],
    ['an Ed25519 key', jwkOf(ed, { kid: 'x', alg: 'EdDSA', use: 'sig' })],
    ['a null', null],
    ['a text', 'key'],
    ['a list', [EC]],
  ])('leaves out %s', (_what, key) => {
    expect(kidsOf(EC, key)).toEqual(['ec']);
  });

  it('leaves out all keys of a kid that is there twice', () => {
    expect(kidsOf(EC, OTHER, { ...RSA, kid: 'other' })).toEqual(['ec']);
    expect(kidsOf(EC, OTHER, { ...RSA, kid: 'other' }, OTHER)).toEqual(['ec']);
  });

  it('takes a kid that names something of JavaScript for a name', () => {
    expect(kidsOf(EC, { ...EC, kid: '__proto__' }, { ...EC, kid: 'constructor' })).toEqual([
      'ec',
      '__proto__',
      'constructor',
    ]);
  });

  it.each([
    ['no object', 'keys'],
    ['a list', [EC]],
    ['no keys', {}],
    ['keys that are no list', { keys: EC }],
    ['an empty list', { keys: [] }],
    ['nothing that can be used', { keys: [{ ...EC, use: 'enc' }] }],
    ['more keys than anybody has', { keys: Array.from({ length: 101 }, (_, i) => ({ ...EC, kid: String(i) })) }],
  ])('cannot use %s', (_what, body) => {
    expect(() => readKeySet(body)).toThrow(KeySetUnusable);
  });
});
