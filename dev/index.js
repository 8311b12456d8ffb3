/**
 * `npm run dev`: the service on the embedded database, started anew with each change of its sources. What does not compile
 * is shown, and the service goes on as it was. Ctrl-C ends the service and the database.
 */
import '../build/refuse-old-node.js';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bringUpToDate } from '../build/bring-up-to-date.js';
import { PARTS } from '../build/parts.js';
import { Development } from './development.js';

const root = process.cwd();
const out = join(root, 'dist/dev');
const say = line => process.stderr.write(`${line}\n`);

/** A package of its own, so that its imports lead to itself. */
const PACKAGE = { type: 'module', imports: { '#libs/*': './libs/*/src/index.js' } };

const development = new Development({ root, out, say });
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void development.end().then(() => process.exit(0)));
}

const isBuilt = await bringUpToDate(root, PARTS, say).then(
  () => true,
  () => false,
);
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
writeFileSync(join(out, 'package.json'), JSON.stringify(PACKAGE));
if (isBuilt)
  for (const part of ['apps', 'libs']) cpSync(join(root, 'dist', part), join(out, part), { recursive: true });

await development.run(isBuilt);
