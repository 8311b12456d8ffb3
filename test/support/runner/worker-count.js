/** How many test files run at once. */
import { availableParallelism, totalmem } from 'node:os';

/**
 * One more than two cores have room for: tests wait for a process to start, a time limit or a stop, and leave their core idle
 * meanwhile. With four on two cores, troubles under load fail for want of a processor.
 */
const LEAST = 3;
const MOST = 6;
/** What a worker takes, with the services and the browser that it has started. */
const MEMORY = 2 * 1024 ** 3;

export const WORKER_COUNT = Math.max(LEAST, Math.min(MOST, availableParallelism(), Math.floor(totalmem() / MEMORY)));
