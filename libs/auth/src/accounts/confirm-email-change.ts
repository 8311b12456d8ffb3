import { Injectable } from '@nestjs/common';
import { momentInWords } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import type { RequestSource } from '#libs/platform';
import { type UserRecord, Users } from '#libs/users';
import { Letters } from '../letters/letters.js';
import { RedeemLink } from '../letters/redeem-link.js';
import { ReplaceAddress } from './replace-address.js';

/**
 * Makes a new address that of the account, by a link that was sent there. The old one is told, and can undo it; what else was sent
 * there is good no more.
 */
@Injectable()
export class ConfirmEmailChange {
  constructor(
    private readonly redeemLink: RedeemLink,
    private readonly users: Users,
    private readonly replaceAddress: ReplaceAddress,
    private readonly letters: Letters,
  ) {}

  /** @throws DomainError `invalid_link`, `too_many_requests`, `email_taken` if it has become somebody else's meanwhile */
  async execute(token: string, source: RequestSource): Promise<void> {
    await this.redeemLink.executeOwn(
      token,
      'email_change_confirm',
      source,
      async (transaction, { id, user_id, email }) => {
        if (email === null) throw new Error(`the link ${id} confirms no address`);
        const before = await this.users.get(user_id, transaction);
        const address = { user_id, email, isVerified: true };
        if (!(await this.replaceAddress.within(transaction, { id: null, ...source }, address))) return;
        await this.tellOldAddress(transaction, before, email);
      },
    );
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
