import { Injectable, Logger } from '@nestjs/common';
import { MasterSecret, Vault } from '#libs/platform';

/** Whose secret it is. */
export interface SecretOwner {
  /** Of the factor. */
  readonly id: string;
  readonly user_id: string;
}

/**
 * Seals the secrets of authenticator apps for the database, which so can neither make codes nor have one account's secret stand
 * in for another's.
 */
@Injectable()
export class TotpSecrets {
  private readonly logger = new Logger(TotpSecrets.name);
  private readonly vault: Vault;

  constructor(secret: MasterSecret) {
    this.vault = new Vault(secret.derive('totp secret encryption'));
  }

  seal(owner: SecretOwner, secret: Buffer): Buffer {
    return this.vault.seal(nameOf(owner), secret);
  }

  /** @returns undefined for one that cannot be read any more: its owner needs another way in, which the log says */
  open(owner: SecretOwner, sealed: Buffer): Buffer | undefined {
    return this.vault.openOrTell(nameOf(owner), sealed, this.logger);
  }
}

const nameOf = ({ id, user_id }: SecretOwner): string => `totp factor ${id} of ${user_id}`;
