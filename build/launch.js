/**
 * Runs a program of dist/programs, beside which this file is copied. What V8 made of it when it was built is there too, as
 * <name>.cache: with that a start takes two thirds of the processor time. Where that is of another Node, or not there,
 * the program is compiled as it runs.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Script } from 'node:vm';

const FOLDER = dirname(fileURLToPath(import.meta.url));
/** What a CommonJS module finds around itself. It stays on the first line, so that places in a stack are those of the file. */
const HEAD = '(function (require, __filename, __dirname) {';

const fileOf = (name, kind) => join(FOLDER, `${name}.${kind}`);

/** @returns undefined where there is none */
function readCache(name) {
  try {
    return readFileSync(fileOf(name, 'cache'));
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** The program, not yet run. @param cachedData what `Script.createCachedData()` gave for it */
export function compile(name, cachedData) {
  const filename = fileOf(name, 'cjs');
  // It is ASCII, which takes one byte a character this way.
  const text = `${HEAD}${readFileSync(filename, 'latin1')}\n})`;
  return new Script(text, { filename, cachedData, columnOffset: -HEAD.length });
}

/** @param script what `compile` gave for this program */
export function run(name, script) {
  const filename = fileOf(name, 'cjs');
  script.runInThisContext()(createRequire(filename), filename, FOLDER);
}

/** The whole of a program's own file. */
export function launch(name) {
  run(name, compile(name, readCache(name)));
}
