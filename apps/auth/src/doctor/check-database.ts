import { type DatabaseFacts, type ExamineDatabase, isWatched } from '#libs/persistence';
import type { Config } from '#libs/platform';
import { failure, type Finding, ok, reasonOf, warning } from './finding.js';

const OLDEST = 140_000;
const SLOW_MS = 20;
/** For instances that start and migrate, and for a command or two. */
const SPARE = 4;

export async function reachDatabase(examineDatabase: ExamineDatabase): Promise<DatabaseFacts | Finding> {
  try {
    return await examineDatabase.execute();
  } catch (error) {
    return failure('database', `cannot be reached: ${reasonOf(error)}. See DATABASE_URL`);
  }
}

export async function checkDatabase(
  examineDatabase: ExamineDatabase,
  facts: DatabaseFacts,
  config: Config,
): Promise<Finding[]> {
  const found = [versionOf(facts), latencyOf(facts), roomFor(config, facts), migrationsOf(facts)];
  if (facts.pending.length === 0) found.push(await privilegesOf(examineDatabase));
  return found;
}

function versionOf({ version, version_number }: DatabaseFacts): Finding {
  if (version_number >= OLDEST) return ok('database', `PostgreSQL ${version} answers`);
  return failure('database', `PostgreSQL ${version} is too old: it has to be 14 or later`);
}

function latencyOf({ latencyMs }: DatabaseFacts): Finding {
  const ms = `${latencyMs.toFixed(1)} ms`;
  if (latencyMs < SLOW_MS) return ok('database', `a statement takes ${ms}`);
  return warning('database', `a statement takes ${ms}: a login has several, so move the service closer to it`);
}

function roomFor({ database, workers, replicas }: Config, { room }: DatabaseFacts): Finding {
  const size = database?.poolSize ?? 0;
  // Of ways with several hosts: each worker asks each of them whether it has been replaced.
  const watched = [...new Set([database?.server, database?.direct])].filter(way => way !== undefined && isWatched(way));
  const beside = workers * (1 + watched.length);
  const needed = replicas * (size + beside) + SPARE;
  const what = watched.length === 0 ? 'the feed' : 'the feed and to watch the hosts';
  const sum = `${replicas} × (DATABASE_POOL_SIZE ${size} + ${beside} for ${what}) + ${SPARE}`;
  if (needed <= room) return ok('database', `has room for ${room} connections, of which ${needed} are needed`);
  return failure(
    'database',
    `has room for ${room} connections and ${needed} are needed (${sum}): lower DATABASE_POOL_SIZE, or raise max_connections`,
  );
}

function migrationsOf({ pending, unknown }: DatabaseFacts): Finding {
  if (pending.length > 0) {
    return warning(
      'database',
      `${pending.length} migrations are to be made, from ${pending[0]} on: the next start does`,
    );
  }
  if (unknown.length === 0) return ok('database', 'its schema is that of this version');
  return warning('database', `its schema is of a later version (${unknown.at(-1)}): go on with the upgrade`);
}

async function privilegesOf(examineDatabase: ExamineDatabase): Promise<Finding> {
  try {
    await examineDatabase.assertAble();
    return ok('database', 'can be written to, and the role may do all that requests need');
  } catch (error) {
    return failure('database', `cannot be worked with: ${reasonOf(error)}`);
  }
}
