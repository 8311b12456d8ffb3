import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Editors' own: swap and backup files, which come and go beside what is edited. */
const OF_EDITORS = /^\.|~$/;

/**
 * The files at and below some paths, relative to the root and with slashes, in order. What is not there is left out, and
 * so are installed packages.
 */
export function filesBelow(root, paths, ignores) {
  return paths.flatMap(path => walk(root, path)).filter(path => !ignores?.test(path));
}

/** A hash of what is in each file: a file that was only touched is the same. */
export function contentsOf(root, paths) {
  return Object.fromEntries(paths.map(path => [path, hashOf(orNothing(() => readFileSync(join(root, path))))]));
}

/** Size and time of the last change of each file: a file that was written again is another one. */
export function statesOf(root, paths) {
  return Object.fromEntries(paths.map(path => [path, stateOf(orNothing(() => statSync(join(root, path))))]));
}

/** What differs between two pictures of files, in words: the first path that does. */
export function differenceBetween(before, now) {
  for (const path of Object.keys(before)) {
    if (!(path in now) || now[path] === GONE) return `${path} is gone`;
    if (before[path] !== now[path]) return `${path} has changed`;
  }
  const added = Object.keys(now).find(path => !(path in before));
  return added === undefined ? undefined : `${added} is new`;
}

const GONE = 'gone';

const hashOf = bytes => (bytes === undefined ? GONE : createHash('sha256').update(bytes).digest('base64url'));

const stateOf = stats => (stats === undefined ? GONE : `${stats.size} bytes at ${stats.mtimeMs}`);

function walk(root, path) {
  const stats = orNothing(() => statSync(join(root, path)));
  if (stats === undefined) return [];
  if (!stats.isDirectory()) return [path];
  const names = readdirSync(join(root, path)).filter(name => !OF_EDITORS.test(name) && name !== 'node_modules');
  return names.sort().flatMap(name => walk(root, `${path}/${name}`));
}

/** A file may be removed between one look and the next. */
function orNothing(look) {
  try {
    return look();
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
