/** The append-only record of security events. */
export { type Actor, SERVICE } from './actor.js';
export { AuditModule } from './audit.module.js';
export { type AuditFilter, type AuditRecord, AuditTrail } from './audit-trail.js';
export { Audit, type AuditEvent } from './audit.js';
export { AuditEvent as RecordedEvent, toAuditEvent } from './http/audit-event.dto.js';
export { lowestIdAt, timeOfId } from './id-times.js';
