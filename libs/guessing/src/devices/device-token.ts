import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { KeySet } from '#libs/platform';

/** What a device carries of its logins. */
export interface DeviceToken {
  readonly id: Buffer;
  /** Days since 1970. */
  readonly issuedOn: number;
  /** One for each account, the latest first; those that are of none are random. */
  readonly marks: readonly Buffer[];
}

const PREFIX = 'gtd_';
const KEY_ID_BYTES = 4;
export const DEVICE_ID_BYTES = 13;
const DAY_BYTES = 2;
export const MARK_BYTES = 8;
export const MARKS = 5;
const BODY_BYTES = KEY_ID_BYTES + DEVICE_ID_BYTES + DAY_BYTES + MARKS * MARK_BYTES;
const MAC_BYTES = 16;
/** In characters. Together a multiple of three bytes, so that base64url has one form of them only. */
export const DEVICE_TOKEN_LENGTH = PREFIX.length + ((BODY_BYTES + MAC_BYTES) * 4) / 3;

/**
 * Writes key id ‖ device id ‖ day ‖ marks ‖ HMAC-SHA-256 over all before it, base64url after a prefix that scanners can find.
 * All are of one length, so that it tells nobody with how many accounts the device is used.
 */
export function writeDeviceToken({ id, issuedOn, marks }: DeviceToken, keys: KeySet): string {
  const { id: keyId, key } = keys.newest;
  const day = Buffer.alloc(DAY_BYTES);
  day.writeUInt16BE(issuedOn);
  const body = Buffer.concat([keyId, id, day, ...marks]);
  return PREFIX + Buffer.concat([body, mac(key, body)]).toString('base64url');
}

/** @returns undefined for one that is none of ours */
export function readDeviceToken(text: string, keys: KeySet): DeviceToken | undefined {
  if (text.length !== DEVICE_TOKEN_LENGTH || !text.startsWith(PREFIX)) return undefined;
  const bytes = Buffer.from(text.slice(PREFIX.length), 'base64url');
  if (bytes.length !== BODY_BYTES + MAC_BYTES) return undefined;
  const body = bytes.subarray(0, BODY_BYTES);
  const found = keys.find(body.subarray(0, KEY_ID_BYTES));
  if (found === undefined || !timingSafeEqual(mac(found.key, body), bytes.subarray(BODY_BYTES))) return undefined;
  const marks = body.subarray(KEY_ID_BYTES + DEVICE_ID_BYTES + DAY_BYTES);
  return {
    id: body.subarray(KEY_ID_BYTES, KEY_ID_BYTES + DEVICE_ID_BYTES),
    issuedOn: body.readUInt16BE(KEY_ID_BYTES + DEVICE_ID_BYTES),
    marks: Array.from({ length: MARKS }, (_, place) => marks.subarray(place * MARK_BYTES, (place + 1) * MARK_BYTES)),
  };
}

/** By what somebody has logged in on a device last: by the password alone, or by a second factor, whatever came before that. */
export type Welcome = 'password' | 'factor';

/** That this device has logged in to this account, and by what: without the key nobody finds out which account that is. */
export const markOf = (key: Buffer, id: Buffer, account: string, by: Welcome): Buffer =>
  createHmac('sha256', key).update(WORDS[by]).update(id).update(account).digest().subarray(0, MARK_BYTES);

/** None begins with the other, whatever follows. */
const WORDS: Readonly<Record<Welcome, string>> = { password: 'mark', factor: 'factor mark' };

export const newDeviceId = (): Buffer => randomBytes(DEVICE_ID_BYTES);
export const noMark = (): Buffer => randomBytes(MARK_BYTES);

function mac(key: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', key).update('token').update(body).digest().subarray(0, MAC_BYTES);
}
