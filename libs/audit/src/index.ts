/** The append-only record of security events. */
export { type Actor, SERVICE } from './actor.js';
export { AuditModule } from './audit.module.js';
export { Audit, type AuditEvent } from './audit.js';
