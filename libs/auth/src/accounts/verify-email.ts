import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { DomainError, type RequestSource } from '#libs/platform';
import { type LinkRecord, Links } from '#libs/users';
import { type LinkUse, RedeemLink } from '../letters/redeem-link.js';
import { ConfirmAddress } from './confirm-address.js';
import { ProvePassword } from './prove-password.js';
import { Register } from './register.js';

/** Takes the word of a link that its address is its owner's: of an account that is there, or of one that is made by it. */
@Injectable()
export class VerifyEmail {
  constructor(
    private readonly redeemLink: RedeemLink,
    private readonly provePassword: ProvePassword,
    private readonly register: Register,
    private readonly confirmAddress: ConfirmAddress,
    private readonly links: Links,
  ) {}

  /**
   * @param password the one of the account, or the one that was chosen at the registration that makes it
   * @throws DomainError `invalid_link`, `password_required`, `wrong_password`, `registration_closed`, `too_many_requests`, `overloaded`
   */
  async execute(token: string, password: string | undefined, source: RequestSource): Promise<void> {
    const use: LinkUse = {
      purposes: ['register', 'verify_email'],
      prepare: async link => {
        await this.provePassword.execute(link, password, source);
        return transaction =>
          link.user_id === null ? this.create(transaction, link, source) : this.verify(transaction, link, source);
      },
    };
    await this.redeemLink.execute(token, use, source);
  }

  private async create(
    transaction: Transaction,
    { email, password_hash }: LinkRecord,
    source: RequestSource,
  ): Promise<void> {
    if (email === null || password_hash === null) throw new Error('a registration without an address or a password');
    try {
      const user = { email, password_hash, email_verified: true };
      await this.register.create(transaction, user, { id: null, ...source });
    } catch (error) {
      // Somebody was quicker: an administrator, most likely.
      throw error instanceof DomainError && error.code === 'email_taken' ? new DomainError('invalid_link') : error;
    }
  }

  private async verify(transaction: Transaction, { user_id, email }: LinkRecord, source: RequestSource): Promise<void> {
    if (user_id === null || email === null) throw new Error('a verification of nobody');
    await this.links.withdraw(transaction, user_id, ['verify_email']);
    await this.confirmAddress.within(transaction, { id: null, ...source }, user_id, email);
  }
}
