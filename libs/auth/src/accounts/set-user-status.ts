import { Injectable } from '@nestjs/common';
import { type Actor, Audit } from '#libs/audit';
import { Database } from '#libs/persistence';
import { Standing } from '#libs/revocations';
import { Administrators } from '#libs/roles';
import { type UserRecord, Users } from '#libs/users';

/** Disables a user, which ends every session and outdates every token at once, or enables one again. */
@Injectable()
export class SetUserStatus {
  constructor(
    private readonly database: Database,
    private readonly users: Users,
    private readonly standing: Standing,
    private readonly administrators: Administrators,
    private readonly audit: Audit,
  ) {}

  /** @throws DomainError `user_not_found`, `last_administrator` */
  async execute(actor: Actor, userId: string, status: 'active' | 'disabled'): Promise<UserRecord> {
    return this.database.transaction(async transaction => {
      await this.administrators.lock(transaction);
      await this.administrators.assertStillOne(transaction, actor.id);
      const before = await this.users.get(userId, transaction);
      if (before.status === status) return before;
      await this.standing.setStatus(transaction, userId, status);
      await this.administrators.assertSomeLeft(transaction);
      const details = { before: { status: before.status }, after: { status } };
      await this.audit.record(transaction, { kind: 'user_updated', actor, target: userId, details });
      return this.users.get(userId, transaction);
    });
  }
}
