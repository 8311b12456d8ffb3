import { Injectable } from '@nestjs/common';
import { Database } from '#libs/persistence';
import { LAST_ID, type PageRequest } from '#libs/platform';
import { type AuditFilter, type AuditRange, type AuditRecord, rangeOf, selectEvents } from './select-events.js';

/** Reads what `Audit` has written. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /** Newest first. One more than asked for, if there is more. */
  list(filter: AuditFilter, { after, limit }: PageRequest): Promise<AuditRecord[]> {
    return this.read(filter, rangeOf(filter, after, limit + 1));
  }

  /** All events whose ids are at least `from`, newest first. */
  since(filter: AuditFilter, from: string): Promise<AuditRecord[]> {
    return this.read(filter, { from, before: LAST_ID, limit: null });
  }

  private read(filter: AuditFilter, range: AuditRange): Promise<AuditRecord[]> {
    const { statement, values } = selectEvents(filter, range);
    return this.database.run(statement, values);
  }
}
