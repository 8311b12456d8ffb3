import { type Argon2Parameters, withinCeiling } from './argon2-parameters.js';
import { decode, encode, RefusedHash } from './stored/bytes.js';

const FORM =
  /^\$(?<algorithm>argon2(?:id|i|d))\$v=(?<version>16|19)\$m=(?<m>[1-9]\d{0,9}),t=(?<t>[1-9]\d{0,9}),p=(?<p>[1-9]\d{0,9})\$(?<salt>[A-Za-z0-9+/]+)\$(?<tag>[A-Za-z0-9+/]+)$/;
const LONGEST_TEXT = 256;
const SALT_BYTES = { least: 8, own: 16, most: 64 };
const TAG_BYTES = { least: 16, own: 32, most: 64 };

export type Argon2Algorithm = 'argon2id' | 'argon2i' | 'argon2d';

/** A stored hash: what its PHC text says. */
export interface PhcHash {
  readonly algorithm: Argon2Algorithm;
  /** 19 is the version of RFC 9106, 16 the one before. */
  readonly version: 16 | 19;
  readonly parameters: Argon2Parameters;
  readonly salt: Buffer;
  readonly tag: Buffer;
}

/**
 * Reads PHC text (the string format of the Password Hashing Competition) of argon2, strictly: this order of fields,
 * no leading zeros, canonical base64 without padding. Nothing is computed and next to nothing allocated.
 *
 * @throws RefusedHash when the text has another form, or its costs or lengths are above the ceiling
 */
export function parsePhc(text: string): PhcHash {
  if (text.length > LONGEST_TEXT) throw new RefusedHash('excessive');
  const groups = FORM.exec(text)?.groups;
  if (!groups) throw new RefusedHash('malformed');

  const parameters = { m: Number(groups['m']), t: Number(groups['t']), p: Number(groups['p']) };
  if (parameters.m < 8 * parameters.p) throw new RefusedHash('malformed');
  if (!withinCeiling(parameters)) throw new RefusedHash('excessive');
  return {
    algorithm: groups['algorithm'] as Argon2Algorithm,
    version: groups['version'] === '19' ? 19 : 16,
    parameters,
    salt: decode(groups['salt'], SALT_BYTES),
    tag: decode(groups['tag'], TAG_BYTES),
  };
}

/** The PHC text of a hash; `parsePhc` reads it back. */
export function formatPhc({ algorithm, version, parameters: { m, t, p }, salt, tag }: PhcHash): string {
  return `$${algorithm}$v=${version}$m=${m},t=${t},p=${p}$${encode(salt)}$${encode(tag)}`;
}

/** Whether a hash is weaker than, or of another kind than, argon2id of version 19 with the `target` costs. */
export function needsRehash({ algorithm, version, parameters, salt, tag }: PhcHash, target: Argon2Parameters): boolean {
  return (
    algorithm !== 'argon2id' ||
    version !== 19 ||
    parameters.m < target.m ||
    parameters.t < target.t ||
    parameters.p !== target.p ||
    salt.length < SALT_BYTES.own ||
    tag.length < TAG_BYTES.own
  );
}
