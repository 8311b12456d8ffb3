/**
 * One run of the service, in a process that has loaded all packages before it is known what is to run. Told `load`, it
 * loads the service's own code; told `go`, it starts.
 */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [out, ...packages] = process.argv.slice(2);
const importFrom = path => import(pathToFileURL(join(out, path)).href);

const prepared = prepare();

// One after the other: a CommonJS package that requires an ES module bears no other import of that at the same time.
async function prepare() {
  for (const name of packages) await import(name);
}

process.on('message', async message => {
  await prepared;
  if (message === 'load') await importFrom('apps/auth/src/service.js');
  if (message === 'load') process.send('loaded');
  if (message === 'go') {
    await importFrom('apps/auth/src/main.js');
    process.disconnect();
  }
});
