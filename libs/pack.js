/**
 * Makes the tarball of a published lib and prints where it is: `npm run pack:verifier`, `npm run pack:client`, or
 * `node libs/pack.js <lib> <folder to put it in>`. The package is put together outside of the tree, since a second
 * package.json of its name would confuse tools that look for packages.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const [, , lib, into = '.'] = process.argv;
if (!['client', 'verifier'].includes(lib)) throw new Error('Which lib? node libs/pack.js client | verifier [folder]');
const destination = resolve(into);
const source = join(import.meta.dirname, lib);
const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
const folder = mkdtempSync(join(tmpdir(), `gatehouse-${lib}-`));

try {
  execFileSync(process.execPath, [tsc, '-p', source, '--outDir', folder], { stdio: ['ignore', 2, 2] });
  for (const file of ['README.md', 'LICENSE']) copyFileSync(join(source, file), join(folder, file));
  // Those who install it have no use for what it is tested with.
  const { devDependencies: _, ...manifest } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  writeFileSync(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  const filename = execFileSync('npm', ['pack', '--silent', '--pack-destination', destination], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim();
  process.stdout.write(`${join(destination, filename)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
