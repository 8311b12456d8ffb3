/**
 * Refuses to test a build that is not of these sources. Starts the server on which test files make their databases. Makes
 * the folder for the notes of what was exercised of openapi.json.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonsToBuild } from '../../build/bring-up-to-date.js';
import { PARTS } from '../../build/parts.js';
import { startServer } from './server/start-server.js';

export default async function setUp() {
  const reasons = reasonsToBuild(process.cwd(), PARTS);
  // They would test something else than what one reads.
  if (reasons.length > 0) throw new Error(`${reasons.join(' ')} Run \`npm run build\`.`);
  await startServer();
  process.env.GATEHOUSE_EXERCISED = await mkdtemp(join(tmpdir(), 'gatehouse-exercised-'));
}
