import { Injectable } from '@nestjs/common';
import type { AuditEventKind } from '#libs/contracts';
import { statement, type StatementRunner } from '#libs/persistence';
import { newId } from '#libs/platform';
import type { Actor } from './actor.js';

export interface AuditEvent {
  readonly kind: AuditEventKind;
  readonly actor: Actor;
  readonly target: string | null;
  /** Ids, states and reasons. Nothing personal, nothing secret. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** The append-only record of security events. */
@Injectable()
export class Audit {
  /**
   * Writes an event in the transaction of what it records: if it cannot be written, that is not done either.
   */
  async record(transaction: StatementRunner, event: AuditEvent): Promise<void> {
    const { kind, actor, target, details = {} } = event;
    await transaction.run(insertEvent, [newId(), kind, actor.id, target, actor.ip, actor.user_agent, details]);
  }
}

const insertEvent = statement<
  never,
  [string, string, string | null, string | null, string | null, string | null, object]
>(
  'audit.record',
  `INSERT INTO audit_events (id, kind, actor_id, target_id, ip, user_agent, details)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);
