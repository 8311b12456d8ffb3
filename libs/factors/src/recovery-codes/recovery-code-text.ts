import { randomBytes } from 'node:crypto';

/** Crockford's base32: nothing in it that is read as something else. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 80 bits. */
const LENGTH = 16;
const GROUP = /.{4}(?=.)/g;
const WRITTEN = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** A new code, in its one form. */
export function newRecoveryCode(): string {
  // 256 is a multiple of 32, so each character is as likely as any other.
  return [...randomBytes(LENGTH)].map(byte => ALPHABET[byte % ALPHABET.length]).join('');
}

/** In groups that are easy to type: `7KQ2-0XRM-9T4B-ZC1H`. */
export const inGroups = (code: string): string => code.replace(GROUP, '$&-');

/**
 * The one form of a code that somebody has typed: case, dashes and spaces do not matter, and letters that are not in the
 * alphabet count as the digits that they look like.
 * @returns undefined for what is none
 */
export function readRecoveryCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  return WRITTEN.test(code) ? code : undefined;
}
