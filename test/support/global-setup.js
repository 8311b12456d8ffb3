/**
 * Starts one PostgreSQL for all test files; each file makes databases of its own in it. Makes the folder for the notes
 * of what was exercised of openapi.json.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function startDatabaseServer() {
  const { EmbeddedPostgres } = await import('../../dist/libs/persistence/src/index.js');
  const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  const server = await EmbeddedPostgres.start({ dataDir });
  process.env.GATEHOUSE_TEST_SERVER = server.url;
  process.env.GATEHOUSE_EXERCISED = await mkdtemp(join(tmpdir(), 'gatehouse-exercised-'));
  globalThis.gatehouseTestServer = { server, dataDir };
}
