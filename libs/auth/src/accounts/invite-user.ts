import { Injectable } from '@nestjs/common';
import { Audit } from '#libs/audit';
import { ADMINISTRATION, Authority, type Caller, type Holdings } from '#libs/authority';
import { USER_ROLE } from '#libs/contracts';
import { Database, type Transaction } from '#libs/persistence';
import { type CustomClaims, Standing } from '#libs/revocations';
import { GrantRole } from '#libs/roles';
import { assertAcceptableClaims, type NewPasswordToken, PasswordTokens, type UserRecord, Users } from '#libs/users';
import { Letters } from '../letters/letters.js';
import { CreatePasswordToken, type MailedPasswordToken } from '../passwords/create-password-token.js';
import { assertMaySetClaims } from './claims-power.js';

/** Whom to make an account for, and with what. */
export interface Invitation {
  readonly email: string;
  /** Beside the role that everybody has. */
  readonly roles: readonly string[];
  readonly ext: CustomClaims | null;
  /** Whether whoever invites vouches for the address. */
  readonly email_verified?: boolean;
}

export interface InvitedUser<Token = NewPasswordToken> {
  readonly user: UserRecord;
  /** To be passed on to the person, who sets a password by it. */
  readonly password_token: Token;
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
    private readonly letters: Letters,
    private readonly createPasswordToken: CreatePasswordToken,
    private readonly audit: Audit,
  ) {}

  /**
   * @throws DomainError `validation_failed`, `insufficient_scope`, `permission_not_held`, `role_not_found`,
   *   `email_taken`, `token_too_large`
   */
  execute(caller: Caller, invitation: Invitation): Promise<InvitedUser> {
    return this.invite(caller, invitation, (transaction, { id }) =>
      this.passwordTokens.create(transaction, caller, id, 'invitation'),
    );
  }

  /** The same, but the token is sent to the person and nobody else sees it. @throws DomainError what `execute` does, `mail_off` */
  async byMail(caller: Caller, invitation: Invitation): Promise<InvitedUser<MailedPasswordToken>> {
    this.letters.assertOn();
    return this.invite(caller, invitation, (transaction, user) =>
      this.createPasswordToken.mail(transaction, caller, user, 'invitation'),
    );
  }

  private async invite<Token>(
    caller: Caller,
    invitation: Invitation,
    makeToken: (transaction: Transaction, user: UserRecord) => Promise<Token>,
  ): Promise<InvitedUser<Token>> {
    if (invitation.ext !== null) assertAcceptableClaims(invitation.ext);
    return this.database.inTurn(ADMINISTRATION, async transaction => {
      const held = await this.authority.authorise(transaction, caller, 'users:write');
      if (invitation.ext !== null) assertMaySetClaims(held);
      const { email, email_verified = false } = invitation;
      const id = await this.users.create(transaction, { email, email_verified, password_hash: null });
      await this.audit.record(transaction, { kind: 'user_created', actor: caller, target: id });
      await this.furnish(transaction, caller, held, id, invitation);
      const user = await this.users.get(id, transaction);
      return { user, password_token: await makeToken(transaction, user) };
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
