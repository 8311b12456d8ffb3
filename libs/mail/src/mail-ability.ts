import { Injectable } from '@nestjs/common';
import { Config } from '#libs/platform';

/** Whether mails get out. Flows that need one are off where they do not; `Outbox.post` then does nothing. */
@Injectable()
export class MailAbility {
  /** How: by a server, as files for whoever develops, or not at all, which is so in production without a server, and wherever it is set so. */
  readonly way: 'smtp' | 'files' | 'none';

  constructor({ mail, environment }: Config) {
    if (!mail.isWanted) this.way = 'none';
    else if (mail.smtp !== undefined) this.way = 'smtp';
    else this.way = environment === 'production' ? 'none' : 'files';
  }

  get isOn(): boolean {
    return this.way !== 'none';
  }
}
