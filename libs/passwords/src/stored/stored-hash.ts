import { parsePhc, type PhcHash } from '../phc.js';
import { BcryptHash } from './bcrypt-hash.js';
import { DjangoBcryptHash } from './django-bcrypt-hash.js';
import { FirebaseHash } from './firebase-hash.js';
import { ForeignHash } from './foreign-hash.js';
import { Pbkdf2Hash } from './pbkdf2-hash.js';
import { ScryptHash } from './scrypt-hash.js';

const FOREIGN = [BcryptHash, DjangoBcryptHash, ScryptHash, FirebaseHash, Pbkdf2Hash];

/** A hash that is not of argon2. @returns undefined for text of no scheme that is known @throws RefusedHash */
export function parseForeign(text: string): ForeignHash | undefined {
  for (const scheme of FOREIGN) {
    const hash = scheme.parse(text);
    if (hash !== undefined) return hash;
  }
  return undefined;
}

/** Longer than any of these. */
const LONGEST_TEXT = 512;

/** Reads what stands in the database. @throws RefusedHash */
export function parseStored(text: string): PhcHash | ForeignHash {
  return (text.length > LONGEST_TEXT ? undefined : parseForeign(text)) ?? parsePhc(text);
}
