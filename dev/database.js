import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * Keeps the embedded database running while the service is started anew, where it uses one.
 * @returns how to let go of it
 */
export async function holdDatabase(out) {
  const importFrom = path => import(pathToFileURL(join(out, 'libs', path)).href);
  const { readConfig } = await importFrom('platform/src/config/read-config.js');
  const { database, dataDir } = readConfig(process.env);
  if (database !== undefined) return async () => undefined;
  const { EmbeddedPostgres } = await importFrom('persistence/src/embedded/embedded-postgres.js');
  const server = await EmbeddedPostgres.start({ dataDir });
  return () => server.stop();
}
