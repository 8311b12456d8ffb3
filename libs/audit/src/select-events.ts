import type { AuditEventKind } from '#libs/contracts';
import { plannedAnew, type Statement } from '#libs/persistence';
import { CLOCKS_DIFFER_MS, FIRST_ID, LAST_ID, lowestIdAt } from '#libs/platform';

/** Which events to read; what is absent does not matter. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly target?: string | undefined;
  /** Of one of these, at least one. */
  readonly kinds?: readonly AuditEventKind[] | undefined;
  /** A user, by id: what they have done, and what was done to them or to sessions of theirs. */
  readonly subject?: string | undefined;
  /** The name of a role: who was given it, and from whom it was taken. */
  readonly role?: string | undefined;
  /** The caller's address, in its normal form: what was done from there. */
  readonly ip?: string | undefined;
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

/** A way in which an event can be meant, found along an index that begins with this column. */
interface Way {
  readonly column: string;
  readonly value: string;
  /** What has to hold besides: that it is no other way as well. */
  readonly also: readonly string[];
}

const USER_ID = "(details->>'user_id')";
const ROLE = "(details->>'role')";
const ROLE_KINDS = ["'authz_role_granted'", "'authz_role_revoked'"] as const;

/** What each filter asks for. */
const WAYS = {
  actor: (value: string): Way[] => [{ column: 'actor_id', value: `${value}::uuid`, also: [] }],
  target: (value: string): Way[] => [{ column: 'target_id', value: `${value}::text`, also: [] }],
  subject: (value: string): Way[] => {
    const [id, text] = [`${value}::uuid`, `${value}::uuid::text`];
    const noActor = `actor_id IS DISTINCT FROM ${id}`;
    const noTarget = `target_id IS DISTINCT FROM ${text}`;
    return [
      { column: 'actor_id', value: id, also: [] },
      { column: 'target_id', value: text, also: [noActor] },
      { column: USER_ID, value: text, also: [noActor, noTarget] },
    ];
  },
  role: (value: string): Way[] => [{ column: ROLE, value: `${value}::text`, also: [] }],
  ip: (value: string): Way[] => [{ column: 'ip', value: `${value}::text`, also: [] }],
} as const;

/** The ids between which the events of a time are, roughly: so only the part of the trail that it is about is read. */
export function rangeOf({ since, until }: AuditFilter, after: string | undefined, limit: number): AuditRange {
  const from = since === undefined ? FIRST_ID : lowestIdAt(since.getTime() - CLOCKS_DIFFER_MS);
  const to = until === undefined ? LAST_ID : lowestIdAt(until.getTime() + CLOCKS_DIFFER_MS);
  return { from, before: after !== undefined && after < to ? after : to, limit };
}

/**
 * Reads events, newest first. Each way in which an event can fit is read by itself along its index, no further than to
 * the end of the page; then the ways are merged. So it takes the same however many events there are, and whomever they
 * are about. Planned for these very values: where two filters are given, the database knows which of them fits less.
 */
export function selectEvents(
  filter: AuditFilter,
  { from, before, limit }: AuditRange,
): { statement: Statement<AuditRecord, Values>; values: Values } {
  const values: (string | Date | number | null)[] = [from, before, limit];
  const given = (value: string | Date): string => `$${values.push(value)}`;
  const during = [
    ...(filter.since === undefined ? [] : [`occurred_at >= ${given(filter.since)}`]),
    ...(filter.until === undefined ? [] : [`occurred_at < ${given(filter.until)}`]),
  ];
  const names = (Object.keys(WAYS) as (keyof typeof WAYS)[]).filter(name => filter[name] !== undefined);
  const combinations = combinationsOf(names.map(name => WAYS[name](given(filter[name] ?? '')))).filter(mayBe);
  // What else is done to a role has it as its target.
  const wanted = filter.kinds && [...new Set(filter.kinds)];
  const kinds = wanted?.map(kind => `${given(kind)}::text`) ?? (filter.role ? ROLE_KINDS : [undefined]);
  const branches = combinations.flatMap(ways => kinds.map(kind => branchOf(ways, kind, during)));
  const text = `SELECT * FROM (${branches.join(' UNION ALL ')}) AS events ORDER BY id DESC LIMIT $3`;
  return { statement: plannedAnew(text), values };
}

function branchOf(ways: readonly Way[], kind: string | undefined, during: readonly string[]): string {
  const { where, order } = ways.length > 1 ? byAnyIndex(ways, kind) : byOneIndex(ways[0], kind);
  return `(SELECT id, kind, occurred_at, actor_id, target_id, ip, user_agent, details FROM audit_events
    WHERE ${[...where, ...ways.flatMap(way => way.also), ...during].join(' AND ')} ORDER BY ${order} LIMIT $3)`;
}

interface Reading {
  readonly where: readonly string[];
  readonly order: string;
}

/** By whichever of their indexes the database takes for the best: it knows who has done much. */
function byAnyIndex(ways: readonly Way[], kind: string | undefined): Reading {
  const keys = ways.map(way => keyOf(way, kind).join(' = '));
  const partial = ways.map(({ column }) => `${column} IS NOT NULL`);
  return { where: [...keys, ...partial, 'id >= $1', 'id < $2'], order: 'id DESC' };
}

/**
 * By the index of what is looked for and the id, and no other. With `=` the database might read the trail from its end until
 * it has met enough, as if events were spread evenly: who did much once and nothing since would have all of it read.
 */
function byOneIndex(way: Way | undefined, kind: string | undefined): Reading {
  if (way === undefined && kind === undefined) return { where: ['id >= $1', 'id < $2'], order: 'id DESC' };
  const [column, value] = keyOf(way, kind);
  return {
    where: [
      `(${column}, id) >= (${value}, $1::uuid)`,
      `(${column}, id) < (${value}, $2::uuid)`,
      // As the partial indexes have it.
      `${way?.column ?? 'kind'} IS NOT NULL`,
    ],
    order: `${column} DESC, id DESC`,
  };
}

/** What is looked for, to the letter as an index has it. */
function keyOf(way: Way | undefined, kind: string | undefined): [column: string, value: string] {
  if (way === undefined) return ['kind', kind ?? ''];
  if (kind === undefined) return [way.column, way.value];
  return [`(${way.column}::text || ' ' || kind)`, `(${way.value}::text || ' ' || ${kind})`];
}

/** What is done to a session is not done with a role. */
const mayBe = (ways: readonly Way[]): boolean =>
  ![USER_ID, ROLE].every(column => ways.some(way => way.column === column));

/** Every way to take one of each. */
function combinationsOf<T>(alternatives: readonly (readonly T[])[]): T[][] {
  return alternatives.reduce<T[][]>((ways, more) => ways.flatMap(way => more.map(one => [...way, one])), [[]]);
}
