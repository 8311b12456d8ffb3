import { Module } from '@nestjs/common';
import { Audit } from './audit.js';
import { AuditTrail } from './audit-trail.js';
import { AuditEventsController } from './http/audit-events.controller.js';

@Module({ controllers: [AuditEventsController], providers: [Audit, AuditTrail], exports: [Audit, AuditTrail] })
export class AuditModule {}
