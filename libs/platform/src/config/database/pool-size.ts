import type { EnvironmentReader } from '../environment-reader.js';

const NAME = 'DATABASE_POOL_SIZE';
const USUAL = 16;
const LARGEST = 1000;
/** Enough to keep one core busy, each query being on its way for a while. */
const USUAL_OF_WORKER = 4;
/** What the embedded PostgreSQL has for them, less some for starts, commands and itself. */
const EMBEDDED_ROOM = 90;

/** Who shares the connections, and of which server. */
export interface Sharing {
  readonly workers: number;
  readonly isEmbedded: boolean;
}

/** The most connections for requests; those of several workers together, each of which has one more for the feed. */
export function readPoolSize(reader: EnvironmentReader, { workers, isEmbedded }: Sharing): number {
  const room = isEmbedded ? EMBEDDED_ROOM - workers : LARGEST;
  const usual = Math.max(USUAL, Math.min(USUAL_OF_WORKER * workers, room));
  const size = reader.integer(NAME, { min: 1, max: LARGEST, fallback: usual });
  if (workers === 1) return size;
  if (Math.max(size, workers) > room) {
    const most = `${EMBEDDED_ROOM} connections for ${NAME} and GATEHOUSE_WORKERS together`;
    reader.problems.push(`The embedded PostgreSQL has room for ${most}: lower them, or set DATABASE_URL`);
  } else if (size < workers) {
    reader.problems.push(`${NAME} must be at least GATEHOUSE_WORKERS: each has connections of its own`);
  }
  return size;
}
