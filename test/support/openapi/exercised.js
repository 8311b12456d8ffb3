/** Which declared answers were given during a run: a line each, in a file a worker, so that no two write to one. */
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OPERATIONS } from './operations.js';

const noted = new Set();

/** @param id of the operation */
export function noteExercised(id, status) {
  const folder = process.env.GATEHOUSE_EXERCISED;
  const line = `${id} ${status}`;
  if (folder === undefined || noted.has(line)) return;
  noted.add(line);
  appendFileSync(join(folder, String(process.pid)), `${line}\n`);
}

/** All that there is to exercise, and whether it was. */
export function exercisedIn(folder) {
  const lines = new Set(readdirSync(folder).flatMap(file => readFileSync(join(folder, file), 'utf8').split('\n')));
  return OPERATIONS.flatMap(({ id, definition }) =>
    Object.keys(definition.responses).map(status => ({ name: `${id} ${status}`, was: lines.has(`${id} ${status}`) })),
  );
}
