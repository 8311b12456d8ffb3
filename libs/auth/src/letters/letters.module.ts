import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { AuditModule } from '#libs/audit';
import { MailModule } from '#libs/mail';
import { RevocationsModule } from '#libs/revocations';
import { UsersModule } from '#libs/users';
import { AnswerLeftRequests } from './answer-left-requests.js';
import { AskedMails } from './asked-mails.js';
import { Letters } from './letters.js';
import { RedeemLink } from './redeem-link.js';
import { WithdrawAskedFor } from './withdraw-asked-for.js';

/** What all flows by mail have in common: how they are asked for, what is sent, and how a link is used up. */
@Module({
  imports: [AuditModule, DiscoveryModule, MailModule, RevocationsModule, UsersModule],
  providers: [AnswerLeftRequests, AskedMails, Letters, RedeemLink, WithdrawAskedFor],
  exports: [AskedMails, Letters, RedeemLink],
})
export class LettersModule {}
