import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { Config, DomainError, type RequestSource } from '#libs/platform';
import { Links, type MailRequest } from '#libs/users';
import { Answerer } from '../letters/answerer.js';
import { AskedMails } from '../letters/asked-mails.js';
import { AskForAccount } from './ask-for-account.js';

/** Sends the link once more to who has registered and not used it. Earlier ones stay good: they may only be late. */
@Injectable()
export class AskForAccountAgain extends Answerer {
  override readonly kind = 'registration_again';

  constructor(
    private readonly config: Config,
    private readonly askedMails: AskedMails,
    private readonly links: Links,
    private readonly askForAccount: AskForAccount,
  ) {
    super();
  }

  /** Does the same whatever address it is. @throws DomainError `registration_closed`, `mail_off` */
  async execute(email: string, source: RequestSource): Promise<void> {
    if (this.config.registration === 'closed') throw new DomainError('registration_closed');
    await this.askedMails.take({ kind: this.kind, email, user_id: null, password_hash: null, ...source });
  }

  override async answer(transaction: Transaction, { email }: MailRequest): Promise<void> {
    // There is none once the account is there.
    if (await this.links.isRegistering(transaction, email)) await this.askForAccount.invite(transaction, email);
  }
}
