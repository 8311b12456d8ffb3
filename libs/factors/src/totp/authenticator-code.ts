import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** What every authenticator app can do, whatever the URI says: some ignore other values without a word. */
const APP = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** The clock of a phone may be so many steps off, and people are slow (RFC 6238 §5.2). */
const DRIFT_STEPS = 1;

/** As RFC 4226 §4 recommends. */
const SECRET_BYTES = 20;

/** Six digits, as apps show them: with a space in the middle, or none. */
const CODE = /^(\d{3}) ?(\d{3})$/;

export const newTotpSecret = (): Buffer => randomBytes(SECRET_BYTES);

/** Base32 without padding, for apps into which it is typed. */
export const textOfSecret = (secret: Uint8Array): string => secretOf(secret).base32;

/**
 * The URI that apps read from a QR code.
 * @param issuer the service, as the app is to show it
 * @param label whose it is
 */
export function uriOf(secret: Uint8Array, issuer: string, label: string): string {
  return new TOTP({ ...APP, issuer, label, secret: secretOf(secret) }).toString();
}

/**
 * The time step that a code is of (RFC 6238 §4.2).
 * @param at milliseconds since 1970
 * @returns undefined if it is of none that is near enough
 */
export function stepOf(secret: Uint8Array, code: string, at: number): number | undefined {
  const [, ...halves] = CODE.exec(code) ?? [];
  if (halves.length === 0) return undefined;
  const totp = new TOTP({ ...APP, secret: secretOf(secret) });
  const drift = totp.validate({ token: halves.join(''), timestamp: at, window: DRIFT_STEPS });
  return drift === null ? undefined : totp.counter({ timestamp: at }) + drift;
}

/** A copy: what comes from the database may be a part of a larger memory. */
const secretOf = (secret: Uint8Array): Secret => new Secret({ buffer: Uint8Array.from(secret).buffer });
