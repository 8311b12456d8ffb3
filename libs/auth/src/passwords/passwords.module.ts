import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { loadPasswordEngine, Passwords } from '#libs/passwords';
import { Config, Metrics } from '#libs/platform';
import { RevocationsModule } from '#libs/revocations';
import { RolesModule } from '#libs/roles';
import { ServiceClientsModule } from '#libs/service-clients';
import { SessionsModule } from '#libs/sessions';
import { UsersModule } from '#libs/users';
import { LettersModule } from '../letters/letters.module.js';
import { ChangePassword } from './change-password.js';
import { CreatePasswordToken } from './create-password-token.js';
import { CreatorsPower } from './creators-power.js';
import { CurrentPassword } from './current-password.js';
import { ForgotPassword } from './forgot-password.js';
import { HashesOfStrangers } from './hashes-of-strangers.js';
import { measuredQueue } from './measured-queue.js';
import { OwnPasswordController } from './http/own-password.controller.js';
import { PasswordTokenController } from './http/password-token.controller.js';
import { UserPasswordController } from './http/user-password.controller.js';
import { OwnGuesses } from './own-guesses.js';
import { PasswordBlocklist } from './password-blocklist.js';
import { PasswordHashing } from './password-hashing.js';
import { SetPassword } from './set-password.js';

/** Passwords: hashed and judged for whoever needs it, changed by their owners, set anew by who was let. */
@Module({
  imports: [
    AuditModule,
    LettersModule,
    RevocationsModule,
    RolesModule,
    ServiceClientsModule,
    SessionsModule,
    UsersModule,
  ],
  controllers: [OwnPasswordController, PasswordTokenController, UserPasswordController],
  providers: [
    {
      provide: Passwords,
      inject: [Config, Metrics, HashesOfStrangers],
      useFactory: async (config: Config, metrics: Metrics, hashesOfStrangers: HashesOfStrangers) =>
        new Passwords({
          engine: await loadPasswordEngine(),
          queue: measuredQueue(config, metrics),
          costsOfStranger: account => hashesOfStrangers.costsFor(account),
        }),
    },
    HashesOfStrangers,
    PasswordBlocklist,
    PasswordHashing,
    CurrentPassword,
    OwnGuesses,
    ChangePassword,
    CreatePasswordToken,
    CreatorsPower,
    ForgotPassword,
    SetPassword,
  ],
  exports: [CreatePasswordToken, CurrentPassword, OwnGuesses, PasswordBlocklist, PasswordHashing],
})
export class PasswordsModule {}
