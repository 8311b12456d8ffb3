import { hash } from 'node:crypto';
import { BcryptHash } from './bcrypt-hash.js';
import { ForeignHash } from './foreign-hash.js';

const SCHEME = 'django-bcrypt-sha256';
const FORM = new RegExp(`^\\$${SCHEME}(?<rest>\\$\\d\\d\\$.+)$`);
/** What Django writes in front, and the one form of bcrypt that it makes. */
const DJANGO = /^bcrypt_sha256\$\$2b(?<rest>\$\d\d\$.+)$/;

/**
 * bcrypt of SHA-256, as Django's `bcrypt_sha256` has it: what is hashed by bcrypt is the digest in hexadecimal digits, so a password may
 * be of any length here. passlib has another scheme of that name. Stored as `$django-bcrypt-sha256$12$` and 53 characters.
 */
export class DjangoBcryptHash extends ForeignHash {
  private constructor(private readonly bcrypt: BcryptHash) {
    super();
  }

  /** @returns undefined for text of another scheme @throws RefusedHash */
  static parse(text: string): DjangoBcryptHash | undefined {
    return DjangoBcryptHash.of(FORM.exec(text)?.groups?.['rest']);
  }

  /** Reads what Django writes. @returns undefined for text of another scheme @throws RefusedHash */
  static read(text: string): DjangoBcryptHash | undefined {
    return DjangoBcryptHash.of(DJANGO.exec(text)?.groups?.['rest']);
  }

  override get text(): string {
    return this.bcrypt.text.replace('$2b', `$${SCHEME}`);
  }

  override verify(password: string): Promise<boolean> {
    return this.bcrypt.verify(hash('sha256', password, 'hex'));
  }

  private static of(rest: string | undefined): DjangoBcryptHash | undefined {
    const bcrypt = rest === undefined ? undefined : BcryptHash.parse(`$2b${rest}`);
    return bcrypt && new DjangoBcryptHash(bcrypt);
  }
}
