import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { parse, stringify } from 'uuid';
import type { KeySet } from '#libs/platform';

/**
 * What a challenge may be answered for. `factor`: to show a second time who one is, at a login and after it. An answer to one is
 * worth nothing for another.
 */
export const PURPOSES = ['register', 'login', 'factor'] as const;

export type ChallengePurpose = (typeof PURPOSES)[number];

/** What the id of a challenge says of it. */
export interface SealedChallenge {
  /** 128 random bits. */
  readonly id: Buffer;
  readonly purpose: ChallengePurpose;
  /** Seconds since 1970. */
  readonly expires: number;
  /** Whom it was given to; null: whoever answers it. */
  readonly user_id: string | null;
  /** SHA-256 of the origin whose pages may answer it, as much as tells one from another. */
  readonly origin_mark: Buffer;
}

const KEY_ID_BYTES = 4;
export const CHALLENGE_ID_BYTES = 16;
const PURPOSE_BYTES = 1;
const EXPIRES_BYTES = 4;
const USER_BYTES = 16;
const MARK_BYTES = 8;
const BODY_BYTES = KEY_ID_BYTES + CHALLENGE_ID_BYTES + PURPOSE_BYTES + EXPIRES_BYTES + USER_BYTES + MARK_BYTES;
const MAC_BYTES = 32;
/** In characters. Together a multiple of three bytes, so that base64url has one form of them only. */
export const CHALLENGE_TEXT_LENGTH = ((BODY_BYTES + MAC_BYTES) * 4) / 3;

/** Writes key id ‖ id ‖ purpose ‖ expiry ‖ user ‖ mark of the origin ‖ HMAC-SHA-256 over all before it, as base64url. */
export function writeChallenge({ id, purpose, expires, user_id, origin_mark }: SealedChallenge, keys: KeySet): string {
  const { id: keyId, key } = keys.newest;
  const purposeAndExpiry = Buffer.alloc(PURPOSE_BYTES + EXPIRES_BYTES);
  purposeAndExpiry.writeUInt8(PURPOSES.indexOf(purpose));
  purposeAndExpiry.writeUInt32BE(expires, PURPOSE_BYTES);
  const user = user_id === null ? Buffer.alloc(USER_BYTES) : parse(user_id);
  const body = Buffer.concat([keyId, id, purposeAndExpiry, user, origin_mark]);
  return Buffer.concat([body, mac(key, body)]).toString('base64url');
}

/** @returns undefined for one that is none of ours */
export function readChallenge(text: string, keys: KeySet): SealedChallenge | undefined {
  if (text.length !== CHALLENGE_TEXT_LENGTH) return undefined;
  const bytes = Buffer.from(text, 'base64url');
  if (bytes.length !== BODY_BYTES + MAC_BYTES) return undefined;
  const body = bytes.subarray(0, BODY_BYTES);
  const found = keys.find(body.subarray(0, KEY_ID_BYTES));
  if (found === undefined || !timingSafeEqual(mac(found.key, body), bytes.subarray(BODY_BYTES))) return undefined;
  const [id, rest] = cut(body.subarray(KEY_ID_BYTES), CHALLENGE_ID_BYTES);
  const purpose = PURPOSES[rest.readUInt8()];
  const [user, origin_mark] = cut(rest.subarray(PURPOSE_BYTES + EXPIRES_BYTES), USER_BYTES);
  const user_id = user.every(byte => byte === 0) ? null : stringify(user);
  return purpose && { id, purpose, expires: rest.readUInt32BE(PURPOSE_BYTES), user_id, origin_mark };
}

export const markOf = (origin: string): Buffer => hash('sha256', origin, 'buffer').subarray(0, MARK_BYTES);

const cut = (bytes: Buffer, at: number): [Buffer, Buffer] => [bytes.subarray(0, at), bytes.subarray(at)];

function mac(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest();
}
