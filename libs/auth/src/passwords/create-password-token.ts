import { Injectable } from '@nestjs/common';
import { ADMINISTRATION, Authority, type Caller } from '#libs/authority';
import { Database } from '#libs/persistence';
import { DomainError } from '#libs/platform';
import { Standing } from '#libs/revocations';
import { type NewPasswordToken, PasswordTokens, Users } from '#libs/users';

/** A session that somebody has got hold of must not be enough to take the account over. */
const OWN_PASSWORD = 'Your own password is changed with the one before, at POST /v1/auth/password.';

/** Lets somebody set a password without the one before: who was invited, or who has lost it. */
@Injectable()
export class CreatePasswordToken {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly standing: Standing,
    private readonly users: Users,
    private readonly passwordTokens: PasswordTokens,
  ) {}

  /**
   * Tokens that were made before are good no more.
   * @throws DomainError `insufficient_scope`, `permission_not_held`, `user_not_found`
   */
  async execute(caller: Caller, userId: string): Promise<NewPasswordToken> {
    if (caller.id === userId) throw new DomainError('permission_not_held', { detail: OWN_PASSWORD });
    return this.database.inTurn(ADMINISTRATION, async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'users:write');
      // In the order of a change of the address, which waits for the tokens as well.
      await this.standing.lock(transaction, userId);
      await this.users.get(userId, transaction);
      await this.authority.assertMayTouch(transaction, caller, held, userId);
      const purpose = (await this.users.hasPassword(transaction, userId)) ? 'reset' : 'invitation';
      return this.passwordTokens.create(transaction, caller, userId, purpose);
    });
  }
}
