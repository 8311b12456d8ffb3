/**
 * Refuses to test a build that is not of these sources. Starts one PostgreSQL for all test files; each file makes databases of its own in it. Makes the folder for the notes
 * of what was exercised of openapi.json.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonsToBuild } from '../../build/bring-up-to-date.js';
import { PARTS } from '../../build/parts.js';

export default async function startDatabaseServer() {
  const reasons = reasonsToBuild(process.cwd(), PARTS);
  // They would test something else than what one reads.
  if (reasons.length > 0) throw new Error(`${reasons.join(' ')} Run \`npm run build\`.`);
  const { EmbeddedPostgres } = await import('../../dist/libs/persistence/src/index.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  const server = await EmbeddedPostgres.start({ dataDir });
  process.env.GATEHOUSE_TEST_SERVER = server.url;
  process.env.GATEHOUSE_EXERCISED = await mkdtemp(join(tmpdir(), 'gatehouse-exercised-'));
  globalThis.gatehouseTestServer = { server, dataDir };
}
