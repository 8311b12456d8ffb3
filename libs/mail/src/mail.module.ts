import { Module } from '@nestjs/common';
import { MailAbility } from './mail-ability.js';
import { MailVault } from './mail-vault.js';
import { Outbox } from './outbox.js';

@Module({
  providers: [MailAbility, MailVault, Outbox],
  exports: [MailAbility, Outbox],
})
export class MailModule {}
