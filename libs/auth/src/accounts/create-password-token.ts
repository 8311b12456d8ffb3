import { Injectable } from '@nestjs/common';
import { Authority, type Caller } from '#libs/authority';
import { Database } from '#libs/persistence';
import { type NewPasswordToken, PasswordTokens, Users } from '#libs/users';

/** Lets somebody set a password without the one before: who was invited, or who has lost it. */
@Injectable()
export class CreatePasswordToken {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly users: Users,
    private readonly passwordTokens: PasswordTokens,
  ) {}

  /**
   * Tokens that were made before are good no more.
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `user_not_found`
   */
  async execute(caller: Caller, userId: string): Promise<NewPasswordToken> {
    return this.database.transaction(async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'users:write');
      await this.users.get(userId, transaction);
      await this.authority.assertMayTouch(transaction, caller, held, userId);
      const purpose = (await this.users.hasPassword(transaction, userId)) ? 'reset' : 'invitation';
      return this.passwordTokens.create(transaction, caller, userId, purpose);
    });
  }
}
