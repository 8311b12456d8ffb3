import { readdir } from 'node:fs/promises';
import { parentOf } from '../../cpu.js';

/** A process and those that it has started: a primary and its workers. Only itself where that cannot be seen. */
export async function familyOf(pid: number): Promise<number[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter(name => /^\d+$/.test(name)).map(Number);
  const parents = await Promise.all(pids.map(parentOf));
  return [pid, ...pids.filter((_, place) => parents[place] === pid)];
}
