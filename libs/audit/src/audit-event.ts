import type { AuditEventKind } from '#libs/contracts';
import type { Actor } from './actor.js';

/** What is to be recorded. */
export interface AuditEvent {
  readonly kind: AuditEventKind;
  readonly actor: Actor;
  readonly target: string | null;
  /** Ids, states and reasons. Nothing personal, nothing secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}
