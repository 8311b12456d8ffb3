import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import type { Transaction } from '#libs/persistence';
import type { RequestSource } from '#libs/platform';
import { Links, UserAddresses } from '#libs/users';
import { type OwnLink, type OwnLinkUse, RedeemLink } from '../letters/redeem-link.js';
import { ReclaimAccount } from './reclaim-account.js';

/**
 * Brings the address back that an account had before, and takes the account back with it: whoever changed the address knew the
 * password. What could undo an earlier change stays good, or whoever took the account twice would keep it.
 */
@Injectable()
export class UndoEmailChange {
  constructor(
    private readonly redeemLink: RedeemLink,
    private readonly userAddresses: UserAddresses,
    private readonly links: Links,
    private readonly reclaimAccount: ReclaimAccount,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `invalid_link`, `too_many_requests` */
  async execute(token: string, source: RequestSource): Promise<void> {
    const use: OwnLinkUse = {
      purpose: 'email_change_undo',
      carryOut: (transaction, link) => this.undo(transaction, link, source),
    };
    await this.redeemLink.executeOwn(token, use, source);
  }

  private async undo(transaction: Transaction, { id, user_id, email }: OwnLink, source: RequestSource): Promise<void> {
    if (email === null) throw new Error(`the link ${id} brings no address back`);
    await this.userAddresses.bringBack(transaction, user_id, email);
    await this.links.withdrawLaterUndoing(transaction, user_id, id);
    await this.reclaimAccount.within(transaction, user_id, source);
    const actor = { id: null, ...source };
    const details = { changed: ['email'], reason: 'undone' };
    await this.audit.record(transaction, { kind: 'user_updated', actor, target: user_id, details });
  }
}
