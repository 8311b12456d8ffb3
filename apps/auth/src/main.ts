import 'reflect-metadata';
import { ConfigurationError } from '#libs/platform';
import { Service } from './service.js';

/** Longer than anything takes that is bounded: connections are dropped before, and the database is let go of. */
const FORCED_EXIT_MS = 20_000;

let stopping = false;
// Before anything is started, so that a signal always finds somebody who knows how to stop.
process.on('SIGTERM', stop).on('SIGINT', stop);

const starting = Service.start(process.env);
starting.then(service => service.ready()).catch(endWith);

/**
 * Waits for a start that is under way, and undoes it in order. Another signal hurries nothing: npm hands on what the terminal
 * has sent already, and the end is bounded.
 */
function stop(): void {
  if (stopping) return;
  stopping = true;
  starting.then(leave).then(() => process.exit(0), fail);
}

async function leave(service: Service): Promise<void> {
  await service.drain();
  // Whatever hangs must not keep the process from going.
  setTimeout(() => fail(new Error(`not stopped within ${FORCED_EXIT_MS / 1000} s`)), FORCED_EXIT_MS).unref();
  await service.stop();
}

/** What no waiting can mend. The abort of a start by a signal is no error. */
async function endWith(error: unknown): Promise<void> {
  if (stopping) return;
  await starting.then(service => service.stop()).catch(() => undefined);
  fail(error);
}

function fail(error: unknown): never {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'Gatehouse cannot listen: the port is taken. Set PORT to another one.';
  return `Gatehouse stopped: ${error instanceof Error ? error.stack : String(error)}`;
}
