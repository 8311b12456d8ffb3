import { plannedAnew, type Statement } from '#libs/persistence';
import { type SessionFilter, type SessionRange, within } from './session-filter.js';
import { RECORD, SESSION_LIVES, type SessionRecord } from './session.js';

/** A session of somebody, with the address of their account. */
export interface FoundSession extends SessionRecord {
  readonly email: string | null;
}

type Values = readonly (string | number | Date)[];

/** Finds those within the range that all filters fit, newest first. */
export function sessionsWithin(
  filter: SessionFilter,
  range: SessionRange,
  limit: number,
): { statement: Statement<FoundSession, Values>; values: Values } {
  const values: (string | number | Date)[] = [range.from, range.before, limit];
  const given = (value: string | Date): string => `$${values.push(value)}`;
  const { ip, userAgentPart, clientId, since, until, active } = filter;
  const { where, order } = within(ip === undefined ? undefined : `${given(ip)}::text`);
  const conditions = [
    where,
    ...(userAgentPart === undefined
      ? []
      : [`position(lower(${given(userAgentPart)}::text) IN lower(s.user_agent)) > 0`]),
    ...(clientId === undefined ? [] : [`s.client_id = ${given(clientId)}`]),
    ...(since === undefined ? [] : [`s.issued_at >= ${given(since)}`]),
    ...(until === undefined ? [] : [`s.issued_at < ${given(until)}`]),
  ];
  // What each is besides is looked up for it alone: joined otherwise, everybody and all sessions might be read for it.
  const text = `SELECT found.* FROM sessions s CROSS JOIN LATERAL (
      SELECT ${RECORD}, (SELECT email FROM users WHERE users.id = s.user_id) AS email
      FROM subjects u WHERE u.id = s.user_id ${active ? `AND ${SESSION_LIVES}` : ''} OFFSET 0
    ) found
    WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT $3`;
  return { statement: plannedAnew(text), values };
}
