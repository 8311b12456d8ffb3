import type { AuditEvent } from '#libs/client';

/** What has happened once or, the same again, several times in a row. */
export interface Happening {
  readonly key: string;
  /** Newest first. */
  readonly events: readonly AuditEvent[];
}

/** With more than so much time between, it is told of twice. */
const APART_MS = 30 * 60_000;
/** Each of these is another one every time. */
const PASSING: readonly string[] = ['session', 'token', 'mail', 'device', 'import'];

/** Puts together what is the same but for its time. @param events newest first @returns the same, newest first */
export function grouped(events: readonly AuditEvent[]): Happening[] {
  const found: { key: string; events: AuditEvent[] }[] = [];
  const latest = new Map<string, { key: string; events: AuditEvent[] }>();
  for (const event of events) {
    const key = keyOf(event);
    const same = latest.get(key);
    const oldest = same?.events.at(-1);
    if (
      same !== undefined &&
      oldest !== undefined &&
      Date.parse(oldest.occurred_at) - Date.parse(event.occurred_at) <= APART_MS
    ) {
      same.events.push(event);
      continue;
    }
    const begun = { key, events: [event] };
    latest.set(key, begun);
    found.push(begun);
  }
  return found;
}

/** How often it has happened: what strangers do is counted before it is recorded. */
export const timesOf = ({ events }: Happening): number => events.reduce((sum, event) => sum + countOf(event), 0);

function countOf({ details }: AuditEvent): number {
  const { count } = details;
  return typeof count === 'number' && count > 0 ? count : 1;
}

function keyOf({ kind, actor, target, owner, ip, user_agent, details }: AuditEvent): string {
  const aim = target === null || PASSING.includes(target.kind) ? target?.label : target.id;
  const { role, reason, expires_at, changed, method } = details;
  return JSON.stringify([
    ...[kind, actor.kind, actor.id, aim, owner?.id, ip, user_agent],
    ...[role, reason, expires_at, changed, method, details['before'], details['after']],
  ]);
}
