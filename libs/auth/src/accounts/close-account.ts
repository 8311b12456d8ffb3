import { Injectable } from '@nestjs/common';
import type { Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { Administrators } from '#libs/roles';
import { LINK_LIVES, type LinkPurpose, Links, PasswordTokens } from '#libs/users';

const ALL_LINKS = Object.keys(LINK_LIVES) as LinkPurpose[];

/**
 * Ends all that an account may do, at once: sessions, tokens, and what mails and administrators have given it. Part of a transaction that
 * the authority has let in.
 */
@Injectable()
export class CloseAccount {
  constructor(
    private readonly standing: Standing,
    private readonly passwordTokens: PasswordTokens,
    private readonly links: Links,
    private readonly administrators: Administrators,
  ) {}

  /** @throws DomainError `last_administrator` if there was one and none would be left */
  async execute(transaction: Transaction, userId: string, status: 'disabled' | 'deleted'): Promise<void> {
    const administered = await this.administrators.anyLeft(transaction);
    await this.standing.setStatus(transaction, userId, status);
    await this.passwordTokens.withdraw(transaction, userId);
    await this.links.withdraw(transaction, userId, ALL_LINKS);
    if (administered) await this.administrators.assertSomeLeft(transaction);
  }
}
