/** Public RSA keys by which nobody may be recognised, since whoever has them can sign. */
import { checkPrimeSync, createHash, generateKeyPairSync, generatePrimeSync, randomBytes } from 'node:crypto';
import { assertionClaims } from './oauth.js';
import { encode, jws } from './jws.js';

export interface RsaJwk {
  readonly kty: 'RSA';
  readonly n: string;
  readonly e: string;
}

const E = 65537n;
const BITS = 2048;

/** A number in as few bytes as it takes, base64url (RFC 7518 §2). */
export function base64url(value: bigint): string {
  const hex = value.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex').toString('base64url');
}

export const rsaJwk = (n: bigint, e: bigint = E): RsaJwk => ({ kty: 'RSA', n: base64url(n), e: base64url(e) });

/** A modulus that nothing is wrong with. */
export function goodModulus(bits = BITS): bigint {
  const { n = '' } = generateKeyPairSync('rsa', { modulusLength: bits }).publicKey.export({ format: 'jwk' });
  return BigInt(`0x${Buffer.from(n, 'base64url').toString('hex')}`);
}

const prime = (bits: number): bigint => generatePrimeSync(bits, { bigint: true });

/** Two primes with hardly anything between them. */
function closePrimes(): bigint {
  const first = prime(BITS / 2);
  let second = first + 2n;
  while (!checkPrimeSync(second)) second += 2n;
  return first * second;
}

/** Factors k·M + (65537ᵃ mod M), M the product of the primes up to 167: how the library made them (CVE-2017-15361). */
function rocaModulus(): bigint {
  const product = SMALL_PRIMES.reduce((all, one) => all * one, 2n);
  const factor = (): bigint => {
    for (;;) {
      const start = (3n << BigInt(BITS / 2 - 2)) / product + BigInt(`0x${randomBytes(16).toString('hex')}`);
      const candidate = start * product + powerModulo(E, BigInt(`0x${randomBytes(8).toString('hex')}`), product);
      if (checkPrimeSync(candidate)) return candidate;
    }
  };
  return factor() * factor();
}

const SMALL_PRIMES = Array.from({ length: 165 }, (_, at) => BigInt(at + 3)).filter(n => checkPrimeSync(n));

function powerModulo(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n;
  for (let [square, left] = [base % modulus, exponent]; left > 0n; left >>= 1n, square = (square * square) % modulus) {
    if ((left & 1n) === 1n) result = (result * square) % modulus;
  }
  return result;
}

/** What is wrong with each key, the key, and what has to be said of it. */
export const WEAK_RSA_KEYS: readonly (readonly [string, () => RsaJwk, RegExp])[] = [
  ['the exponent 0', () => ({ ...rsaJwk(goodModulus()), e: 'AA' }), /must not have zeros before its e$/],
  ['the exponent 1', () => rsaJwk(goodModulus(), 1n), /odd exponent e from 65537/],
  ['the exponent 2', () => rsaJwk(goodModulus(), 2n), /odd exponent e from 65537/],
  ['the exponent 3', () => rsaJwk(goodModulus(), 3n), /odd exponent e from 65537/],
  ['the exponent 65535', () => rsaJwk(goodModulus(), 65535n), /odd exponent e from 65537/],
  ['the exponent 65538', () => rsaJwk(goodModulus(), 65538n), /odd exponent e from 65537/],
  ['the exponent 2³² + 1', () => rsaJwk(goodModulus(), 2n ** 32n + 1n), /odd exponent e from 65537/],
  ['an even modulus', () => rsaJwk(goodModulus() + 1n), /odd modulus n/],
  ['2047 bits', () => rsaJwk(goodModulus(2047)), /from 2048 to 8192 bits, not 2047/],
  ['2041 bits', () => rsaJwk(goodModulus(2041)), /from 2048 to 8192 bits, not 2041/],
  ['8193 bits', () => rsaJwk(2n ** 8192n + 1n), /from 2048 to 8192 bits, not 8193/],
  ['a modulus that is a prime', () => rsaJwk(prime(BITS)), /modulus n is a prime/],
  ['a modulus with a small factor', () => rsaJwk(751n * prime(BITS - 9)), /small factor/],
  ['a modulus that is a square', () => rsaJwk(prime(BITS / 2) ** 2n), /too close/],
  ['a modulus that is a cube', () => rsaJwk(prime(700) ** 3n), /power of another/],
  ['a modulus with a factor of 14 bits', () => rsaJwk(16_381n * prime(BITS - 13)), /small factor/],
  ['factors that are close', () => rsaJwk(closePrimes()), /too close/],
  ['the weakness ROCA', () => rsaJwk(rocaModulus()), /ROCA/],
];

