import { Injectable, Logger } from '@nestjs/common';
import { MasterSecret, Vault } from '#libs/platform';

/** Seals the secrets by which this service shows other providers who it is. The database can neither use nor swap them. */
@Injectable()
export class ProviderSecrets {
  private readonly logger = new Logger(ProviderSecrets.name);
  private readonly vault: Vault;

  constructor(secret: MasterSecret) {
    this.vault = new Vault(secret.derive('identity provider secret encryption'));
  }

  seal(providerId: string, secret: string): Buffer {
    return this.vault.seal(nameOf(providerId), Buffer.from(secret));
  }

  /** @returns undefined for one that cannot be read any more: an administrator has to set it anew, which the log says */
  open(providerId: string, sealed: Buffer): string | undefined {
    return this.vault.openOrTell(nameOf(providerId), sealed, this.logger)?.toString();
  }
}

const nameOf = (providerId: string): string => `secret of identity provider ${providerId}`;
