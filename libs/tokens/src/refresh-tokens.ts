import { createHmac, hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parse, stringify } from 'uuid';
import { type KeySet, MasterSecret } from '#libs/platform';

/** What a genuine refresh token says. That it is genuine does not mean that it is still good. */
export interface RefreshToken {
  readonly session_id: string;
  /** How often the session was refreshed before this token was made. */
  readonly counter: number;
  /** 128 random bits, the same for all tokens of a session. The database holds only their SHA-256. */
  readonly secret: Buffer;
}

const PREFIX = 'gtr_';
const ID_BYTES = 4;
const SESSION_BYTES = 16;
const COUNTER_BYTES = 4;
const SECRET_BYTES = 16;
const BODY_BYTES = ID_BYTES + SESSION_BYTES + COUNTER_BYTES + SECRET_BYTES;
const MAC_BYTES = 32;
/** Length in characters of every refresh token. */
export const REFRESH_TOKEN_LENGTH = PREFIX.length + ((BODY_BYTES + MAC_BYTES) * 4) / 3;

/**
 * Refresh tokens: key id ‖ session id ‖ counter ‖ session secret ‖ HMAC-SHA-256 over all before it, base64url after
 * a prefix that secret scanners can find. The MAC is checked before any SQL, so a made-up token reaches nothing.
 * A leaked database forges none (it lacks the secret's preimage and the MAC key), and neither does a leaked master
 * secret alone. The same successor can be made again without being stored.
 */
@Injectable()
export class RefreshTokens {
  private readonly keys: KeySet;

  constructor(secret: MasterSecret) {
    this.keys = secret.derive('refresh token');
  }

  newSecret(): Buffer {
    return randomBytes(SECRET_BYTES);
  }

  /** The form in which a session's secret is stored. */
  hashOf(secret: Buffer): Buffer {
    return hash('sha256', secret, 'buffer');
  }

  encode({ session_id, counter, secret }: RefreshToken): string {
    const { id, key } = this.keys.newest;
    const count = Buffer.alloc(COUNTER_BYTES);
    count.writeUInt32BE(counter);
    const body = Buffer.concat([id, parse(session_id), count, secret]);
    return PREFIX + Buffer.concat([body, mac(key, body)]).toString('base64url');
  }

  /** What the token says, or `undefined` if it is not one of ours. */
  decode(token: string): RefreshToken | undefined {
    if (token.length !== REFRESH_TOKEN_LENGTH || !token.startsWith(PREFIX)) return undefined;
    const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url');
    if (bytes.length !== BODY_BYTES + MAC_BYTES) return undefined;
    const body = bytes.subarray(0, BODY_BYTES);
    const found = this.keys.find(body.subarray(0, ID_BYTES));
    if (found === undefined || !timingSafeEqual(mac(found.key, body), bytes.subarray(BODY_BYTES))) return undefined;
    return {
      session_id: stringify(body.subarray(ID_BYTES, ID_BYTES + SESSION_BYTES)),
      counter: body.readUInt32BE(ID_BYTES + SESSION_BYTES),
      secret: body.subarray(ID_BYTES + SESSION_BYTES + COUNTER_BYTES),
    };
  }
}

function mac(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
