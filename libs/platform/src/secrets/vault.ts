import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Logger } from '@nestjs/common';
import type { KeySet } from './master-secret.js';

const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What is sealed was made under a master secret that is not configured, or was altered, or belongs elsewhere. */
export class NotReadable extends Error {
  constructor(name: string) {
    super(`${name} cannot be decrypted: GATEHOUSE_SECRET does not list the secret that it was made under`);
    this.name = 'NotReadable';
  }
}

/**
 * Seals what the database must not be able to read: AES-256-GCM under a key derived from the master secret, with a name as
 * additional data, so that one sealed thing cannot stand in for another. Layout: secret's id ‖ nonce ‖ tag ‖ content.
 */
export class Vault {
  constructor(private readonly keys: KeySet) {}

  /** @param name what it is, such as its table and id: it opens by the same one only */
  seal(name: string, content: Uint8Array): Buffer {
    const { id, key } = this.keys.newest;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
    const sealed = [cipher.update(content), cipher.final()];
    return Buffer.concat([id, nonce, cipher.getAuthTag(), ...sealed]);
  }

  /** @throws NotReadable */
  open(name: string, sealed: Buffer): Buffer {
    const found = this.keys.find(sealed.subarray(0, ID_BYTES));
    if (found === undefined) throw new NotReadable(name);
    const nonce = sealed.subarray(ID_BYTES, ID_BYTES + NONCE_BYTES);
    const tag = sealed.subarray(ID_BYTES + NONCE_BYTES, ID_BYTES + NONCE_BYTES + TAG_BYTES);
    const content = sealed.subarray(ID_BYTES + NONCE_BYTES + TAG_BYTES);
    try {
      const decipher = createDecipheriv('aes-256-gcm', found.key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(name)).setAuthTag(tag);
      return Buffer.concat([decipher.update(content), decipher.final()]);
    } catch {
      throw new NotReadable(name);
    }
  }

  /** The same for who can go on without it: the log says so. @returns undefined if it cannot be read any more */
  openOrTell(name: string, sealed: Buffer, logger: Pick<Logger, 'error'>): Buffer | undefined {
    try {
      return this.open(name, sealed);
    } catch (error) {
      if (!(error instanceof NotReadable)) throw error;
      logger.error(error.message);
      return undefined;
    }
  }
}
