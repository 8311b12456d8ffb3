import type { NamedEvent } from '../names/event-names.js';
import { type AuditEvent, toAuditEvent } from './audit-event.dto.js';

type Parts = AsyncIterable<readonly NamedEvent[]>;

const COLUMNS: readonly (readonly [name: string, cell: (event: AuditEvent) => string | null | undefined])[] = [
  ['id', ({ id }) => id],
  ['occurred_at', ({ occurred_at }) => occurred_at],
  ['kind', ({ kind }) => kind],
  ['actor_kind', ({ actor }) => actor.kind],
  ['actor_id', ({ actor }) => actor.id],
  ['actor_label', ({ actor }) => actor.label],
  ['target_kind', ({ target }) => target?.kind],
  ['target_id', ({ target_id }) => target_id],
  ['target_label', ({ target }) => target?.label],
  ['owner_id', ({ owner }) => owner?.id],
  ['owner_label', ({ owner }) => owner?.label],
  ['ip', ({ ip }) => ip],
  ['user_agent', ({ user_agent }) => user_agent],
  ['details', ({ details }) => (Object.keys(details).length === 0 ? '' : JSON.stringify(details))],
];

/** What a spreadsheet takes for the beginning of a formula, in the wide forms as well. */
const FORMULA = /^[=+\-@\t\r\n\uFF0B\uFF0D\uFF1D\uFF20]/;

/** A table by RFC 4180: a line of names, then one for each event. */
export async function* csvOf(parts: Parts): AsyncGenerator<string> {
  yield lineOf(COLUMNS.map(([name]) => name));
  for await (const part of parts) yield part.map(event => lineOf(cellsOf(toAuditEvent(event)))).join('');
}

/** A line of JSON for each event. */
export async function* linesOf(parts: Parts): AsyncGenerator<string> {
  for await (const part of parts) yield part.map(event => `${JSON.stringify(toAuditEvent(event))}\n`).join('');
}

const cellsOf = (event: AuditEvent): string[] => COLUMNS.map(([, cell]) => cell(event) ?? '');

const lineOf = (cells: readonly string[]): string => `${cells.map(written).join(',')}\r\n`;

/** A name or a program may call itself what it likes: nothing that it says is to be computed by whoever opens the table. */
function written(cell: string): string {
  const harmless = FORMULA.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

export const CSV_EXAMPLE =
  lineOf(COLUMNS.map(([name]) => name)) +
  lineOf([
    ...['0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21', '2030-01-31T12:00:00.000Z', 'authz_role_granted'],
    ...['user', '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d22', 'grace@example.org'],
    ...['user', '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d23', 'ada@example.org', '', ''],
    ...['203.0.113.7', 'Mozilla/5.0', '{"role":"support"}'],
  ]);
