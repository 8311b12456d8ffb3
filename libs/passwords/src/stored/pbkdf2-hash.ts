import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { decode, RefusedHash } from './bytes.js';
import { ANY_LENGTH, DerivedHash, derivedForm } from './foreign-hash.js';

const derive = promisify(pbkdf2);

/** The functions that PBKDF2 is used with, and how many bytes each gives at a time. */
const DIGEST_BYTES = { sha1: 20, sha256: 32, sha512: 64 } as const;
export type Pbkdf2Digest = keyof typeof DIGEST_BYTES;

/** Rounds for the whole tag, about a second of a core; the most that is recommended anywhere is about a million, and half that of SHA-512. */
const MOST_ROUNDS = { sha1: 4_000_000, sha256: 4_000_000, sha512: 2_000_000 } as const;

const FORM = derivedForm('pbkdf2-(?<digest>sha1|sha256|sha512)', 'i=(?<i>[1-9]\\d{0,8}),l=(?<l>[1-9]\\d)');

export const isPbkdf2Digest = (text: string): text is Pbkdf2Digest => Object.hasOwn(DIGEST_BYTES, text);

/** PBKDF2 (RFC 8018): `$pbkdf2-sha256$i=600000,l=32$salt$tag`. */
export class Pbkdf2Hash extends DerivedHash {
  protected override readonly scheme: string;
  protected override readonly costs: string;

  /** @throws RefusedHash */
  constructor(
    private readonly digest: Pbkdf2Digest,
    private readonly iterations: number,
    salt: Buffer,
    tag: Buffer,
  ) {
    super(salt, tag);
    if (!Number.isSafeInteger(iterations) || iterations < 1) throw new RefusedHash('malformed');
    const rounds = iterations * Math.ceil(tag.length / DIGEST_BYTES[digest]);
    if (rounds > MOST_ROUNDS[digest]) throw new RefusedHash('excessive');
    this.scheme = `pbkdf2-${digest}`;
    this.costs = `i=${iterations},l=${tag.length}`;
  }

  /** @returns undefined for text of another scheme @throws RefusedHash */
  static parse(text: string): Pbkdf2Hash | undefined {
    const groups = FORM.exec(text)?.groups;
    if (groups === undefined || !isPbkdf2Digest(groups['digest'] ?? '')) return undefined;
    const tag = decode(groups['tag'], ANY_LENGTH);
    if (tag.length !== Number(groups['l'])) throw new RefusedHash('malformed');
    const digest = groups['digest'] as Pbkdf2Digest;
    return new Pbkdf2Hash(digest, Number(groups['i']), decode(groups['salt'], ANY_LENGTH), tag);
  }

  protected override derive(password: Buffer): Promise<Buffer> {
    return derive(password, this.salt, this.iterations, this.tag.length, this.digest);
  }
}
