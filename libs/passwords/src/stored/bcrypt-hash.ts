import { RefusedHash } from './bytes.js';
import { ForeignHash } from './foreign-hash.js';

const FORM = /^\$2[aby]\$(?<cost>\d\d)\$(?<salt>[./A-Za-z0-9]{22})(?<tag>[./A-Za-z0-9]{31})$/;
const ALPHABET = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const LEAST_COST = 4;
/** About a second of a core; the most that anything makes by itself is 12. */
const MOST_COST = 14;
/** Of anything longer bcrypt sees no more than this. */
const MOST_BYTES = 72;

/**
 * bcrypt: `$2b$12$` and 53 characters. `$2a$` and `$2y$` mean the same for what is let through here, and are stored as `$2b$`.
 *
 * bcrypt ignores what comes after 72 bytes, and some programs what comes after a NUL. Here such a password is not right, whatever
 * the hash: with a slip in its end it would be taken for right, be hashed anew as it is, and shut out who knows it.
 */
export class BcryptHash extends ForeignHash {
  private constructor(override readonly text: string) {
    super();
  }

  /** @returns undefined for text of another scheme @throws RefusedHash */
  static parse(text: string): BcryptHash | undefined {
    const groups = FORM.exec(text)?.groups;
    if (groups === undefined) return undefined;
    const { cost = '', salt = '', tag = '' } = groups;
    if (Number(cost) < LEAST_COST) throw new RefusedHash('malformed');
    if (Number(cost) > MOST_COST) throw new RefusedHash('excessive');
    // 16 bytes are 21 characters and 2 bits, 23 are 30 and 4. What else the last one says nobody reads, and some do not write 0.
    return new BcryptHash(`$2b$${cost}$${withoutRest(salt, 4)}${withoutRest(tag, 2)}`);
  }

  override async verify(password: string): Promise<boolean> {
    // Few who run the service have such accounts: the others need not load it.
    const bcrypt = await import('@node-rs/bcrypt');
    const bytes = Buffer.from(password);
    const isUsable = bytes.length <= MOST_BYTES && !bytes.includes(0);
    return (await bcrypt.verify(isUsable ? bytes : 'unusable', this.text)) && isUsable;
  }
}

/** The text with the last bits of its last character zero. */
function withoutRest(text: string, bits: number): string {
  const last = ALPHABET.indexOf(text.slice(-1));
  return text.slice(0, -1) + ALPHABET.charAt((last >> bits) << bits);
}
