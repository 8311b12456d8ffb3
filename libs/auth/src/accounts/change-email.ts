import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { PasswordTokens, Users } from '#libs/users';

/** Changes one's own address. What was sent to the old one can set no password any more. */
@Injectable()
export class ChangeEmail {
  constructor(
    private readonly database: Database,
    private readonly standing: Standing,
    private readonly users: Users,
    private readonly passwordTokens: PasswordTokens,
    private readonly audit: Audit,
  ) {}

  /** Does nothing if it is the address already. @throws DomainError `email_taken`, `insufficient_scope` */
  async execute(actor: Actor, userId: string, email: string): Promise<void> {
    await this.database.transaction(async transaction => {
      const standing = await this.standing.lock(transaction, userId);
      if (standing?.status !== 'active')
        throw new DomainError('insufficient_scope', { detail: 'Your account is not active.' });
      if (!(await this.users.setEmail(transaction, userId, email))) return;
      await this.passwordTokens.withdraw(transaction, userId);
      const details = { changed: ['email'] };
      await this.audit.record(transaction, { kind: 'user_updated', actor, target: userId, details });
    });
  }
}
