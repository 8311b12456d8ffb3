import { Injectable } from '@nestjs/common';
import type { AuditEventKind } from '#libs/contracts';
import { Database, type Statement, statement } from '#libs/persistence';
import type { PageRequest } from '#libs/platform';
import { lowestIdAt } from './id-times.js';

/** Which events to read; what is absent does not matter. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
  readonly kind?: AuditEventKind | undefined;
  /** A user, by id: what they have done, and what was done to them or to sessions of theirs. */
  readonly subject?: string | undefined;
  /** The name of a role: who was given it, and from whom it was taken. */
  readonly role?: string | undefined;
  /** Not before. */
  readonly since?: Date | undefined;
  /** Before. */
  readonly until?: Date | undefined;
}

/** An event as it stands in the trail. */
export interface AuditRecord {
  readonly id: string;
  readonly kind: AuditEventKind;
  readonly occurred_at: Date;
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** How far an id's time may be from that of its event: instances have clocks of their own. */
const CLOCKS_DIFFER_MS = 60 * 60_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** What each filter asks for, in the order in which statements name them. */
const CONDITIONS = {
  actor: (value: string) => `actor_id = ${value}`,
  target: (value: string) => `target_id = ${value}`,
  kind: (value: string) => `kind = ${value}`,
  subject: (value: string) =>
    `(actor_id = ${value}::uuid OR target_id = ${value}::text OR details->>'user_id' = ${value}::text)`,
  role: (value: string) => `kind IN ('authz_role_granted', 'authz_role_revoked') AND details->>'role' = ${value}`,
} as const;
type Condition = keyof typeof CONDITIONS;

/** Reads what `Audit` has written. */
@Injectable()
export class AuditTrail {
  constructor(private readonly database: Database) {}

  /** Newest first. One more than asked for, if there is more. */
  list(filter: AuditFilter, { after, limit }: PageRequest): Promise<AuditRecord[]> {
    const { since, until } = filter;
    // Ids are in order of time, roughly: so only the part of the trail that the times are about is read.
    const from = since === undefined ? FIRST_ID : lowestIdAt(since.getTime() - CLOCKS_DIFFER_MS);
    const to = until === undefined ? LAST_ID : lowestIdAt(until.getTime() + CLOCKS_DIFFER_MS);
    const before = after !== undefined && after < to ? after : to;
    return this.read(filter, { from, before, limit: limit + 1 });
  }

  /** All events whose ids are at least `from`, newest first. */
  since(filter: AuditFilter, from: string): Promise<AuditRecord[]> {
    return this.read(filter, { from, before: LAST_ID, limit: null });
  }

  private read(filter: AuditFilter, { from, before, limit }: Range): Promise<AuditRecord[]> {
    const names = (Object.keys(CONDITIONS) as Condition[]).filter(name => filter[name] !== undefined);
    const given = names.map(name => filter[name] ?? '');
    const [since, until] = [filter.since ?? '-infinity', filter.until ?? 'infinity'];
    return this.database.run(selectEvents(names), [from, before, since, until, limit, ...given]);
  }
}

interface Range {
  readonly from: string;
  /** Exclusive. */
  readonly before: string;
  readonly limit: number | null;
}

type Values = [string, string, Date | string, Date | string, number | null, ...string[]];

/** A statement for each set of filters, so that each is planned by the index that serves it. */
function selectEvents(names: readonly Condition[]): Statement<AuditRecord, Values> {
  const conditions = names.map((name, index) => ` AND ${CONDITIONS[name](`$${index + 6}`)}`);
  return statement(
    ['audit.list', ...names].join('_'),
    `SELECT id, kind, occurred_at, actor_id, target_id, ip, user_agent, details FROM audit_events
     WHERE id >= $1 AND id < $2 AND occurred_at >= $3 AND occurred_at < $4${conditions.join('')}
     ORDER BY id DESC LIMIT $5`,
  );
}
