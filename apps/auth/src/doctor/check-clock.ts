import type { DatabaseFacts } from '#libs/persistence';
import { failure, type Finding, ok } from './finding.js';

/** Assertions of clients and tokens elsewhere are judged with a minute's tolerance, of which others need a part. */
const MOST_MS = 10_000;

/** The database's clock counts for tokens and sessions; this one's for what clients sign, and in the log. */
export function checkClock({ clockAheadMs }: DatabaseFacts): Finding {
  const seconds = (Math.abs(clockAheadMs) / 1000).toFixed(1);
  if (Math.abs(clockAheadMs) <= MOST_MS) return ok('clock', `${seconds} s from the database's`);
  const where = clockAheadMs > 0 ? 'ahead of' : 'behind';
  return failure('clock', `is ${seconds} s ${where} the database's: have both set theirs by NTP`);
}
