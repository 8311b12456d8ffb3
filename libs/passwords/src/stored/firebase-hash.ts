import { createCipheriv } from 'node:crypto';
import { decode } from './bytes.js';
import { ANY_LENGTH, derivedForm } from './foreign-hash.js';
import { costsOf, SCRYPT_COSTS, ScryptHash } from './scrypt-hash.js';

const FORM = derivedForm('firebase-scrypt', SCRYPT_COSTS);
const CIPHER = 'aes-256-ctr';
const KEY_BYTES = 32;
const NONCE = Buffer.alloc(16);

/**
 * Firebase's scrypt: what scrypt gives is a key, and the hash is the project's signer key, encrypted with it (AES-256 in
 * counter mode). That is the signer key, and the key stream xor-ed onto it: so what is stored is the key stream, and no key
 * of a project lies in the database. The salt is the account's, followed by the project's separator.
 */
export class FirebaseHash extends ScryptHash {
  protected override readonly scheme = 'firebase-scrypt';

  /** @returns undefined for text of another scheme @throws RefusedHash */
  static override parse(text: string): FirebaseHash | undefined {
    const groups = FORM.exec(text)?.groups;
    if (groups === undefined) return undefined;
    return new FirebaseHash(costsOf(groups), decode(groups['salt'], ANY_LENGTH), decode(groups['tag'], ANY_LENGTH));
  }

  protected override async derive(password: Buffer): Promise<Buffer> {
    return createCipheriv(CIPHER, await this.key(password, KEY_BYTES), NONCE).update(Buffer.alloc(this.tag.length));
  }
}
