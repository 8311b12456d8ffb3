/** Tokens made by hand, good and bad, and a verifier whose keys and revocations a spec can look into. */
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { AccessTokenClaims, Principal } from '../../../libs/contracts/src/index.js';
import {
  AccessTokenVerifier,
  CannotVerify,
  KeySource,
  RevocationView,
  TokenRejected,
  type VerificationKey,
} from '../../../libs/verifier/core/src/index.js';

export const NOW = 1_800_000_000;
export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });

export class Keys extends KeySource {
  asked: string[] = [];
  find(kid: string): VerificationKey | undefined {
    this.asked.push(kid);
    if (kid === 'unavailable') throw new CannotVerify('no keys');
    if (kid === 'rsa') return { kid, alg: 'RS256', key: rsa.publicKey };
    return kid === 'ec' ? { kid, alg: 'ES256', key: ec.publicKey } : undefined;
  }
}

export class Revocations extends RevocationView {
  checked = 0;
  revoked = false;
  check(): 'current' {
    this.checked++;
    if (this.revoked) throw new TokenRejected('revoked');
    return 'current';
  }
  awake({ roles }: Principal): readonly string[] {
    return roles;
  }
  permits(): boolean {
    return false;
  }
  holdsRole(): boolean {
    return false;
  }
}

export function setUp(now = NOW): { verifier: AccessTokenVerifier; keys: Keys; revocations: Revocations } {
  const keys = new Keys();
  const revocations = new Revocations();
  const options = { issuer: 'https://auth.test', audience: 'notes', maxLifetime: 600 };
  return { verifier: new AccessTokenVerifier(options, keys, revocations, () => now * 1000), keys, revocations };
}

export const CLAIMS: AccessTokenClaims = {
  iss: 'https://auth.test',
  aud: ['notes', 'https://auth.test'],
  sub: 'user-1',
  client_id: 'gatehouse',
  sid: 'session-1',
  jti: 'jti-1',
  iat: NOW - 10,
  exp: NOW + 590,
  roles: ['user'],
  epoch: 3,
};
export const HEADER = { alg: 'ES256', typ: 'at+jwt', kid: 'ec' };

export const encode = (value: unknown): string =>
  Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');

export function mint(claims: unknown = CLAIMS, header: unknown = HEADER, key: KeyObject = ec.privateKey): string {
  const input = `${encode(header)}.${encode(claims)}`;
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

export function without(claim: keyof AccessTokenClaims): object {
  const { [claim]: _gone, ...rest } = CLAIMS;
  return rest;
}

export async function rejection(token: string): Promise<unknown> {
  const { verifier } = setUp();
  return verifier.verify(token).then(
    () => 'accepted',
    (error: unknown) => (error instanceof TokenRejected ? error.reason : error),
  );
}
