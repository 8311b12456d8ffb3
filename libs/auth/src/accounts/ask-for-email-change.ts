import { Injectable } from '@nestjs/common';
import { fromWhere } from '#libs/mail';
import type { Transaction } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { Links, type MailRequest, normaliseEmail, Users } from '#libs/users';
import { Answerer } from '../letters/answerer.js';
import { Letters } from '../letters/letters.js';

/**
 * Sends a link to the address that somebody wants to have, by which it becomes theirs. If it is somebody else's already, that one is
 * told, and whoever asked learns nothing.
 */
@Injectable()
export class AskForEmailChange extends Answerer {
  override readonly kind = 'email_change';

  constructor(
    private readonly users: Users,
    private readonly standing: Standing,
    private readonly links: Links,
    private readonly letters: Letters,
  ) {
    super();
  }

  override async answer(transaction: Transaction, request: MailRequest): Promise<void> {
    const { user_id, email, ip, user_agent } = request;
    if (user_id === null || !(await this.isAllowed(transaction, user_id, request))) return;
    const owner = await this.users.findByEmail(transaction, email);
    if (owner?.id === user_id) return;
    if (owner !== undefined) {
      const values = fromWhere({ ip, user_agent });
      const letter = { kind: 'email_change_taken', user_id: owner.id, to: owner.email, values } as const;
      return this.letters.sendPlain(transaction, letter);
    }
    const to = normaliseEmail(email);
    const terms = { purpose: 'email_change_confirm', user_id, email: to } as const;
    await this.letters.send(transaction, { kind: 'email_change_confirm', user_id, to, values: {} }, async () => {
      await this.links.withdraw(transaction, user_id, ['email_change_confirm']);
      return this.letters.link(transaction, 'confirm-email', terms);
    });
  }

  /** Whether the account is in force still, with the password that was shown. */
  private async isAllowed(transaction: Transaction, id: string, { password_hash }: MailRequest): Promise<boolean> {
    const standing = await this.standing.lock(transaction, id);
    if (standing?.status !== 'active' || password_hash === null) return false;
    return this.users.isHashInForce(transaction, id, password_hash);
  }
}
