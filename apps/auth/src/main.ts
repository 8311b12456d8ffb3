import 'reflect-metadata';
import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { readConfig } from '#libs/platform';
import { type Program, ProgramProcess } from './program.js';
import { SingleProcess } from './single-process.js';
import { AS_WORKER } from './workers/crew.js';
import { Orders } from './workers/orders.js';
import { Primary } from './workers/primary.js';
import { WorkerProcess } from './workers/worker-process.js';

// Other people's process managers make workers too.
if (cluster.isWorker && process.argv[2] === AS_WORKER) beginAsWorker();
else
  ProgramProcess.begin(stop => {
    // Before anything is started, so that a signal always finds somebody who knows how to stop.
    process.on('SIGTERM', stop).on('SIGINT', stop);
    return start();
  });

async function start(): Promise<Program> {
  const config = readConfig(process.env);
  return config.workers === 1 ? SingleProcess.start(config) : Primary.start(config, fileURLToPath(import.meta.url));
}

function beginAsWorker(): void {
  // What reaches the whole group, from a terminal say, reaches the primary too, which tells its workers.
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  ProgramProcess.begin(stop => WorkerProcess.start(new Orders(stop)));
}
