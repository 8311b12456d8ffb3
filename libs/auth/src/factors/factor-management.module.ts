import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { FactorsModule } from '#libs/factors';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { SessionsModule } from '#libs/sessions';
import { UsersModule } from '#libs/users';
import { PasswordsModule } from '../passwords/passwords.module.js';
import { AddFactor } from './add-factor.js';
import { AddPasskey } from './add-passkey.js';
import { BeginPasskey } from './begin-passkey.js';
import { ConfirmTotp } from './confirm-totp.js';
import { EnrolTotp } from './enrol-totp.js';
import { OwnFactorsController } from './http/own-factors.controller.js';
import { OwnPasskeysController } from './http/own-passkeys.controller.js';
import { TotpController } from './http/totp.controller.js';
import { UserFactorsController } from './http/user-factors.controller.js';
import { ListUserFactors } from './list-user-factors.js';
import { OwnAccount } from './own-account.js';
import { RemoveFactor } from './remove-factor.js';
import { RenameFactor } from './rename-factor.js';
import { RenewRecoveryCodes } from './renew-recovery-codes.js';
import { ResetFactors } from './reset-factors.js';

/** Second factors: added, named and taken away by their owners, seen and reset by administrators. */
@Module({
  imports: [AuditModule, FactorsModule, PasswordsModule, RevocationsModule, RolesModule, SessionsModule, UsersModule],
  controllers: [OwnFactorsController, OwnPasskeysController, TotpController, UserFactorsController],
  providers: [
    AddFactor,
    AddPasskey,
    BeginPasskey,
    ConfirmTotp,
    EnrolTotp,
    ListUserFactors,
    OwnAccount,
    RemoveFactor,
    RenameFactor,
    RenewRecoveryCodes,
    ResetFactors,
  ],
  exports: [AddFactor, ListUserFactors, OwnAccount, ResetFactors],
})
export class FactorManagementModule {}
