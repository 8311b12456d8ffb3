import { sign } from 'node:crypto';
import { encode, es256 } from '../jws.js';
import type { Case } from './case.js';
import { ORDER, withSignature, bySomebodyElse, number } from './forging.js';
import { key, other, claims, h, p, s } from './scene.js';

export const OF_WRONG_SIGNATURE: readonly Case[] = [
  ["a stranger's signature", () => bySomebodyElse({})],
  ['an altered payload', () => `${h}.${encode({ ...claims, roles: ['admin'] })}.${s}`],
  ["another token's signature", () => `${h}.${p}.${other.access_token.split('.')[2] ?? ''}`],
  ["another token's payload", () => `${h}.${other.access_token.split('.')[1] ?? ''}.${s}`],
  ['a signature in DER', () => withSignature(sign('sha256', Buffer.from(`${h}.${p}`), key.privateKey))],
  ['a signature of zeros', () => withSignature(Buffer.alloc(64))],
  ['r = 0', () => withSignature(Buffer.concat([Buffer.alloc(32), number(1n)]))],
  ['s = 0', () => withSignature(Buffer.concat([number(1n), Buffer.alloc(32)]))],
  ['r = s = the order of the group', () => withSignature(Buffer.concat([number(ORDER), number(ORDER)]))],
  ['a signature of ones', () => withSignature(Buffer.alloc(64, 0xff))],
  ['a truncated signature', () => `${h}.${p}.${s.slice(0, 84)}`],
  ['a signature with a byte more', () => withSignature(Buffer.concat([Buffer.from(s, 'base64url'), Buffer.alloc(1)]))],
  ['a signature of one byte', () => withSignature(Buffer.alloc(1))],
  ['a signature over the payload alone', () => withSignature(es256(key.privateKey)(p))],
];
