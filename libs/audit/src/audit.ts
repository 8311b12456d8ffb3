import { Injectable } from '@nestjs/common';
import type { AuditEventKind } from '#libs/contracts';
import { Database, statement, type StatementRunner, Transaction } from '#libs/persistence';
import { newId } from '#libs/platform';
import type { AuditEvent } from './audit-event.js';
import { Witnesses } from './witnesses.js';

/** The append-only record of security events. */
@Injectable()
export class Audit {
  constructor(private readonly witnesses: Witnesses) {}

  /**
   * Writes an event in the transaction of what it records: if it cannot be written, that is not done either. Nor is it if a
   * witness fails.
   */
  async record(runner: StatementRunner, event: AuditEvent): Promise<void> {
    await this.heard(runner, [event], async runner => {
      await runner.run(insertEvent, rowOf(event));
    });
  }

  /** The same for many events, in one statement. */
  async recordAll(runner: StatementRunner, events: readonly AuditEvent[]): Promise<void> {
    if (events.length === 0) return;
    await this.heard(runner, events, async runner => {
      await runner.run(insertEvents, [JSON.stringify(events.map(rowOf))]);
    });
  }

  /** Where somebody wants to hear of it, it is done in a transaction, whether there was one or not. */
  private async heard(
    runner: StatementRunner,
    events: readonly AuditEvent[],
    write: (runner: StatementRunner) => Promise<void>,
  ): Promise<void> {
    const wanted = events.filter(({ kind }) => this.witnesses.listenFor(kind));
    if (wanted.length === 0) return write(runner);
    const tell = async (transaction: Transaction): Promise<void> => {
      await write(transaction);
      for (const event of wanted) await this.witnesses.hear(transaction, event);
    };
    if (runner instanceof Transaction) await tell(runner);
    else if (runner instanceof Database) await runner.transaction(tell);
    else throw new Error(`${wanted[0]?.kind} is recorded by what is neither the database nor a transaction`);
  }
}

interface Row {
  readonly id: string;
  readonly kind: AuditEventKind;
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

function rowOf({ kind, actor: { id, ip, user_agent }, target, details = {} }: AuditEvent): Row {
  return { id: newId(), kind, actor_id: id, target_id: target, ip, user_agent, details };
}

const COLUMNS = 'id, kind, actor_id, target_id, ip, user_agent, details';

const insertEvent = statement<never, Row>(
  'audit.record',
  `INSERT INTO audit_events (${COLUMNS})
   VALUES (:id, :kind, :actor_id, :target_id, :ip, :user_agent, :details)`,
);

/** The values of `recording`. */
export type RecordedAlong = Omit<Row, 'id' | 'kind'> & {
  readonly event_id: string;
  readonly event_kind: AuditEventKind;
};

/** An event as `recording` takes it. */
export function recordedAlong(event: AuditEvent): RecordedAlong {
  const { id: event_id, kind: event_kind, ...row } = rowOf(event);
  return { ...row, event_id, event_kind };
}

/**
 * Writes an event as a part of the statement that does what it records, if that does anything.
 * @param done the part that gives a row if something was done
 */
export const recording = (done: string): string => `
  INSERT INTO audit_events (${COLUMNS})
  SELECT :event_id, :event_kind, :actor_id, :target_id, :ip, :user_agent, :details FROM ${done}`;

const insertEvents = statement<never, [string]>(
  'audit.record_all',
  `INSERT INTO audit_events (${COLUMNS})
   SELECT ${COLUMNS} FROM jsonb_to_recordset($1::jsonb) AS e
     (id uuid, kind text, actor_id uuid, target_id text, ip text, user_agent text, details jsonb)`,
);
