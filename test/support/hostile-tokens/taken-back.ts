import { randomUUID } from 'node:crypto';
import { claimsOf } from '../people.js';
import type { Case } from './case.js';
import { withClaims, without, malleated } from './forging.js';
import { worker, other, claims, dead } from './scene.js';

/** Signed by the service, and good once or never. */
export const TAKEN_BACK: readonly Case[] = [
  ['a session that was logged out', () => dead['session'] ?? ''],
  ['an outdated epoch', () => dead['epoch'] ?? ''],
  ['a jti that was revoked', () => dead['jti'] ?? ''],
  ['a jti that was revoked, in the other form of its signature', () => malleated(dead['jti'] ?? '')],
  ['a disabled account', () => dead['account'] ?? ''],
  ['a deleted client', () => dead['client'] ?? ''],
  ['a session that never was', () => withClaims({ sid: randomUUID(), jti: 'never' })],
  ["another person's session", () => withClaims({ sid: other.session_id })],
  ['a person that never was', () => withClaims({ sub: randomUUID() })],
  ["another person's id", () => withClaims({ sub: claimsOf(other.access_token)['sub'] })],
  ['no session', () => without('sid')],
  ["a service's id and a person's session", () => withClaims({ sub: worker.client_id })],
  ["a person's id as a session", () => withClaims({ sid: claims['sub'] })],
  ['a sub that is no id', () => withClaims({ sub: 'root' })],
  ['a sub in capitals', () => withClaims({ sub: String(claims['sub']).toUpperCase() })],
  ['a sub that is SQL', () => withClaims({ sub: `' OR 1=1 --` })],
  ['a sid that is no id', () => withClaims({ sid: 'x' })],
  ['a jti with a NUL', () => withClaims({ jti: 'a\0b' })],
  ['an epoch that no column holds', () => withClaims({ epoch: 2 ** 31 })],
];
