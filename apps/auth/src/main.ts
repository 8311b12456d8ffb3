import 'reflect-metadata';
import { ConfigurationError } from '#libs/platform';
import { Service } from './service.js';

const FORCED_EXIT_MS = 15_000;

let stopping = false;
// Before anything is started, so that a signal always finds somebody who knows how to stop.
process.once('SIGTERM', stop).once('SIGINT', stop);

const starting = Service.start(process.env);
starting.then(service => service.ready()).catch(endWith);

/** Waits for a start that is under way, and undoes it in order. */
function stop(): void {
  stopping = true;
  // Whatever hangs must not keep the process from going.
  setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
  starting.then(service => service.stop()).then(() => process.exit(0), fail);
}

/** What no waiting can mend. The abort of a start by a signal is no error. */
async function endWith(error: unknown): Promise<void> {
  if (stopping) return;
  await starting.then(service => service.stop()).catch(() => undefined);
  fail(error);
}

function fail(error: unknown): never {
  const known = error instanceof ConfigurationError;
  process.stderr.write(
    `${known ? error.message : `Gatehouse stopped: ${error instanceof Error ? error.stack : String(error)}`}\n`,
  );
  process.exit(1);
}
