import { createPublicKey, type JsonWebKey, verify } from 'node:crypto';
import type { Principal } from '#libs/contracts';
import {
  KeySource,
  RevocationState,
  type RevocationVerdict,
  RevocationView,
  TokenRejected,
  type VerificationKey,
  type VerifiedToken,
} from '#libs/verifier/core';

/** Keys that were fetched once. */
export class Keys extends KeySource {
  constructor(private readonly keys: readonly VerificationKey[]) {
    super();
  }

  static async of(origin: string): Promise<Keys> {
    const answer = await fetch(`${origin}/.well-known/jwks.json`);
    const { keys } = (await answer.json()) as { keys: (JsonWebKey & { kid: string; alg: 'ES256' })[] };
    return new Keys(
      keys.map(jwk => ({ kid: jwk.kid, alg: jwk.alg, key: createPublicKey({ key: jwk, format: 'jwk' }) })),
    );
  }

  find(kid: string): VerificationKey | undefined {
    return this.keys.find(key => key.kid === kid);
  }
}

/** Revocations in memory, as a service has them that follows the feed. */
export class View extends RevocationView {
  constructor(private readonly state: RevocationState) {
    super();
  }

  check(token: VerifiedToken): RevocationVerdict {
    if (this.state.refuses(token)) throw new TokenRejected('revoked');
    return 'current';
  }

  awake(principal: Principal): readonly string[] {
    return this.state.awake(principal);
  }

  permits(): boolean {
    return false;
  }

  holdsRole(): boolean {
    return false;
  }
}

/** The least that a token which is new can cost: its signature, checked by node:crypto. */
export function checkSignature(keys: Keys, token: string): void {
  const [header = '', payload = '', signature = ''] = token.split('.');
  const { kid } = JSON.parse(Buffer.from(header, 'base64url').toString()) as { kid: string };
  const found = keys.find(kid);
  if (found === undefined) throw new Error('The key is not there.');
  const key = { key: found.key, dsaEncoding: 'ieee-p1363' } as const;
  const isGenuine = verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'));
  if (!isGenuine) throw new Error('The signature is not that of the key.');
}
