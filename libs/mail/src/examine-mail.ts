import { Injectable } from '@nestjs/common';
import { Config } from '#libs/platform';
import { greet } from './delivery/smtp-transport.js';
import { MailAbility } from './mail-ability.js';

/** Looks whether the mail server is there and lets the service in. No mail is sent. */
@Injectable()
export class ExamineMail {
  constructor(
    private readonly config: Config,
    private readonly mailAbility: MailAbility,
  ) {}

  /** How mails get out, if they do. */
  get way(): MailAbility['way'] {
    return this.mailAbility.way;
  }

  /**
   * Says EHLO, and logs in where there is a login.
   * @returns where that was
   * @throws whatever stands in the way
   */
  async execute(): Promise<string> {
    const { mail, issuer } = this.config;
    if (mail.smtp === undefined) throw new Error('no mail server is configured');
    await greet(mail.smtp, new URL(issuer).hostname);
    return `${mail.smtp.host}:${mail.smtp.port}`;
  }
}
