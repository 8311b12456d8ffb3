import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { UsersModule } from '#libs/users';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { ChangeEmail } from './change-email.js';
import { CloseAccount } from './close-account.js';
import { DeleteUser } from './delete-user.js';
import { FirstAdministrator } from './first-administrator.js';
import { EmailController } from './http/email.controller.js';
import { ProfileController } from './http/profile.controller.js';
import { RegistrationController } from './http/registration.controller.js';
import { UserAccountsController } from './http/user-accounts.controller.js';
import { InviteUser } from './invite-user.js';
import { Profile } from './profile.js';
import { Register } from './register.js';
import { UpdateUser } from './update-user.js';

/** Accounts: how they come to be, what is changed about them, and how they end. */
@Module({
  imports: [AuditModule, PasswordsModule, RevocationsModule, RolesModule, UsersModule],
  controllers: [RegistrationController, ProfileController, EmailController, UserAccountsController],
  providers: [ChangeEmail, CloseAccount, DeleteUser, FirstAdministrator, InviteUser, Profile, Register, UpdateUser],
  exports: [DeleteUser, FirstAdministrator, InviteUser, UpdateUser],
})
export class AccountsModule {}
