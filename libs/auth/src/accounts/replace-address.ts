import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import type { Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { Links, PasswordTokens, UserAddresses } from '#libs/users';

export interface NewAddress {
  readonly user_id: string;
  readonly email: string;
  /** Whether it was shown that it is theirs. */
  readonly isVerified: boolean;
}

/** Gives an account another address: what was sent to the one before is good no more. Part of a transaction that holds the standing. */
@Injectable()
export class ReplaceAddress {
  constructor(
    private readonly userAddresses: UserAddresses,
    private readonly passwordTokens: PasswordTokens,
    private readonly links: Links,
    private readonly standing: Standing,
    private readonly audit: Audit,
  ) {}

  /**
   * @returns whether it was another one before
   * @throws DomainError `email_taken`, `validation_failed` for an address that cannot be told from others by eye
   */
  async within(transaction: Transaction, actor: Actor, { user_id, email, isVerified }: NewAddress): Promise<boolean> {
    if (!(await this.userAddresses.set(transaction, user_id, email, isVerified))) return false;
    await this.passwordTokens.withdraw(transaction, user_id);
    await this.links.withdraw(transaction, user_id, ['verify_email', 'email_change_confirm', 'not_me']);
    // Tokens stay good; but whoever remembers the account has to look at it anew.
    await this.standing.repeat(transaction, [user_id]);
    const details = { changed: ['email'] };
    await this.audit.record(transaction, { kind: 'user_updated', actor, target: user_id, details });
    return true;
  }
}
