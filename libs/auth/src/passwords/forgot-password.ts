import { Injectable } from '@nestjs/common';
import { fromWhere } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import { Config, type RequestSource } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { type MailRequest, PasswordTokens, Users } from '#libs/users';
import { Answerer } from '../letters/answerer.js';
import { AskedMails } from '../letters/asked-mails.js';
import { Letters } from '../letters/letters.js';

/**
 * Sends whoever has forgotten the password a link by which to set a new one. Only of an account that is in force: who was invited is
 * invited anew by an administrator, and who was disabled has no way in. Second factors stay as they are.
 */
@Injectable()
export class ForgotPassword extends Answerer {
  override readonly kind = 'password_forgotten';

  constructor(
    private readonly config: Config,
    private readonly askedMails: AskedMails,
    private readonly letters: Letters,
    private readonly users: Users,
    private readonly passwordTokens: PasswordTokens,
    private readonly standing: Standing,
  ) {
    super();
  }

  /** Does the same whoever has this address, if anybody. @throws DomainError `mail_off` */
  async execute(email: string, source: RequestSource): Promise<void> {
    await this.askedMails.take({ kind: this.kind, email, user_id: null, password_hash: null, ...source });
  }

  override async answer(transaction: Transaction, { email, ip, user_agent }: MailRequest): Promise<void> {
    const user = await this.users.findByEmail(transaction, email);
    if (user === undefined) return;
    const { id } = user;
    const source = { ip, user_agent };
    const standing = await this.standing.lock(transaction, id);
    if (standing?.status !== 'active') return;
    // As it is by now, whatever was asked for.
    const { email: to } = await this.users.get(id, transaction);
    const letter = { kind: 'password_reset', user_id: id, to, values: fromWhere(source) } as const;
    await this.letters.send(transaction, letter, async () => {
      const maker = { kind: 'mailbox', id: null, scopes: [], mfa: false, ...source } as const;
      const { token } = await this.passwordTokens.create(transaction, maker, id, 'reset');
      return { page: 'set-password', token, life: this.config.resetTtl };
    });
  }
}
