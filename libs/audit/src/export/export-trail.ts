import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import type { Actor } from '../actor.js';
import { Audit } from '../audit.js';
import { AuditTrail } from '../audit-trail.js';
import { EventNames, type MaySee, type NamedEvent } from '../names/event-names.js';
import type { AuditFilter } from '../select-events.js';

/** Events that are read at once: no more than so many are in memory, however many there are. */
const PART = 500;

/** Hands out the trail, or what of it fits. */
@Injectable()
export class ExportTrail {
  constructor(
    private readonly database: Database,
    private readonly auditTrail: AuditTrail,
    private readonly eventNames: EventNames,
    private readonly audit: Audit,
  ) {}

  /**
   * Each part is read once the one before was taken. What is recorded meanwhile is not among it.
   * @returns the events in parts, newest first
   */
  async execute(
    actor: Actor,
    format: string,
    filter: AuditFilter,
    maySee: MaySee,
  ): Promise<AsyncGenerator<readonly NamedEvent[]>> {
    // Before anything is said: where it cannot be read, that can still be answered.
    const first = await this.auditTrail.list(filter, { after: undefined, limit: PART });
    const details = { format, ...sayable(filter) };
    await this.audit.record(this.database, { kind: 'audit_trail_exported', actor, target: null, details });
    return this.parts(first, filter, maySee);
  }

  private async *parts(
    first: Awaited<ReturnType<AuditTrail['list']>>,
    filter: AuditFilter,
    maySee: MaySee,
  ): AsyncGenerator<readonly NamedEvent[]> {
    for (let records = first; ;) {
      const part = records.slice(0, PART);
      const last = part.at(-1);
      if (last === undefined) return;
      yield await this.eventNames.of(part, maySee);
      if (records.length <= PART) return;
      records = await this.auditTrail.list(filter, { after: last.id, limit: PART });
    }
  }
}

/** What of a filter may stay in the trail for ever: ids and times. Where an account is erased, no address of it may be left. */
function sayable({ target, ip, since, until, ...ids }: AuditFilter): Record<string, unknown> {
  return {
    ...Object.fromEntries(Object.entries(ids).filter(([, value]) => value !== undefined)),
    ...(since && { since: since.toISOString() }),
    ...(until && { until: until.toISOString() }),
    ...(target !== undefined && { by_target: true }),
    ...(ip !== undefined && { by_address: true }),
  };
}
