import 'reflect-metadata';
import { ConfigurationError } from '#libs/platform';
import { Service } from './service.js';

const FORCED_EXIT_MS = 15_000;

try {
  const service = await Service.start(process.env);
  const stop = (): void => {
    // Whatever hangs must not keep the process from going.
    setTimeout(() => process.exit(1), FORCED_EXIT_MS).unref();
    service.stop().then(() => process.exit(0), fail);
  };
  process.once('SIGTERM', stop).once('SIGINT', stop);
  service.ready().catch(async (error: unknown) => {
    if (error instanceof Error && error.name === 'AbortError') return;
    await service.stop().catch(() => undefined);
    fail(error);
  });
} catch (error) {
  fail(error);
}

function fail(error: unknown): never {
  const known = error instanceof ConfigurationError;
  process.stderr.write(
    `${known ? error.message : `Gatehouse stopped: ${error instanceof Error ? error.stack : String(error)}`}\n`,
  );
  process.exit(1);
}
