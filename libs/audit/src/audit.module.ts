import { Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditTrail } from './audit-trail.js';
import { EraseTraces } from './erase-traces.js';
import { ForgetEvents } from './forget-events.js';
import { AuditEventsController } from './http/audit-events.controller.js';

@Module({
  controllers: [AuditEventsController],
  providers: [Audit, AuditTrail, EraseTraces, ForgetEvents],
  exports: [Audit, AuditTrail, EraseTraces],
})
export class AuditModule {}
