import { CLOCKS_DIFFER_MS, FIRST_ID, LAST_ID, lowestIdAt } from '#libs/platform';

/** Which sessions to list; what is absent does not matter. */
export interface SessionFilter {
  /** The address that it was opened from, in its normal form. */
  readonly ip?: string | undefined;
  /** What the name of the browser or program has to have in it, wherever, without regard to case. */
  readonly userAgentPart?: string | undefined;
  /** The client that it was opened through. */
  readonly clientId?: string | undefined;
  /** Opened then or later. */
  readonly since?: Date | undefined;
  /** Opened before. */
  readonly until?: Date | undefined;
  /** Only those that are not over. */
  readonly active: boolean;
}

/** A part of all sessions, by id. */
export interface SessionRange {
  readonly from: string;
  /** Exclusive. */
  readonly before: string;
}

/** The ids between which the sessions of a time are: clocks of instances differ a little. */
export function rangeOf({ since, until }: SessionFilter, after: string | undefined): SessionRange {
  const from = since === undefined ? FIRST_ID : lowestIdAt(since.getTime() - CLOCKS_DIFFER_MS);
  const to = until === undefined ? LAST_ID : lowestIdAt(until.getTime() + CLOCKS_DIFFER_MS);
  return { from, before: after !== undefined && after < to ? after : to };
}

/** Whether there may be some within the range that do not fit: then only so many are looked at. */
export const isSifted = ({ ip: _byIndex, ...others }: SessionFilter): boolean =>
  Object.values(others).some(value => value !== undefined && value !== false);

/**
 * SQL of those from `$1` to before `$2`. By the index of the address and the id where there is an address, and no other: with `=` the database
 * might read all sessions from the end, as if those from an address were spread evenly.
 * @param ip SQL of the address
 */
export function within(ip: string | undefined): { where: string; order: string } {
  if (ip === undefined) return { where: 's.id >= $1::uuid AND s.id < $2::uuid', order: 's.id DESC' };
  return {
    where: `(s.ip, s.id) >= (${ip}, $1::uuid) AND (s.ip, s.id) < (${ip}, $2::uuid)`,
    order: 's.ip DESC, s.id DESC',
  };
}
