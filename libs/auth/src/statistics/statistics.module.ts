import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { FactorsModule } from '#libs/factors';
import { RevocationsModule } from '#libs/revocations';
import { SessionsModule } from '#libs/sessions';
import { CensusOfAccounts, CensusOfSessions } from './census.js';
import { StatisticsController } from './http/statistics.controller.js';
import { AnnounceInstance } from './instances/announce-instance.js';
import { ForgetInstances } from './instances/forget-instances.js';
import { Instances } from './instances/instances.js';
import { ReadFailures } from './read-failures.js';
import { ReadSeries } from './read-series.js';
import { TakeCensuses } from './take-censuses.js';

/** How many there are of what, told in the same time however many there are. */
@Module({
  imports: [AuditModule, FactorsModule, RevocationsModule, SessionsModule],
  controllers: [StatisticsController],
  providers: [
    AnnounceInstance,
    CensusOfAccounts,
    CensusOfSessions,
    ForgetInstances,
    Instances,
    ReadFailures,
    ReadSeries,
    TakeCensuses,
  ],
  exports: [AnnounceInstance],
})
export class StatisticsModule {}
