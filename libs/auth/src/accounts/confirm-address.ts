import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import type { Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { Links, UserAddresses } from '#libs/users';

/** Notes that somebody reads the mails to the address of their account: by what was sent there and has come back. */
@Injectable()
export class ConfirmAddress {
  constructor(
    private readonly userAddresses: UserAddresses,
    private readonly links: Links,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {}

  /** Part of a transaction that has locked the standing. Does nothing if the account has another address by now, or it is known. */
  async within(transaction: Transaction, actor: Actor, userId: string, email: string): Promise<void> {
    if (!(await this.userAddresses.verify(transaction, userId, email))) return;
    await this.links.withdraw(transaction, userId, ['verify_email']);
    // Tokens stay good; but whoever remembers the account has to look at it anew.
    await this.standing.repeat(transaction, [userId]);
    const details = { changed: ['email_verified'] };
    await this.audit.record(transaction, { kind: 'user_updated', actor, target: userId, details });
  }
}
