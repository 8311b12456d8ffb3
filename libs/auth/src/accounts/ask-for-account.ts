import { Injectable } from '@nestjs/common';
import { fromWhere } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import { Config, DomainError, networkOf, type RequestSource } from '#libs/platform';
import { assertVisibleEmail, type MailRequest, normaliseEmail, Users } from '#libs/users';
import { Answerer } from '../letters/answerer.js';
import { AskedMails } from '../letters/asked-mails.js';
import { Letters } from '../letters/letters.js';
import { PasswordHashing } from '../passwords/password-hashing.js';

/**
 * Registers somebody where addresses have to be verified: a link is sent, and the account is there once it is used. So nobody takes an
 * address that is not theirs, and nobody learns of one whether it has an account: its owner is told that somebody has asked.
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

  /** @throws DomainError `registration_closed`, `validation_failed`, `weak_password`, `overloaded`, `mail_off` */
  async execute(email: string, password: string, source: RequestSource): Promise<void> {
    if (this.config.registration === 'closed') throw new DomainError('registration_closed');
    this.letters.assertOn();
    assertVisibleEmail(email);
    this.passwordHashing.assertAcceptable(password, email, 'password');
    // Whether it is needed is not known yet, and must not show.
    const password_hash = await this.passwordHashing.hash(password, { network: networkOf(source.ip), account: email });
    await this.askedMails.take({ kind: this.kind, email, user_id: null, password_hash, ...source });
  }

  override async answer(transaction: Transaction, request: MailRequest): Promise<void> {
    const { email, password_hash, ip, user_agent } = request;
    const owner = await this.users.findByEmail(transaction, email);
    if (owner !== undefined) {
      const values = fromWhere({ ip, user_agent });
      return this.letters.sendPlain(transaction, { kind: 'email_exists', user_id: owner.id, to: owner.email, values });
    }
    if (password_hash !== null) await this.invite(transaction, email, password_hash);
  }

  /** Sends a link that makes the account, unless that was closed to strangers meanwhile. */
  async invite(transaction: Transaction, email: string, password_hash: string): Promise<void> {
    if (this.config.registration === 'closed') return;
    const to = normaliseEmail(email);
    const letter = { kind: 'verify_email', user_id: null, to, values: {} } as const;
    const terms = { purpose: 'register', user_id: null, email: to, password_hash } as const;
    await this.letters.send(transaction, letter, () => this.letters.link(transaction, 'verify-email', terms));
  }
}
