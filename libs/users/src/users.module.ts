import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { ForgetLinks } from './links/forget-links.js';
import { Links } from './links/links.js';
import { MailRequests } from './mailboxes/mail-requests.js';
import { MailboxAllowance } from './mailboxes/mailbox-allowance.js';
import { ForeignHashes } from './foreign-hashes.js';
import { ForgetPasswordTokens } from './forget-password-tokens.js';
import { UsersController } from './http/users.controller.js';
import { NewUsers } from './new-users.js';
import { PasswordTokens } from './password-tokens.js';
import { UserAddresses } from './user-addresses.js';
import { UserDirectory } from './user-directory.js';
import { Users } from './users.js';

@Module({
  imports: [AuditModule, RevocationsModule],
  controllers: [UsersController],
  providers: [
    ForeignHashes,
    ForgetLinks,
    ForgetPasswordTokens,
    Links,
    MailRequests,
    MailboxAllowance,
    NewUsers,
    PasswordTokens,
    UserAddresses,
    UserDirectory,
    Users,
  ],
  exports: [
    ForeignHashes,
    Links,
    MailRequests,
    MailboxAllowance,
    NewUsers,
    PasswordTokens,
    UserAddresses,
    UserDirectory,
    Users,
  ],
})
export class UsersModule {}
