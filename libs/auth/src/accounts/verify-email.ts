import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { Links } from '#libs/users';
import { isOwn, type LinkUse, type OwnLink, RedeemLink } from '../letters/redeem-link.js';
import { ChoosePassword } from './choose-password.js';
import { ConfirmAddress } from './confirm-address.js';
import { ProvePassword } from './prove-password.js';
import { Register } from './register.js';

/** Takes the word of a link that its address is its owner's: of an account that is there, or of one that is made by it. */
@Injectable()
export class VerifyEmail {
  constructor(
    private readonly redeemLink: RedeemLink,
    private readonly choosePassword: ChoosePassword,
    private readonly provePassword: ProvePassword,
    private readonly register: Register,
    private readonly confirmAddress: ConfirmAddress,
    private readonly links: Links,
  ) {}

  /**
   * @param password the one of the account; of an account that is made by the link, the one that it is to have
   * @throws DomainError `invalid_link`, `password_required`, `wrong_password`, `too_many_requests`, `overloaded`; of an account that is made,
   *   `weak_password`, `registration_closed`
   */
  async execute(token: string, password: string | undefined, source: RequestSource): Promise<void> {
    const use: LinkUse = {
      purposes: ['register', 'verify_email'],
      prepare: async link => {
        if (isOwn(link)) {
          await this.provePassword.execute(link, password, source);
          return transaction => this.verify(transaction, link, source);
        }
        const password_hash = await this.choosePassword.execute(link, password, source);
        return transaction => this.create(transaction, link.email, password_hash, source);
      },
    };
    await this.redeemLink.execute(token, use, source);
  }

  private async create(
    transaction: Transaction,
    email: string | null,
    password_hash: string,
    source: RequestSource,
  ): Promise<void> {
    if (email === null) throw new Error('a registration without an address');
    try {
      const user = { email, password_hash, email_verified: true };
      await this.register.create(transaction, user, { id: null, ...source });
    } catch (error) {
      // Somebody was quicker: an administrator, most likely.
      throw error instanceof DomainError && error.code === 'email_taken' ? new DomainError('invalid_link') : error;
    }
  }

  private async verify(transaction: Transaction, { user_id, email }: OwnLink, source: RequestSource): Promise<void> {
    if (email === null) throw new Error('a verification of no address');
    await this.links.withdraw(transaction, user_id, ['verify_email']);
    await this.confirmAddress.within(transaction, { id: null, ...source }, user_id, email);
  }
}
