import { join } from 'node:path';
import { Pool } from 'pg';
import type { Cleanup } from '../cleanup.js';
import { ServerProcess } from '../server-process.js';
import { createDatabase, FROM_SOURCE, ROOT, SERVICE, serviceEnvironment } from '../stage.js';
import { Administration } from './administration.js';

const NOTES = join(ROOT, 'dist/programs/notes.js');
const FLOOR = join(ROOT, 'bench/studies/revocation/floor.ts');
export const AUDIENCE = 'notes';

/** A running program. */
export interface Member {
  readonly url: string;
  readonly pid: number;
}

/** Everybody who takes part in one measurement, on a database of their own. */
export interface Cast {
  readonly instances: readonly Member[];
  /** Services that verify tokens by themselves and follow the feed; each is attached to one instance. */
  readonly services: readonly Member[];
  /** As many bare programs that hear PostgreSQL's notifications and do nothing else. */
  readonly floors: readonly Member[];
  readonly administration: Administration;
  /** One connection to their database. */
  readonly pool: Pool;
}

export interface Casting {
  readonly server: string;
  readonly database: string;
  readonly redisUrl: string | undefined;
  readonly instances: number;
  readonly services: number;
  readonly cleanup: Cleanup;
  readonly signal: AbortSignal;
}

/** @param before puts something in the way from a service to an instance; its URL is taken instead */
export async function assemble(
  casting: Casting,
  before: (url: string) => Promise<string> = url => Promise.resolve(url),
): Promise<Cast> {
  const databaseUrl = await createDatabase(casting.server, casting.database);
  const environment = {
    ...serviceEnvironment(databaseUrl),
    GATEHOUSE_ISSUER: 'http://gatehouse.bench.example',
    GATEHOUSE_AUDIENCE: AUDIENCE,
    ...(casting.redisUrl !== undefined && { REDIS_URL: casting.redisUrl }),
  };
  const instances = await launchAll(casting, casting.instances, place => ({
    name: `instance ${place}`,
    args: [SERVICE],
    env: environment,
  }));
  const administration = await Administration.enter(instances[0]?.url ?? '', environment);
  const client = await administration.registerClient(['revocations:read']);
  const ways = await Promise.all(instances.map(({ url }) => before(url)));
  const services = await launchAll(casting, casting.services, place => ({
    name: `service ${place}`,
    args: [NOTES],
    env: {
      PORT: '0',
      GATEHOUSE_ISSUER: environment.GATEHOUSE_ISSUER,
      GATEHOUSE_URL: ways[place % ways.length] ?? '',
      NOTES_AUDIENCE: AUDIENCE,
      NOTES_CLIENT_ID: client.client_id,
      NOTES_CLIENT_SECRET: client.client_secret,
    },
  }));
  const floors = await launchAll(casting, casting.services, place => ({
    name: `floor ${place}`,
    args: [...FROM_SOURCE, FLOOR],
    env: { DATABASE_URL: databaseUrl },
  }));
  const pool = new Pool({ connectionString: databaseUrl, max: 1 });
  casting.cleanup.add('the connection to the database', () => pool.end());
  return { instances, services, floors, administration, pool };
}

interface Program {
  readonly name: string;
  readonly args: readonly string[];
  readonly env: Record<string, string>;
}

/** One after the other: all at once they would keep each other from starting in time. */
async function launchAll(
  { cleanup, signal }: Casting,
  count: number,
  program: (place: number) => Program,
): Promise<Member[]> {
  const members: Member[] = [];
  while (members.length < count) {
    const launch = program(members.length);
    const child = ServerProcess.launch(launch);
    cleanup.add(launch.name, () => child.stop());
    members.push(await child.ready(signal));
  }
  return members;
}
