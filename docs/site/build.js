/** Builds the documents as a site, in docs/site/dist. Run by `npm run docs` in the root of the repository. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { assemble } from './assemble.js';
import { faultsOf } from './check.js';

const SITE = 'docs/site';
const INSTALLED = `${SITE}/node_modules/.package-lock.json`;

/** Its packages are its own, so that nobody who runs or changes the service installs them. */
async function install() {
  const timeOf = path =>
    stat(path).then(
      ({ mtimeMs }) => mtimeMs,
      () => 0,
    );
  if ((await timeOf(INSTALLED)) >= (await timeOf(`${SITE}/package-lock.json`))) return;
  const args = ['ci', '--prefix', SITE, '--ignore-scripts', '--no-audit', '--no-fund'];
  await promisify(execFile)('npm', args, { shell: process.platform === 'win32' });
}

async function run(program, args) {
  const child = spawn(process.execPath, [program, ...args], { stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${program} ended with ${code}`);
}

await install();
const pages = await assemble(`${SITE}/.pages`);
await run(`${SITE}/node_modules/vitepress/bin/vitepress.js`, ['build', SITE]);
const faults = await faultsOf(`${SITE}/dist`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
// And the one that says that there is no such page.
const built = (await readdir(`${SITE}/dist`, { recursive: true })).filter(file => /^(?!files).*\.html$/.test(file));
if (built.length !== pages + 1) throw new Error(`of ${pages} pages there are ${built.length - 1}`);
console.log(`${pages} pages are in ${SITE}/dist: any server of files serves them, one whose addresses need no .html.`);
