import { isUnavailable } from '../database-errors.js';
import type { Connection } from './connection.js';

/** What a server says of its place among others. */
export interface Word {
  /** Servers of one database share it; servers that know nothing of each other have one each. */
  readonly system: string;
  /** The one that it writes, of a server that takes itself for the primary. */
  readonly timeline: number | undefined;
}

const TIMELINE_DIGITS = 8;

/** The name of the file that is written begins with the timeline; a standby writes none. */
const WORD = `SELECT system_identifier AS system,
    CASE WHEN NOT pg_is_in_recovery() THEN pg_walfile_name(pg_current_wal_insert_lsn()) END AS file
  FROM pg_control_system()`;

/** @returns undefined where the server does not let itself be asked */
export async function askForWord(connection: Connection): Promise<Word | undefined> {
  try {
    const { rows } = await connection.query<{ system: string; file: string | null }>(WORD);
    const { system = '', file } = rows[0] ?? {};
    return { system, timeline: file ? Number.parseInt(file.slice(0, TIMELINE_DIGITS), 16) : undefined };
  } catch (error) {
    if (isUnavailable(error)) throw error;
    return undefined;
  }
}
