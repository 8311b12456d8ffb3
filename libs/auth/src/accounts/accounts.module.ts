import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { UpstreamModule } from '#libs/upstream';
import { UsersModule } from '#libs/users';
import { BackChannelModule } from '../backchannel/backchannel.module.js';
import { LettersModule } from '../letters/letters.module.js';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { AskForAccount } from './ask-for-account.js';
import { AskForAccountAgain } from './ask-for-account-again.js';
import { AskForEmailChange } from './ask-for-email-change.js';
import { ChangeEmail } from './change-email.js';
import { ChoosePassword } from './choose-password.js';
import { CloseAccount } from './close-account.js';
import { ConfirmAddress } from './confirm-address.js';
import { ConfirmEmailChange } from './confirm-email-change.js';
import { DeleteUser } from './delete-user.js';
import { DisownEvent } from './disown-event.js';
import { FirstAdministrator } from './first-administrator.js';
import { EmailController } from './http/email.controller.js';
import { LinksController } from './http/links.controller.js';
import { ProfileController } from './http/profile.controller.js';
import { RegistrationController } from './http/registration.controller.js';
import { ImportController } from './http/import/import.controller.js';
import { SleepingRolesGuard } from './http/sleeping-roles.guard.js';
import { UserAccountsController } from './http/user-accounts.controller.js';
import { ImportBatch } from './import/import-batch.js';
import { ImportUsers } from './import/import-users.js';
import { PrepareNewcomer } from './import/prepare-newcomer.js';
import { InviteUser } from './invite-user.js';
import { Profile } from './profile.js';
import { ProvePassword } from './prove-password.js';
import { ReclaimAccount } from './reclaim-account.js';
import { Register } from './register.js';
import { ReplaceAddress } from './replace-address.js';
import { SendVerification } from './send-verification.js';
import { UndoEmailChange } from './undo-email-change.js';
import { UpdateUser } from './update-user.js';
import { VerifyEmail } from './verify-email.js';

/** Accounts: how they come to be, what is changed about them, and how they end. */
@Module({
  imports: [
    AuditModule,
    BackChannelModule,
    LettersModule,
    PasswordsModule,
    RevocationsModule,
    RolesModule,
    UpstreamModule,
    UsersModule,
  ],
  controllers: [
    RegistrationController,
    ProfileController,
    EmailController,
    LinksController,
    UserAccountsController,
    ImportController,
  ],
  providers: [
    AskForAccount,
    AskForAccountAgain,
    AskForEmailChange,
    ChangeEmail,
    ChoosePassword,
    CloseAccount,
    ConfirmAddress,
    ConfirmEmailChange,
    DeleteUser,
    DisownEvent,
    FirstAdministrator,
    ImportBatch,
    ImportUsers,
    InviteUser,
    PrepareNewcomer,
    Profile,
    ProvePassword,
    ReclaimAccount,
    Register,
    ReplaceAddress,
    SendVerification,
    SleepingRolesGuard,
    UndoEmailChange,
    UpdateUser,
    VerifyEmail,
  ],
  exports: [DeleteUser, FirstAdministrator, ImportUsers, InviteUser, SleepingRolesGuard, UpdateUser],
})
export class AccountsModule {}
