import { readFileSync } from 'node:fs';

/** For the database, Redis, and what else is open beside connections of clients. */
const RESERVED = 128;
/** Whatever the limit: with fewer nobody could be served. */
const LEAST = 16;

/** A connection, and the file that is sent over it. */
const DESCRIPTORS_EACH = 2;

/** How many connections fit under what this process may have open, at most `wanted`. Where nobody tells, that many. */
export function fittingConnections(wanted: number, limits = readLimits()): number {
  // Node raises the soft limit to the hard one as it starts.
  const [, soft] = /^Max open files\s+(\d+)/m.exec(limits) ?? [];
  return soft === undefined
    ? wanted
    : Math.max(LEAST, Math.min(wanted, Math.floor((Number(soft) - RESERVED) / DESCRIPTORS_EACH)));
}

/** Linux only: elsewhere there is no telling without making a report of the whole process. */
function readLimits(): string {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return '';
  }
}
