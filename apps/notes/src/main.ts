import 'reflect-metadata';
import { ConfigurationError } from './environment-reader.js';
import { Service } from './service.js';

const FORCED_EXIT_MS = 10_000;

// Before anything is started, so that a signal always finds somebody who knows how to stop.
process.once('SIGTERM', stop).once('SIGINT', stop);

const starting = Service.start(process.env);
starting.then(announce).catch(fail);

async function announce(service: Service): Promise<void> {
  process.stdout.write(`notes listening on ${await service.url()}\n`);
  await service.ready().then(
    () => process.stdout.write('notes ready\n'),
    // Stopped before it was ready.
    () => undefined,
  );
}

/** Waits for a start that is under way, and undoes it in order. */
function stop(): void {
  // Whatever hangs must not keep the process from going.
  setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
  starting.then(service => service.stop()).then(() => process.exit(0), fail);
}

function fail(error: unknown): never {
  process.stderr.write(`${reasonOf(error)}\n`);
  process.exit(1);
}

function reasonOf(error: unknown): string {
  if (error instanceof ConfigurationError) return error.message;
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return 'notes cannot listen: the port is taken. Set PORT to another one.';
  return `notes stopped: ${error instanceof Error ? error.stack : String(error)}`;
}
