/** Builds the documents as a site, in docs/site/dist. Run by `npm run docs` in the root of the repository. */
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, stat } from 'node:fs/promises';
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
await assemble(`${SITE}/.pages`);
await run(`${SITE}/node_modules/vitepress/bin/vitepress.js`, ['build', SITE]);
const faults = await faultsOf(`${SITE}/dist`);
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
const { length } = await readFile(`${SITE}/dist/llms.txt`);
if (length < 1000) throw new Error('llms.txt is empty');
console.log(`The site is in ${SITE}/dist: any server of files serves it, one whose addresses need no .html.`);
