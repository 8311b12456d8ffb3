/** One PostgreSQL for all tests of a run, whichever of jest's projects are in it. Each file makes databases of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, 'server.ts');
const FROM_SOURCES = ['--conditions=source', '--import', '@swc-node/register/esm-register'];

let running;

/**
 * Begins to start it; whoever needs it waits for the file that GATEHOUSE_TEST_SERVER names, which tells its `url` and the
 * name of a database to copy, `template`, or an `error`. Many specs need none, and run meanwhile.
 */
export async function startServer() {
  running ??= start(await mkdtemp(join(tmpdir(), 'gatehouse-test-')));
}

export async function stopServer() {
  if (running === undefined) return;
  const { child, ended } = running;
  running = undefined;
  if (child.connected) child.disconnect();
  await ended;
}

function start(folder) {
  const file = join(folder, 'server.json');
  const env = { ...process.env, NODE_OPTIONS: '' };
  const options = { execArgv: FROM_SOURCES, env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] };
  const child = fork(PROGRAM, [folder, file], options);
  const ended = once(child, 'exit').then(([code]) => {
    if (code !== 0) writeFileSync(file, JSON.stringify({ error: `the server of the tests has ended with ${code}` }));
  });
  process.env.GATEHOUSE_TEST_SERVER = file;
  return { child, ended };
}
