import { parsePhc } from '../phc.js';
import { RefusedHash } from '../stored/bytes.js';
import { parseForeign } from '../stored/stored-hash.js';
import { readArgon2 } from './argon2-spellings.js';
import { readDjango } from './django-spellings.js';
import { readFirebase } from './firebase-spelling.js';
import { readKeycloak } from './keycloak-spelling.js';
import { readPasslib, readWerkzeug } from './python-spellings.js';

/** Of argon2, in KiB, over all passes: about a second of a core. Those that we make have a fiftieth of it. */
const MOST_MEMORY_PASSED = 2 ** 21;
/** Longer than any hash that is computed here, in whatever way it is written. */
const LONGEST_TEXT = 1024;

const SPELLINGS: readonly ((text: string) => string | undefined)[] = [
  text => parseForeign(text)?.text,
  readArgon2,
  readDjango,
  readPasslib,
  readWerkzeug,
];

/**
 * Reads a hash as other systems export it, text or an object, and writes it as it is stored here: one text for each scheme. Nothing
 * is computed.
 * @throws RefusedHash `malformed` for what is of no known form; `excessive` for what would cost more than a login may
 */
export function readImportedHash(exported: unknown): string {
  const read = typeof exported === 'string' ? readText(exported) : readObject(exported);
  if (read === undefined) throw new RefusedHash('malformed');
  if (read.startsWith('$argon2')) assertAffordable(read);
  return read;
}

function assertAffordable(argon2: string): void {
  const { m, t } = parsePhc(argon2).parameters;
  if (m * t > MOST_MEMORY_PASSED) throw new RefusedHash('excessive');
}

function readText(text: string): string | undefined {
  if (text.length > LONGEST_TEXT) throw new RefusedHash('excessive');
  for (const spelling of SPELLINGS) {
    const stored = spelling(text);
    if (stored !== undefined) return stored;
  }
  return undefined;
}

function readObject(exported: unknown): string | undefined {
  if (typeof exported !== 'object' || exported === null) return undefined;
  return readKeycloak(exported) ?? readFirebase(exported);
}
