import { setTimeout as delay } from 'node:timers/promises';
import type { DatabaseHost, DatabaseServer } from '#libs/platform';
import { isParameterRefused, isWithoutTls } from '../database-errors.js';
import { Connection, type Guide, type Introduction } from './connection.js';
import type { Place } from './place.js';
import { isWatched } from './primacy.js';
import { type Purpose, SCOUT } from './purpose.js';
import { TRACKED_BY_POOLERS } from './session-settings.js';
import { askForWord, type Word } from './word.js';

/** For so long a good-bye is waited for: who has just spoken may be gone. */
const GOODBYE_MS = 100;

/** A server that was found, and whether it may be written to. */
export interface Finding {
  readonly place: Place;
  readonly writes: boolean;
  readonly isStandby: boolean;
  readonly differing: readonly string[];
  /** Where it matters, and it tells. */
  readonly word: Word | undefined;
}

/** Finds out how a host is spoken to: with all that can be asked for, or with what it takes. */
export async function explore(server: DatabaseServer, host: DatabaseHost): Promise<Finding> {
  const { mode } = server.tls;
  let place: Place = { ...host, tls: mode !== 'disable' && !host.host.startsWith('/'), isPooled: false };
  for (;;) {
    try {
      const { is_standby, is_read_only, differing, word } = await meet(server, place);
      const ignored = differing.some(name => name in SCOUT.settings && !(name in TRACKED_BY_POOLERS));
      const writes = !is_standby && !is_read_only;
      const found = { ...place, isPooled: place.isPooled || ignored };
      return { place: found, writes, isStandby: is_standby, differing, word };
    } catch (error) {
      const other: Place = {
        ...place,
        tls: place.tls && !(mode === 'prefer' && isWithoutTls(error)),
        isPooled: place.isPooled || isParameterRefused(error),
      };
      if (other.tls === place.tls && other.isPooled === place.isPooled) throw error;
      place = other;
    }
  }
}

/** Makes a connection to just this place, whatever stands there. */
export async function connectTo(
  server: DatabaseServer,
  place: Place,
  purpose: Purpose,
  met: (introduction: Introduction) => void = () => undefined,
): Promise<Connection> {
  const guide: Guide = {
    server,
    find: () => Promise.resolve(place),
    met: (_connection, introduction) => met(introduction),
    failed: () => undefined,
    ended: () => undefined,
  };
  const connection = new Connection(guide, purpose);
  await connection.connect();
  return connection;
}

async function meet(server: DatabaseServer, place: Place): Promise<Introduction & { readonly word: Word | undefined }> {
  const met: Introduction[] = [];
  const purpose = { ...SCOUT, ...(server.hosts.length === 1 && { connectWithin: 900 }) };
  const scout = await connectTo(server, place, purpose, introduction => void met.push(introduction));
  try {
    const word = isWatched(server) ? await askForWord(scout) : undefined;
    const [introduction] = met;
    if (introduction === undefined) throw new Error('the server does not say what it is');
    return { ...introduction, word };
  } finally {
    const ended = scout.end().catch(() => undefined);
    await Promise.race([ended, delay(GOODBYE_MS, undefined, { ref: false })]);
  }
}
