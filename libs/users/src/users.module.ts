import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { UsersController } from './http/users.controller.js';
import { PasswordTokens } from './password-tokens.js';
import { UserDirectory } from './user-directory.js';
import { Users } from './users.js';

@Module({
  imports: [AuditModule, RevocationsModule],
  controllers: [UsersController],
  providers: [PasswordTokens, UserDirectory, Users],
  exports: [PasswordTokens, UserDirectory, Users],
})
export class UsersModule {}
