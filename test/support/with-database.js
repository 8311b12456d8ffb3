/**
 * Runs a command with DATABASE_URL leading to an empty PostgreSQL of its own, and exits as the command does:
 * `node test/support/with-database.js npm run migration:run`. Needs the built output.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedPostgres } from '../../dist/libs/persistence/src/index.js';

const [command, ...args] = process.argv.slice(2);
if (command === undefined) {
  process.stderr.write('usage: node test/support/with-database.js <command> [arguments]\n');
  process.exit(2);
}

// A signal ends the command, and the command's end ends the rest.
const interrupted = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => interrupted.abort());

const folder = await mkdtemp(join(tmpdir(), 'gatehouse-database-'));
try {
  const server = await EmbeddedPostgres.start({ dataDir: join(folder, 'data') });
  try {
    interrupted.signal.throwIfAborted();
    const env = { ...process.env, DATABASE_URL: server.url };
    const child = spawn(command, args, { stdio: 'inherit', env });
    interrupted.signal.addEventListener('abort', () => child.kill());
    const [code, signal] = await once(child, 'exit');
    process.exitCode = code ?? 128 + constants.signals[signal];
  } finally {
    await server.stop();
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
