import type { AuditEventKind } from '#libs/contracts';
import { plannedAnew, type Statement } from '#libs/persistence';
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

/** Which part of the trail to read, by id. */
export interface AuditRange {
  readonly from: string;
  /** Exclusive. */
  readonly before: string;
  /** Null: all. */
  readonly limit: number | null;
}

type Values = readonly (string | Date | number | null)[];

/** How far an id's time may be from that of its event: instances have clocks of their own. */
const CLOCKS_DIFFER_MS = 60 * 60_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
export const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

/** What each filter asks for: one of several conditions that exclude each other, and that one index serves each. */
const CONDITIONS = {
  actor: (value: string) => [`actor_id = ${value}::uuid`],
  target: (value: string) => [`target_id = ${value}::text`],
  kind: (value: string) => [`kind = ${value}::text`],
  subject: (value: string) => [
    `actor_id = ${value}::uuid`,
    `target_id = ${value}::uuid::text AND actor_id IS DISTINCT FROM ${value}::uuid`,
    `details->>'user_id' = ${value}::uuid::text AND actor_id IS DISTINCT FROM ${value}::uuid
       AND target_id IS DISTINCT FROM ${value}::uuid::text`,
  ],
  role: (value: string) =>
    ['authz_role_granted', 'authz_role_revoked'].map(kind => `kind = '${kind}' AND details->>'role' = ${value}::text`),
} as const;

/** The ids between which the events of a time are, roughly: so only the part of the trail that it is about is read. */
export function rangeOf({ since, until }: AuditFilter, after: string | undefined, limit: number): AuditRange {
  const from = since === undefined ? FIRST_ID : lowestIdAt(since.getTime() - CLOCKS_DIFFER_MS);
  const to = until === undefined ? LAST_ID : lowestIdAt(until.getTime() + CLOCKS_DIFFER_MS);
  return { from, before: after !== undefined && after < to ? after : to, limit };
}

/**
 * Reads events, newest first. Each way in which an event can be meant is read by itself along its index, no further than
 * to the end of the page, and then they are merged: so it takes the same however many events there are, and however many
 * of them are about others. Planned for these very values: whose events are few is known to the database, and a plan for
 * anybody's would be one for those who have many.
 */
export function selectEvents(
  filter: AuditFilter,
  { from, before, limit }: AuditRange,
): { statement: Statement<AuditRecord, Values>; values: Values } {
  const names = (Object.keys(CONDITIONS) as (keyof typeof CONDITIONS)[]).filter(name => filter[name] !== undefined);
  const alternatives = names.map((name, place) => CONDITIONS[name](`$${place + 6}`));
  const branches = combinationsOf(alternatives).map(
    conditions => `(SELECT id, kind, occurred_at, actor_id, target_id, ip, user_agent, details FROM audit_events
      WHERE ${[IN_RANGE, ...conditions].join(' AND ')} ORDER BY id DESC LIMIT $5)`,
  );
  return {
    statement: plannedAnew(`${branches.join(' UNION ALL ')} ORDER BY id DESC LIMIT $5`),
    values: [
      from,
      before,
      filter.since ?? '-infinity',
      filter.until ?? 'infinity',
      limit,
      ...names.map(name => filter[name] ?? ''),
    ],
  };
}

const IN_RANGE = 'id >= $1 AND id < $2 AND occurred_at >= $3 AND occurred_at < $4';

/** Every way to take one of each. */
function combinationsOf(alternatives: readonly (readonly string[])[]): string[][] {
  return alternatives.reduce<string[][]>(
    (ways, more) => ways.flatMap(way => more.map(condition => [...way, condition])),
    [[]],
  );
}
