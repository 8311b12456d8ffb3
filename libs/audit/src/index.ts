/** The append-only record of security events. */
export { type Actor, OPERATOR_AGENT, SERVICE } from './actor.js';
export { AuditModule } from './audit.module.js';
export { AuditTrail } from './audit-trail.js';
export type { AuditEvent } from './audit-event.js';
export { Audit, type RecordedAlong, recordedAlong, recording } from './audit.js';
export { EraseTraces } from './erase-traces.js';
export { RecordedEvent, toRecordedEvent } from './http/audit-event.dto.js';
export { EventNames, type Named, type NamedEvent } from './names/event-names.js';
export { type AuditFilter, type AuditRecord } from './select-events.js';
export type { Signal, SignalKind } from './signals/signal.js';
export { Signals } from './signals/signals.js';
export { CountEvents, type EventCount } from './tallies/event-counts.js';
export { type Failures, FailedLogins } from './tallies/failed-logins.js';
export { KEPT_DAYS, type Step, STEPS, type Tallied } from './tallies/tallied.js';
export { Witness } from './witness.js';
