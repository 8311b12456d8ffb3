import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Audit } from './audit.js';
import { AuditTrail } from './audit-trail.js';
import { EraseTraces } from './erase-traces.js';
import { ForgetEvents } from './forget-events.js';
import { ExportTrail } from './export/export-trail.js';
import { AuditEventsController } from './http/audit-events.controller.js';
import { EventNames } from './names/event-names.js';
import { Signals } from './signals/signals.js';
import { CountEvents } from './tallies/event-counts.js';
import { FailedLogins } from './tallies/failed-logins.js';
import { ForgetTallies } from './tallies/forget-tallies.js';
import { TallyEvents } from './tallies/tally-events.js';
import { Witnesses } from './witnesses.js';

@Module({
  imports: [DiscoveryModule],
  controllers: [AuditEventsController],
  providers: [
    ...[Audit, AuditTrail, EraseTraces, EventNames, ExportTrail, ForgetEvents, Signals, Witnesses],
    ...[CountEvents, FailedLogins, ForgetTallies, TallyEvents],
  ],
  exports: [Audit, AuditTrail, CountEvents, EraseTraces, EventNames, FailedLogins, Signals],
})
export class AuditModule {}
