import { createPrivateKey, type KeyObject } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { MasterSecret, Vault } from '#libs/platform';

/** The sealed key was made under a master secret that is not configured, or was altered. */
export class KeyNotReadable extends Error {
  constructor(kid: string) {
    super(`signing key ${kid} cannot be decrypted: GATEHOUSE_SECRET does not list the secret that it was made under`);
    this.name = 'KeyNotReadable';
  }
}

/** Seals private keys for the database, as PKCS #8, each under its `kid`. */
@Injectable()
export class KeyVault {
  private readonly vault: Vault;

  constructor(secret: MasterSecret) {
    this.vault = new Vault(secret.derive('signing key encryption'));
  }

  seal(kid: string, privateKey: KeyObject): Buffer {
    return this.vault.seal(kid, privateKey.export({ type: 'pkcs8', format: 'der' }));
  }

  /** @throws KeyNotReadable */
  open(kid: string, sealed: Buffer): KeyObject {
    try {
      return createPrivateKey({ key: this.vault.open(kid, sealed), format: 'der', type: 'pkcs8' });
    } catch {
      throw new KeyNotReadable(kid);
    }
  }
}
