import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { DeliverMail } from './delivery/deliver-mail.js';
import { DueMails } from './delivery/due-mails.js';
import { GiveUpLateMails } from './delivery/give-up-late-mails.js';
import { GivenUp } from './delivery/given-up.js';
import { MailMetrics } from './delivery/mail-metrics.js';
import { Postman } from './delivery/postman.js';
import { ExamineMail } from './examine-mail.js';
import { ForgetMails } from './forget-mails.js';
import { Letters } from './letters/letters.js';
import { MailAbility } from './mail-ability.js';
import { MailVault } from './mail-vault.js';
import { Outbox } from './outbox.js';

@Module({
  imports: [AuditModule],
  providers: [
    DeliverMail,
    DueMails,
    ExamineMail,
    ForgetMails,
    GiveUpLateMails,
    GivenUp,
    Letters,
    MailAbility,
    MailMetrics,
    MailVault,
    Outbox,
    Postman,
  ],
  exports: [ExamineMail, Letters, MailAbility, Outbox, Postman],
})
export class MailModule {}
