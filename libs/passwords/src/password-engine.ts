import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { Argon2Parameters } from './argon2-parameters.js';
import { formatPhc, parsePhc, type PhcHash } from './phc.js';

const SALT_BYTES = 16;
const TAG_BYTES = 32;

/** Everything of a stored hash but its tag, and the tag's length in bytes. */
export type Derivation = Omit<PhcHash, 'tag'> & { readonly tagLength: number };

/**
 * Hashes and verifies passwords. An implementation only computes tags: text, salts and comparison are the same for
 * all, so that each verifies what another hashed. Takes passwords as they are: `Passwords` normalises and measures.
 */
export abstract class PasswordEngine {
  /** For logs and metrics. */
  abstract readonly name: string;

  /** The argon2 tag of UTF-8 `password` bytes, computed off the main thread. */
  protected abstract derive(password: Buffer, derivation: Derivation): Promise<Buffer>;

  /** PHC text of argon2id with a random salt of 16 bytes and a tag of 32. */
  async hash(password: string, parameters: Argon2Parameters): Promise<string> {
    const kind = { algorithm: 'argon2id', version: 19, parameters, salt: randomBytes(SALT_BYTES) } as const;
    const tag = await this.derive(Buffer.from(password), { ...kind, tagLength: TAG_BYTES });
    return formatPhc({ ...kind, tag });
  }

  /**
   * Whether `password` gives the stored tag; compared in constant time.
   *
   * @throws RefusedHash when the text is malformed or its costs are above the ceiling
   */
  async verify(phc: string, password: string): Promise<boolean> {
    const { tag, ...kind } = parsePhc(phc);
    return timingSafeEqual(await this.derive(Buffer.from(password), { ...kind, tagLength: tag.length }), tag);
  }
}

/**
 * PHC text that nobody's password gives: salt and tag are random. Verifying against it costs what verifying a real
 * hash of the same parameters costs, and making it costs nothing.
 */
export function dummyHash(parameters: Argon2Parameters): string {
  const [salt, tag] = [randomBytes(SALT_BYTES), randomBytes(TAG_BYTES)];
  return formatPhc({ algorithm: 'argon2id', version: 19, parameters, salt, tag });
}
