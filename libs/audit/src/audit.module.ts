import { Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { Audit } from './audit.js';
import { AuditTrail } from './audit-trail.js';
import { EraseTraces } from './erase-traces.js';
import { ForgetEvents } from './forget-events.js';
import { ExportTrail } from './export/export-trail.js';
import { AuditEventsController } from './http/audit-events.controller.js';
import { EventNames } from './names/event-names.js';
import { Witnesses } from './witnesses.js';
import { Signals } from './signals/signals.js';

@Module({
  imports: [DiscoveryModule],
  controllers: [AuditEventsController],
  providers: [Audit, AuditTrail, EraseTraces, EventNames, ExportTrail, ForgetEvents, Signals, Witnesses],
  exports: [Audit, AuditTrail, EraseTraces, EventNames, Signals],
})
export class AuditModule {}
