import { Injectable } from '@nestjs/common';
import { MasterSecret, Vault } from '#libs/platform';
import type { Mail } from './mail.js';

/** What of a mail is nobody's business but its reader's. */
export type Content = Pick<Mail, 'to' | 'values'>;

/** Seals what is to be sent until it is: an address, and often a link that opens an account. */
@Injectable()
export class MailVault {
  private readonly vault: Vault;

  constructor(secret: MasterSecret) {
    this.vault = new Vault(secret.derive('mail encryption'));
  }

  seal(id: string, { to, values }: Content): Buffer {
    return this.vault.seal(`mail ${id}`, Buffer.from(JSON.stringify({ to, values })));
  }

  /** @throws NotReadable */
  open(id: string, sealed: Buffer): Content {
    return JSON.parse(this.vault.open(`mail ${id}`, sealed).toString()) as Content;
  }
}
