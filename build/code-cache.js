/**
 * Runs a program of dist/programs until it ends, and keeps what V8 has compiled by then, for `launch.js`:
 *
 *     node build/code-cache.js <name> [argument…]
 *
 * A program that serves is asked to end as soon as it listens. Without a database it gets no further, and that is most of
 * a start.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const PROGRAMS = resolve('dist/programs');
const [name] = process.argv.splice(2, 1);
const { compile, run } = await import(pathToFileURL(`${PROGRAMS}/launch.js`).href);

const write = process.stdout.write.bind(process.stdout);
process.stdout.write = (text, ...rest) => {
  if (/listening on/.test(text)) setImmediate(() => process.kill(process.pid, 'SIGTERM'));
  return write(text, ...rest);
};

const script = compile(name);
process.on('exit', () => writeFileSync(`${PROGRAMS}/${name}.cache`, script.createCachedData()));
run(name, script);
