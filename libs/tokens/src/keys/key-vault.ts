import { createCipheriv, createDecipheriv, createPrivateKey, type KeyObject, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type KeySet, MasterSecret } from '#libs/platform';

const ID_BYTES = 4;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** The sealed key was made under a master secret that is not configured, or was altered. */
export class KeyNotReadable extends Error {
  constructor(kid: string) {
    super(`signing key ${kid} cannot be decrypted: GATEHOUSE_SECRET does not list the secret that it was made under`);
    this.name = 'KeyNotReadable';
  }
}

/**
 * Seals private keys for the database: AES-256-GCM under a key derived from the master secret, with the `kid` as
 * additional data so that one sealed key cannot stand in for another. Layout: secret's id ‖ nonce ‖ tag ‖ PKCS #8.
 */
@Injectable()
export class KeyVault {
  private readonly keys: KeySet;

  constructor(secret: MasterSecret) {
    this.keys = secret.derive('signing key encryption');
  }

  seal(kid: string, privateKey: KeyObject): Buffer {
    const { id, key } = this.keys.newest;
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(kid));
    const sealed = [cipher.update(privateKey.export({ type: 'pkcs8', format: 'der' })), cipher.final()];
    return Buffer.concat([id, nonce, cipher.getAuthTag(), ...sealed]);
  }

  /** @throws KeyNotReadable */
  open(kid: string, sealed: Buffer): KeyObject {
    const found = this.keys.find(sealed.subarray(0, ID_BYTES));
    if (found === undefined) throw new KeyNotReadable(kid);
    const nonce = sealed.subarray(ID_BYTES, ID_BYTES + NONCE_BYTES);
    const tag = sealed.subarray(ID_BYTES + NONCE_BYTES, ID_BYTES + NONCE_BYTES + TAG_BYTES);
    const text = sealed.subarray(ID_BYTES + NONCE_BYTES + TAG_BYTES);
    try {
      const decipher = createDecipheriv('aes-256-gcm', found.key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(kid)).setAuthTag(tag);
      const der = Buffer.concat([decipher.update(text), decipher.final()]);
      return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    } catch {
      throw new KeyNotReadable(kid);
    }
  }
}
