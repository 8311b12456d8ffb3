import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing, turnOfSubject } from '#libs/revocations';
import { Users } from '#libs/users';
import { Letters } from '../letters/letters.js';

/** Sends who is logged in a link by which to show that the address of the account is theirs. */
@Injectable()
export class SendVerification {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly users: Users,
    private readonly letters: Letters,
  ) {}

  /** Does nothing where that was shown already, and no more than five times an hour. @throws DomainError `mail_off`, `insufficient_scope` */
  async execute(userId: string): Promise<void> {
    this.letters.assertOn();
    await this.database.inTurn(turnOfSubject(userId), async transaction => {
      const standing = await this.standing.lock(transaction, userId);
      if (standing?.status !== 'active')
        throw new DomainError('insufficient_scope', { detail: 'Your account is not active.' });
      const { email, email_verified } = await this.users.get(userId, transaction);
      if (email_verified) return;
      const letter = { kind: 'verify_email', user_id: userId, to: email, values: {} } as const;
      const terms = { purpose: 'verify_email', user_id: userId, email } as const;
      await this.letters.send(transaction, letter, () => this.letters.link(transaction, 'verify-email', terms));
    });
  }
}
