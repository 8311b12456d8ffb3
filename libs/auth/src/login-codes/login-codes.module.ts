import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { UsersModule } from '#libs/users';
import { BrowserModule } from '../browser/browser.module.js';
import { LettersModule } from '../letters/letters.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { AskForCode } from './ask-for-code.js';
import { CodeProof } from './code-proof.js';
import { CodeTickets } from './code-tickets.js';
import { ForgetLoginCodes } from './forget-login-codes.js';
import { LoginCodeController } from './http/login-code.controller.js';
import { LoginByCode } from './login-by-code.js';
import { LoginCodeHashes } from './login-code-hashes.js';
import { LoginCodes } from './login-codes.js';

/** Logging in by a code that is mailed. */
@Module({
  imports: [AuditModule, BrowserModule, LettersModule, RevocationsModule, SignInModule, UsersModule],
  controllers: [LoginCodeController],
  providers: [AskForCode, CodeProof, CodeTickets, ForgetLoginCodes, LoginByCode, LoginCodeHashes, LoginCodes],
})
export class LoginCodesModule {}
