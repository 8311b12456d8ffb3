/** One PostgreSQL for all tests of a run, whichever of jest's projects are in it. Each file makes databases of its own. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PROGRAM = join(import.meta.dirname, 'server.ts');
const FROM_SOURCES = ['--conditions=source', '--import', '@swc-node/register/esm-register'];

let started;

/** Sets GATEHOUSE_TEST_SERVER, its address, and GATEHOUSE_TEST_TEMPLATE, the database to copy. */
export async function startServer() {
  started ??= start();
  await started;
}

export async function stopServer() {
  if (started === undefined) return;
  const child = await started;
  started = undefined;
  child.disconnect();
  await once(child, 'exit');
}

async function start() {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-test-'));
  const env = { ...process.env, NODE_OPTIONS: '' };
  const child = fork(PROGRAM, [folder], {
    execArgv: FROM_SOURCES,
    env,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`the server of the tests ended with ${code}`);
  });
  const [{ url, template }] = await Promise.race([once(child, 'message'), ended]);
  ended.catch(() => undefined);
  process.env.GATEHOUSE_TEST_SERVER = url;
  process.env.GATEHOUSE_TEST_TEMPLATE = template;
  return child;
}
