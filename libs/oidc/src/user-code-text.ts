import { randomBytes } from 'node:crypto';

/** RFC 8628 §6.1: no vowels, so no words; nothing that is read as something else. */
const ALPHABET = 'BCDFGHJKLMNPQRSTVWXZ';
/** 20^8 codes, which is 2^34. */
const LENGTH = 8;
const GROUP = 4;
/** The largest multiple of the alphabet's length that fits into a byte: so each character is as likely as any other. */
const BELOW = 240;
const WRITTEN = new RegExp(`^[${ALPHABET}]{${LENGTH}}$`);

/** A new code, in its one form. */
export function newUserCode(): string {
  let code = '';
  while (code.length < LENGTH) {
    for (const byte of randomBytes(LENGTH)) {
      if (byte < BELOW && code.length < LENGTH) code += ALPHABET[byte % ALPHABET.length] ?? '';
    }
  }
  return code;
}

/** As people read it: `WDJB-MJHT`. */
export const inTwo = (code: string): string => `${code.slice(0, GROUP)}-${code.slice(GROUP)}`;

/** What was typed, in its one form: case does not matter, nor what is no letter (RFC 8628 §6.1). @returns undefined for what is no code */
export function readUserCode(typed: string): string | undefined {
  const code = typed.toUpperCase().replace(/[\s\p{P}]/gu, '');
  return WRITTEN.test(code) ? code : undefined;
}
