import { Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditTrail } from './audit-trail.js';
import { EraseTraces } from './erase-traces.js';
import { ForgetEvents } from './forget-events.js';
import { AuditEventsController } from './http/audit-events.controller.js';
import { Signals } from './signals/signals.js';

@Module({
  controllers: [AuditEventsController],
  providers: [Audit, AuditTrail, EraseTraces, ForgetEvents, Signals],
  exports: [Audit, AuditTrail, EraseTraces, Signals],
})
export class AuditModule {}
