import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { settings } from './settings.js';
import { KEY_ID, publicKey } from './tokens.js';

export interface Claims {
  readonly iss: string;
  readonly aud: string;
  readonly sub: string;
  readonly client_id: string;
  readonly sid: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
  readonly auth_time: number;
  readonly amr: readonly string[];
  readonly acr: string;
  readonly roles: readonly string[];
  readonly epoch: number;
}

const keys = new Map<string, KeyObject>([
  [KEY_ID, publicKey],
  [settings.trusted.kid, createPublicKey({ key: settings.trusted, format: 'jwk' })],
]);
const verified = new Map<string, Claims>();
/** What was taken back: sessions, and of users the least epoch that is good. All that a look at a token takes. */
const endedSessions = new Set<string>();
const leastEpochs = new Map<string, number>();

export function endSession(sid: string): void {
  endedSessions.add(sid);
}

export function endSessionsOf(sub: string, epoch: number): void {
  leastEpochs.set(sub, epoch);
}

/** The claims of a token that is good, else undefined. One that was seen before costs no signature check. */
export function recognise(token: string): Claims | undefined {
  const claims = verified.get(token) ?? verifyAnew(token);
  if (claims === undefined || claims.exp <= Date.now() / 1000) return undefined;
  if (endedSessions.has(claims.sid) || claims.epoch < (leastEpochs.get(claims.sub) ?? 0)) return undefined;
  return claims;
}

export function bearer(authorization: string | undefined): Claims | undefined {
  return authorization === undefined ? undefined : recognise(authorization.slice('Bearer '.length));
}

function verifyAnew(token: string): Claims | undefined {
  const [head, payload, signature] = token.split('.');
  if (head === undefined || payload === undefined || signature === undefined) return undefined;
  const { kid } = decode(head) as { kid: string };
  const key = keys.get(kid);
  if (key === undefined) return undefined;
  const against = { key, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify('sha256', Buffer.from(`${head}.${payload}`), against, Buffer.from(signature, 'base64url'))) {
    return undefined;
  }
  const claims = decode(payload) as Claims;
  verified.set(token, claims);
  return claims;
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString());
}
