/** Tokens that differ from the scene's good one in one point, signed by whomever. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { encode, es256, hs256, jws } from '../jws.js';
import { key, header, claims, h, p, type Claims } from './scene.js';

/** Order of the group of P-256. */
export const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const p384 = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const ed = generateKeyPairSync('ed25519');

/** Signed by the service's own key. */
export const signed = (payload: unknown, head: unknown = header): string => jws(head, payload, es256(key.privateKey));
export const withClaims = (change: Claims): string => signed({ ...claims, ...change });
export const withHeader = (change: Claims): string => signed(claims, { ...header, ...change });
export const without = (claim: string): string => withClaims({ [claim]: undefined });
export const withSignature = (signature: Buffer): string => `${h}.${p}.${signature.toString('base64url')}`;
export const bySomebodyElse = (head: Claims, privateKey: KeyObject = ec.privateKey): string =>
  jws({ ...header, ...head }, claims, es256(privateKey));
export const symmetric = (alg: string, secret: string | Buffer): string =>
  jws({ ...header, alg }, claims, hs256(secret));
export const now = (): number => Math.floor(Date.now() / 1000);
export const pem = (): string => key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
export const der = (): Buffer => key.publicKey.export({ type: 'spki', format: 'der' });
export const number = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, '0'), 'hex');

/** An ES256 signature with the other of its two s: as valid as the first. */
export function malleated(token: string): string {
  const [head = '', payload = '', signature = ''] = token.split('.');
  const bytes = Buffer.from(signature, 'base64url');
  const otherS = ORDER - BigInt(`0x${bytes.subarray(32).toString('hex')}`);
  return `${head}.${payload}.${Buffer.concat([bytes.subarray(0, 32), number(otherS)]).toString('base64url')}`;
}

/** Another letter that differs only in bits that base64url does not use at this length. */
export function neighbourOf(letter: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  return alphabet[alphabet.indexOf(letter) ^ 1] ?? '';
}

export function brokenUtf8(): string {
  const input = `${encode(header)}.${Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')}`;
  return `${input}.${es256(key.privateKey)(input).toString('base64url')}`;
}

export function byRsa(): string {
  return jws({ ...header, alg: 'RS256' }, claims, input => sign('sha256', Buffer.from(input), rsa.privateKey));
}

export function byP384(): string {
  const signing = { key: p384.privateKey, dsaEncoding: 'ieee-p1363' as const };
  return jws({ ...header, alg: 'ES384' }, claims, input => sign('sha384', Buffer.from(input), signing));
}

export function byEd25519(): string {
  return jws({ ...header, alg: 'EdDSA' }, claims, input => sign(null, Buffer.from(input), ed.privateKey));
}
