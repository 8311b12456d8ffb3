import { plannedAnew, type Statement } from '#libs/persistence';
import { type SessionFilter, type SessionRange, within } from './session-filter.js';

/** So many sessions are looked at for one part of a list, at most. */
export const LOOKED_AT = 5000;

type Values = readonly (string | number)[];

/** Finds the last one of those that are looked at; no row where they are all that there are. */
export function endOfLook(
  { ip }: SessionFilter,
  range: SessionRange,
): { statement: Statement<{ id: string }, Values>; values: Values } {
  const values: (string | number)[] = [range.from, range.before, LOOKED_AT - 1];
  const { where, order } = within(ip === undefined ? undefined : `$${values.push(ip)}::text`);
  const text = `SELECT s.id FROM sessions s WHERE ${where} ORDER BY ${order} OFFSET $3 LIMIT 1`;
  return { statement: plannedAnew(text), values };
}
