import { availableParallelism } from 'node:os';
import type { EnvironmentReader } from './environment-reader.js';

const NAME = 'GATEHOUSE_WORKERS';
const MOST = 64;

/** How many processes are to serve together; `auto`: one for each core that this process may use. */
export function readWorkers(reader: EnvironmentReader): number {
  const value = reader.text(NAME) ?? '1';
  if (value === 'auto') return Math.min(availableParallelism(), MOST);
  const number = /^\d{1,2}$/.test(value) ? Number(value) : NaN;
  if (number >= 1 && number <= MOST) return number;
  reader.problems.push(`${NAME} must be auto, or a whole number from 1 to ${MOST}`);
  return 1;
}
