import { Injectable } from '@nestjs/common';
import type { RequestSource } from '#libs/platform';
import { type OwnLinkUse, RedeemLink } from '../letters/redeem-link.js';
import { ReclaimAccount } from './reclaim-account.js';

/** "This was not me": whoever is told of something that they have not done takes the account back. */
@Injectable()
export class DisownEvent {
  constructor(
    private readonly redeemLink: RedeemLink,
    private readonly reclaimAccount: ReclaimAccount,
  ) {}

  /** @throws DomainError `invalid_link`, `too_many_requests` */
  async execute(token: string, source: RequestSource): Promise<void> {
    const use: OwnLinkUse = {
      purpose: 'not_me',
      carryOut: (transaction, { user_id }) => this.reclaimAccount.within(transaction, user_id, source),
    };
    await this.redeemLink.executeOwn(token, use, source);
  }
}
