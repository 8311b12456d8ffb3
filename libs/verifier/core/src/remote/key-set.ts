import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { SIGNATURE_ALGORITHMS, type SignatureAlgorithm, type VerificationKey } from '../signature.js';
import { isRecord } from './record.js';

const MAX_KEYS = 100;
const MAX_KID_LENGTH = 64;
const RSA_BITS = { least: 2048, most: 8192 };
/** What only a private or a symmetric key has (RFC 7518 §6). One that was published is nobody's any more. */
const PRIVATE_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'];

/** A key set that cannot be used at all. */
export class KeySetUnusable extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'KeySetUnusable';
  }
}

/**
 * Reads a JSON Web Key Set (RFC 7517 §5). Keys that are not for signatures, or of another kind than ours, are left out;
 * so are all of one `kid`, as it cannot be told which is meant.
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

function readKey(jwk: unknown): VerificationKey | undefined {
  if (!isRecord(jwk) || jwk['use'] !== 'sig' || PRIVATE_MEMBERS.some(member => member in jwk)) return undefined;
  const { kid, key_ops: operations } = jwk;
  if (typeof kid !== 'string' || kid.length === 0 || kid.length > MAX_KID_LENGTH) return undefined;
  if (operations !== undefined && !(Array.isArray(operations) && operations.includes('verify'))) return undefined;
  const alg = SIGNATURE_ALGORITHMS.find(one => one === jwk['alg']);
  const key = alg && publicKeyOf(jwk, alg);
  return alg && key && { kid, alg, key };
}

/** The key, if it is of the kind that its algorithm takes (RFC 7518 §3.3, §3.4). */
function publicKeyOf(jwk: Record<string, unknown>, alg: SignatureAlgorithm): KeyObject | undefined {
  const fits = alg === 'ES256' ? jwk['kty'] === 'EC' && jwk['crv'] === 'P-256' : jwk['kty'] === 'RSA';
  if (!fits) return undefined;
  try {
    const key = createPublicKey({ key: jwk as JsonWebKey, format: 'jwk' });
    const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
    return alg === 'ES256' || (bits >= RSA_BITS.least && bits <= RSA_BITS.most) ? key : undefined;
  } catch {
    return undefined;
  }
}
