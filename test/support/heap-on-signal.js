/**
 * To be imported by the service of a test (`NODE_OPTIONS=--import`): at SIGUSR2 it collects all garbage, and says how much of
 * the heap is in use then, in bytes. Nothing of the service knows of it.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc');

process.on('SIGUSR2', () => {
  collect();
  collect();
  process.stdout.write(`heap in use: ${process.memoryUsage().heapUsed}\n`);
});
