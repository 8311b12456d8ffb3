/**
 * Starts the built service with a new, empty data folder (its one argument), waits until it is ready, stops it with
 * SIGTERM and fails unless it exits with 0.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 20_000;

const { DATABASE_URL: _, NODE_ENV: __, ...inherited } = process.env;
const service = spawn(process.execPath, ['dist/programs/service.js'], {
  env: { ...inherited, PORT: '0', GATEHOUSE_DATA_DIR: process.argv[2] },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const exit = once(service, 'exit');
let limit = setTimeout(giveUp, READY_WITHIN_MS, 'not ready in time');

for await (const line of createInterface({ input: service.stdout })) {
  // The first administrator's password is nobody's business, in a log least of all.
  if (!/password:/.test(line)) console.log(line);
  const url = /Gatehouse is ready at (\S+)/.exec(line)?.[1];
  if (url === undefined) continue;
  const { status } = await fetch(`${url}/health/ready`);
  console.log(`GET /health/ready: ${status}`);
  if (status !== 200) giveUp('ready, but does not say so');
  clearTimeout(limit);
  limit = setTimeout(giveUp, STOPPED_WITHIN_MS, 'still running after SIGTERM');
  service.kill('SIGTERM');
}

const [code, signal] = await exit;
clearTimeout(limit);
console.log(`exit code ${code ?? signal}`);
process.exitCode = code === 0 ? 0 : 1;

function giveUp(reason) {
  console.error(`The service is ${reason}.`);
  service.kill('SIGKILL');
  process.exit(1);
}
