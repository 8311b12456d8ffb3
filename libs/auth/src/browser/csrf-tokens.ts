import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type KeySet, MasterSecret } from '#libs/platform';

const ID_BYTES = 4;
// Together a multiple of three bytes, so that base64url has one form of them only.
const RANDOM_BYTES = 18;
const MAC_BYTES = 32;
const BYTES = ID_BYTES + RANDOM_BYTES + MAC_BYTES;
/** In characters. */
export const CSRF_TOKEN_LENGTH = (BYTES * 4) / 3;

/**
 * CSRF tokens: key id ‖ random ‖ HMAC-SHA-256 over session id ‖ random, base64url. The page that got one shows with it
 * that it could read an answer of this service, which other sites cannot. A token is good for its session alone, and
 * for as long as that lasts. So a token of another session is worth nothing, be it leaked or an attacker's own. The
 * random part makes each token differ, so that the length of a compressed answer cannot give it away.
 */
@Injectable()
export class CsrfTokens {
  private readonly keys: KeySet;

  constructor(secret: MasterSecret) {
    this.keys = secret.derive('csrf token');
  }

  issue(sessionId: string): string {
    const { id, key } = this.keys.newest;
    const random = randomBytes(RANDOM_BYTES);
    return Buffer.concat([id, random, mac(key, sessionId, random)]).toString('base64url');
  }

  isGood(token: string, sessionId: string): boolean {
    if (token.length !== CSRF_TOKEN_LENGTH) return false;
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== BYTES) return false;
    const found = this.keys.find(bytes.subarray(0, ID_BYTES));
    const random = bytes.subarray(ID_BYTES, ID_BYTES + RANDOM_BYTES);
    return (
      found !== undefined && timingSafeEqual(mac(found.key, sessionId, random), bytes.subarray(ID_BYTES + RANDOM_BYTES))
    );
  }
}

function mac(key: Buffer, sessionId: string, random: Buffer): Buffer {
  return createHmac('sha256', key).update(sessionId).update(random).digest();
}
