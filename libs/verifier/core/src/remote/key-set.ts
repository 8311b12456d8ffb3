import { KeyRefused, type PublicKey, readPublicKey } from '../public-key.js';
import { SIGNATURE_ALGORITHMS, type VerificationKey } from '../signature.js';
import { isRecord } from './record.js';

const MAX_KEYS = 100;
const MAX_KID_LENGTH = 64;

/** A key set that cannot be used at all. */
export class KeySetUnusable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KeySetUnusable';
  }
}

/**
 * Reads a JSON Web Key Set (RFC 7517 §5). Keys that are not for signatures, of another kind than ours, or weak are left
 * out; so are all of one `kid`, as it cannot be told which is meant.
 * @throws KeySetUnusable if it is no key set, or no key is left.
 */
export function readKeySet(body: unknown): Map<string, VerificationKey> {
  const list = isRecord(body) ? body['keys'] : undefined;
  if (!Array.isArray(list)) throw new KeySetUnusable('The key set of the issuer has no list of keys.');
  if (list.length > MAX_KEYS) throw new KeySetUnusable(`The key set of the issuer has more than ${MAX_KEYS} keys.`);
  const keys = new Map<string, VerificationKey>();
  const twice = new Set<string>();
  for (const key of list.map(readKey)) {
    if (key === undefined) continue;
    if (keys.has(key.kid)) twice.add(key.kid);
    keys.set(key.kid, key);
  }
  for (const kid of twice) keys.delete(kid);
  if (keys.size === 0) throw new KeySetUnusable('The key set of the issuer has no usable key.');
  return keys;
}

/** A key of a set has to say what it is for, and which algorithm it verifies. */
function readKey(jwk: unknown): VerificationKey | undefined {
  if (!isRecord(jwk) || jwk['use'] !== 'sig') return undefined;
  const { kid } = jwk;
  if (typeof kid !== 'string' || kid.length === 0 || kid.length > MAX_KID_LENGTH) return undefined;
  const alg = SIGNATURE_ALGORITHMS.find(one => one === jwk['alg']);
  const key = alg && publicKeyIn(jwk)?.key;
  return alg && key && { kid, alg, key };
}

function publicKeyIn(jwk: Record<string, unknown>): PublicKey | undefined {
  try {
    return readPublicKey(jwk);
  } catch (error) {
    if (error instanceof KeyRefused) return undefined;
    throw error;
  }
}
