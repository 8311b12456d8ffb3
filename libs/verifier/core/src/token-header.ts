import { ACCESS_TOKEN_TYPE } from '../../../contracts/src/index.js';
import { readJsonObject } from './json-object.js';
import { TokenRejected } from './token-errors.js';

const MAX_KID_LENGTH = 64;
const HEADER_PARAMETERS = new Set(['alg', 'typ', 'kid']);

export interface TokenHeader {
  readonly alg: string;
  readonly kid: string;
}

/**
 * Reads a JOSE header that is exactly `{alg, typ, kid}`. So `jwk`, `jku`, `x5c` and their kin can never name a key
 * (RFC 8725 §3.10), any `crit` is refused, and a token of another kind cannot pass for an access token (§3.11).
 */
export function readTokenHeader(bytes: Buffer): TokenHeader {
  const header = readJsonObject(bytes);
  if (Object.keys(header).some(parameter => !HEADER_PARAMETERS.has(parameter))) {
    throw new TokenRejected('header_not_allowed');
  }
  const { alg, typ, kid } = header;
  if (typ !== ACCESS_TOKEN_TYPE || typeof alg !== 'string') throw new TokenRejected('header_not_allowed');
  if (typeof kid !== 'string' || kid.length === 0 || kid.length > MAX_KID_LENGTH) {
    throw new TokenRejected('header_not_allowed');
  }
  return { alg, kid };
}
