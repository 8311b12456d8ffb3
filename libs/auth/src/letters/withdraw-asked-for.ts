import { Injectable } from '@nestjs/common';
import { type AuditEvent, Witness } from '#libs/audit';
import type { Transaction } from '#libs/persistence';
import { Links, PasswordTokens } from '#libs/users';

/**
 * What somebody has asked for by mail, and not used yet, is over with whatever is to keep others out: it may be one of them who has asked.
 * It learns of that from the audit trail, so that nothing that ends sessions can forget it. What takes an account back stays good.
 */
@Injectable()
export class WithdrawAskedFor extends Witness {
  override readonly kinds = [
    'authn_password_change',
    'password_token_used',
    'sessions_revoked_all',
    'factor_added',
    'factors_reset',
  ];

  constructor(
    private readonly links: Links,
    private readonly passwordTokens: PasswordTokens,
  ) {
    super();
  }

  override async hear(transaction: Transaction, { target }: AuditEvent): Promise<void> {
    if (target === null) return;
    await this.links.withdraw(transaction, target, ['email_change_confirm']);
    await this.passwordTokens.withdrawAskedFor(transaction, target);
  }
}