/** DigestInfo of SHA-256 (RFC 8017 §9.2). */
const SHA256_PREFIX = Buffer.from('3031300d060960864801650304020105000420', 'hex');

/** With the exponent 1 the padded hash of a text is its signature: no key is needed. */
export function assertionByExponentOne(clientId: string): string {
  return jws({ alg: 'RS256' }, assertionClaims(clientId), input => {
    const tail = Buffer.concat([SHA256_PREFIX, createHash('sha256').update(input).digest()]);
    const filling = Buffer.alloc(BITS / 8 - tail.length - 3, 0xff);
    return Buffer.concat([Buffer.from([0, 1]), filling, Buffer.from([0]), tail]);
  });
}

/** A key on P-256 in which one thing is not as it has to be. */
export function spoiltEcKeys(): readonly (readonly [string, object])[] {
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({ format: 'jwk' });
  const bytes = Buffer.from(jwk.x ?? '', 'base64url');
  return [
    ['padding', { ...jwk, x: `${String(jwk.x)}=` }],
    [
      'the alphabet of base64',
      { ...jwk, x: Buffer.concat([bytes.subarray(1), Buffer.from([0xff])]).toString('base64') },
    ],
    ['stray bits at the end', { ...jwk, x: strayBitsIn(String(jwk.x)) }],
    ['a zero before a coordinate', { ...jwk, x: Buffer.concat([Buffer.alloc(1), bytes]).toString('base64url') }],
    ['a coordinate that is short', { ...jwk, x: bytes.subarray(1).toString('base64url') }],
    ['a coordinate that is a number', { ...jwk, x: 7 }],
    ['no coordinate', { ...jwk, y: undefined }],
    ['the point at zero', { ...jwk, x: encode('\0'.repeat(32)), y: encode('\0'.repeat(32)) }],
    ['the curve in small letters', { ...jwk, crv: 'p-256' }],
    ['the kind in small letters', { ...jwk, kty: 'ec' }],
    ['members of an RSA key', { ...jwk, e: 'AQAB' }],
    ['the use enc', { ...jwk, use: 'enc' }],
    ['a use that is null', { ...jwk, use: null }],
    ['the operation sign', { ...jwk, key_ops: ['sign'] }],
    ['the operation sign beside verify', { ...jwk, key_ops: ['verify', 'sign'] }],
    ['no operation', { ...jwk, key_ops: [] }],
    ['the algorithm RS256', { ...jwk, alg: 'RS256' }],
    ['the algorithm ES384', { ...jwk, alg: 'ES384' }],
    ['the algorithm none', { ...jwk, alg: 'none' }],
    ['a certificate', { ...jwk, x5c: ['MIIB'] }],
    ['the address of a certificate', { ...jwk, x5u: 'https://keys.example' }],
    ['a private member', { ...jwk, d: 'AQ' }],
    ['a private member that is null', { ...jwk, d: null }],
  ];
}

/** The last character of 43 stands for four bits and two that say nothing. */
const strayBitsIn = (text: string): string => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return text.slice(0, -1) + String(alphabet[alphabet.indexOf(text.slice(-1)) | 1]);
};
