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

  /** The same for many events, in one statement. */
  async recordAll(transaction: StatementRunner, events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    const rows = events.map(({ kind, actor: { id, ip, user_agent }, target, details = {} }) => {
      return { id: newId(), kind, actor_id: id, target_id: target, ip, user_agent, details };
    });
    await transaction.run(insertEvents, [JSON.stringify(rows)]);
  }
}

export const insertEvent = statement<
  never,
  [string, string, string | null, string | null, string | null, string | null, object]
>(
  'audit.record',
  `INSERT INTO audit_events (id, kind, actor_id, target_id, ip, user_agent, details)
   VALUES ($1, $2, $3, $4, $5, $6, $7)`,
);

const insertEvents = statement<never, [string]>(
  'audit.record_all',
  `INSERT INTO audit_events (id, kind, actor_id, target_id, ip, user_agent, details)
   SELECT id, kind, actor_id, target_id, ip, user_agent, details FROM jsonb_to_recordset($1::jsonb) AS e
     (id uuid, kind text, actor_id uuid, target_id text, ip text, user_agent text, details jsonb)`,
);
