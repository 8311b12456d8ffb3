import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller, type Holdings } from '#libs/authority';
import { USER_ROLE } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { type CustomClaims, Standing } from '#libs/revocations';
import { GrantRole } from '#libs/roles';
import { assertAcceptableClaims, type NewPasswordToken, PasswordTokens, type UserRecord, Users } from '#libs/users';
import { assertMaySetClaims } from './claims-power.js';

/** Whom to make an account for, and with what. */
export interface Invitation {
  readonly email: string;
  /** Beside the role that everybody has. */
  readonly roles: readonly string[];
  readonly ext: CustomClaims | null;
}

export interface InvitedUser {
  readonly user: UserRecord;
  /** To be passed on to the person, who sets a password by it. */
  readonly password_token: NewPasswordToken;
}

/** Makes an account for somebody else, who has yet to set a password. */
@Injectable()
export class InviteUser {
  constructor(
    private readonly database: Database,
    private readonly authority: Authority,
    private readonly users: Users,
    private readonly passwordTokens: PasswordTokens,
    private readonly standing: Standing,
    private readonly grantRole: GrantRole,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws DomainError `validation_failed`, `insufficient_scope`, `permission_not_held`, `role_not_found`,
   *   `email_taken`, `token_too_large`
   */
  async execute(caller: Caller, invitation: Invitation): Promise<InvitedUser> {
    if (invitation.ext !== null) assertAcceptableClaims(invitation.ext);
    return this.database.inTurn(ADMINISTRATION, async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'users:write');
      if (invitation.ext !== null) assertMaySetClaims(held);
      const id = await this.users.create(transaction, { email: invitation.email, password_hash: null });
      await this.audit.record(transaction, { kind: 'user_created', actor: caller, target: id });
      await this.furnish(transaction, caller, held, id, invitation);
      const password_token = await this.passwordTokens.create(transaction, caller, id, 'invitation');
      return { user: await this.users.get(id, transaction), password_token };
    });
  }

  private async furnish(
    transaction: Transaction,
    caller: Caller,
    held: Holdings,
    id: string,
    { roles, ext }: Invitation,
  ): Promise<void> {
    await this.grantRole.grantFreely(transaction, caller, id, USER_ROLE);
    for (const role of roles.filter(role => role !== USER_ROLE)) {
      await this.grantRole.grant(transaction, caller, held, id, role, null);
    }
    if (ext === null) return;
    await this.standing.setClaims(transaction, id, ext);
    await this.grantRole.assertFits(transaction, id);
  }
}
