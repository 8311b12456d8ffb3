import { isUnavailable } from '../database-errors.js';
import type { Connection } from './connection.js';

/** What a server says of its place among others. */
export interface Word {
  /** Servers of one database share it; servers that know nothing of each other have one each. */
  readonly system: string;
  /** The one that it writes, of a server that takes itself for the primary. */
  readonly timeline: number | undefined;
}

/** In SQL, in hexadecimal: the name of the file that is written begins with it. A standby writes none, and fails. */
export const TIMELINE = 'left(pg_walfile_name(pg_current_wal_insert_lsn()), 8)';

const WORD = `SELECT system_identifier AS system, CASE WHEN NOT pg_is_in_recovery() THEN ${TIMELINE} END AS timeline
  FROM pg_control_system()`;

/** @returns undefined where the server does not let itself be asked */
export async function askForWord(connection: Connection): Promise<Word | undefined> {
  try {
    const { rows } = await connection.query<{ system: string; timeline: string | null }>(WORD);
    const { system = '', timeline } = rows[0] ?? {};
    return { system, timeline: timeline ? Number.parseInt(timeline, 16) : undefined };
  } catch (error) {
    if (isUnavailable(error)) throw error;
    return undefined;
  }
}
