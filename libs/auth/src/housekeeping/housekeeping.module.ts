import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { RevocationsModule } from '#libs/revocations';
import { ServiceClientsModule } from '#libs/service-clients';
import { SessionsModule } from '#libs/sessions';
import { TokensModule } from '#libs/tokens';
import { UsersModule } from '#libs/users';
import { CleanUpSchedule } from './clean-up.schedule.js';
import { CleanUp } from './clean-up.js';

/** Removing what is over. */
@Module({
  imports: [AuditModule, RevocationsModule, ServiceClientsModule, SessionsModule, TokensModule, UsersModule],
  providers: [CleanUp, CleanUpSchedule],
  exports: [CleanUp, CleanUpSchedule],
})
export class HousekeepingModule {}
