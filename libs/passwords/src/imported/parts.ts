import { RefusedHash } from '../stored/bytes.js';

const BASE64 = /^[A-Za-z0-9+/_.-]+={0,2}$/;

/**
 * Bytes in any of the forms that base64 comes in: with padding or not, for URLs, or with `.` for `+` as passlib has it.
 * @throws RefusedHash
 */
export function bytesOf(base64: unknown): Buffer {
  if (typeof base64 !== 'string' || !BASE64.test(base64)) throw new RefusedHash('malformed');
  return Buffer.from(base64.replaceAll('.', '+'), 'base64');
}

/** A whole number, written out or not. @throws RefusedHash */
export function wholeOf(value: unknown): number {
  const isWritten = typeof value === 'string' && /^\d{1,9}$/.test(value);
  const number = isWritten ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw new RefusedHash('malformed');
  return number;
}

/** The binary logarithm of what scrypt calls N. @throws RefusedHash where there is none */
export function logarithmOf(n: number): number {
  const ln = Math.log2(n);
  if (!Number.isSafeInteger(ln)) throw new RefusedHash('malformed');
  return ln;
}

/** The field of an object that came from elsewhere; undefined if it has none. */
export function fieldOf(object: unknown, name: string): unknown {
  const isThere = typeof object === 'object' && object !== null && Object.hasOwn(object, name);
  return isThere ? (object as Readonly<Record<string, unknown>>)[name] : undefined;
}
