import { Injectable } from '@nestjs/common';
import { fromWhere } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import { Config, DomainError, type RequestSource } from '#libs/platform';
import { assertVisibleEmail, type MailRequest, normaliseEmail, Users } from '#libs/users';
import { Answerer } from '../letters/answerer.js';
import { AskedMails } from '../letters/asked-mails.js';
import { Letters } from '../letters/letters.js';
import { PasswordHashing } from '../passwords/password-hashing.js';

/**
 * Registers somebody where addresses have to be verified: a link is sent, and the account is there once it is used. So nobody takes an
 * address that is not theirs, and nobody learns of one whether it has an account: its owner is told that somebody has asked. Nothing of
 * whoever has asked is kept: the password is chosen with the link, so that any of the links that an address is sent does for its owner.
 */
@Injectable()
export class AskForAccount extends Answerer {
  override readonly kind = 'registration';

  constructor(
    private readonly config: Config,
    private readonly askedMails: AskedMails,
    private readonly letters: Letters,
    private readonly users: Users,
    private readonly passwordHashing: PasswordHashing,
  ) {
    super();
  }

  /**
   * @param password is judged, so that a form can say at once what is wrong with it, and forgotten
   * @throws DomainError `registration_closed`, `validation_failed`, `weak_password`, `mail_off`
   */
  async execute(email: string, password: string | undefined, source: RequestSource): Promise<void> {
    if (this.config.registration === 'closed') throw new DomainError('registration_closed');
    this.letters.assertOn();
    assertVisibleEmail(email);
    if (password !== undefined) this.passwordHashing.assertAcceptable(password, email, 'password');
    await this.askedMails.take({ kind: this.kind, email, user_id: null, password_hash: null, ...source });
  }

  override async answer(transaction: Transaction, request: MailRequest): Promise<void> {
    const { email, ip, user_agent } = request;
    const owner = await this.users.findByEmail(transaction, email);
    if (owner !== undefined) {
      const values = fromWhere({ ip, user_agent });
      return this.letters.sendPlain(transaction, { kind: 'email_exists', user_id: owner.id, to: owner.email, values });
    }
    await this.invite(transaction, email);
  }

  /** Sends a link that makes the account, unless that was closed to strangers meanwhile. */
  async invite(transaction: Transaction, email: string): Promise<void> {
    if (this.config.registration === 'closed') return;
    const to = normaliseEmail(email);
    const letter = { kind: 'new_account', user_id: null, to, values: {} } as const;
    const terms = { purpose: 'register', user_id: null, email: to } as const;
    await this.letters.send(transaction, letter, () => this.letters.link(transaction, 'new-account', terms));
  }
}
