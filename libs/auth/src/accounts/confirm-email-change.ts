import { Injectable } from '@nestjs/common';
import { momentInWords } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import type { RequestSource } from '#libs/platform';
import { type UserRecord, Users } from '#libs/users';
import { Letters } from '../letters/letters.js';
import { type OwnLink, type OwnLinkUse, RedeemLink } from '../letters/redeem-link.js';
import { ProvePassword } from './prove-password.js';
import { ReplaceAddress } from './replace-address.js';

/**
 * Makes a new address that of the account, by a link that was sent there and the password of the account. Whoever mistypes their new
 * address has the link sent to a stranger, whose click alone would have the account. The old address is told, and can undo it; what
 * else was sent there is good no more.
 */
@Injectable()
export class ConfirmEmailChange {
  constructor(
    private readonly redeemLink: RedeemLink,
    private readonly provePassword: ProvePassword,
    private readonly users: Users,
    private readonly replaceAddress: ReplaceAddress,
    private readonly letters: Letters,
  ) {}

  /**
   * @throws DomainError `invalid_link`, `password_required`, `wrong_password`, `too_many_requests`, `overloaded`, `email_taken` if it has
   *   become somebody else's meanwhile
   */
  async execute(token: string, password: string | undefined, source: RequestSource): Promise<void> {
    const use: OwnLinkUse = {
      purpose: 'email_change_confirm',
      // Another password would have withdrawn the link: what is proved here holds when it is used up.
      demand: link => this.provePassword.execute(link, password, source),
      carryOut: (transaction, link) => this.confirm(transaction, link, source),
    };
    await this.redeemLink.executeOwn(token, use, source);
  }

  private async confirm(
    transaction: Transaction,
    { id, user_id, email }: OwnLink,
    source: RequestSource,
  ): Promise<void> {
    if (email === null) throw new Error(`the link ${id} confirms no address`);
    const before = await this.users.get(user_id, transaction);
    const address = { user_id, email, isVerified: true };
    if (!(await this.replaceAddress.within(transaction, { id: null, ...source }, address))) return;
    await this.tellOldAddress(transaction, before, email);
  }

  /** Whatever else it was sent: nobody is to lose an account for having too many mails. */
  private async tellOldAddress(
    transaction: Transaction,
    { id: user_id, email: to }: UserRecord,
    new_email: string,
  ): Promise<void> {
    const terms = { purpose: 'email_change_undo', user_id, email: to } as const;
    const power = await this.letters.link(transaction, 'undo-email', terms);
    const values = { new_email, when: momentInWords(new Date()) };
    await this.letters.sendAnyhow(transaction, { kind: 'email_change_notice', user_id, to, values }, power);
  }
}
