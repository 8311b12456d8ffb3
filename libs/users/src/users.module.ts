import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { ForgetPasswordTokens } from './forget-password-tokens.js';
import { UsersController } from './http/users.controller.js';
import { PasswordTokens } from './password-tokens.js';
import { UserDirectory } from './user-directory.js';
import { Users } from './users.js';

@Module({
  imports: [AuditModule, RevocationsModule],
  controllers: [UsersController],
  providers: [ForgetPasswordTokens, PasswordTokens, UserDirectory, Users],
  exports: [PasswordTokens, UserDirectory, Users],
})
export class UsersModule {}
