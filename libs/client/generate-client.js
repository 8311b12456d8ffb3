/**
 * Makes src/generated/ from openapi.json: `npm run client`. With `--check` it writes nothing and fails if what is there
 * is not what would be written.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import prettier from 'prettier';
import { checksFile } from './generator/checks-file.js';
import { clientFile } from './generator/client-file.js';
import { readDocument } from './generator/document.js';
import { operationsFile } from './generator/operations-file.js';
import { typesFile } from './generator/types-file.js';

const root = join(import.meta.dirname, '../..');
const folder = join(import.meta.dirname, 'src/generated');
const HEADER = '// Generated from openapi.json by `npm run client`. Do not edit.\n\n';

const document = readDocument(JSON.parse(readFileSync(join(root, 'openapi.json'), 'utf8')));
const sources = {
  'types.ts': typesFile(document),
  'checks.ts': checksFile(document),
  'operations.ts': operationsFile(document),
  'client.ts': clientFile(document),
};

const style = await prettier.resolveConfig(join(folder, 'types.ts'));
const format = text => prettier.format(HEADER + text, { ...style, parser: 'typescript' });
const files = new Map();
for (const [name, text] of Object.entries(sources)) files.set(name, await format(text));

if (process.argv.includes('--check')) {
  const names = new Set([...files.keys(), ...readdirSync(folder)]);
  const differing = [...names].filter(name => files.get(name) !== readIfThere(join(folder, name)));
  if (differing.length > 0) {
    const paths = differing.map(name => relative(root, join(folder, name)));
    process.stderr.write(`Not what openapi.json gives: ${paths.join(', ')}. Run \`npm run client\`.\n`);
    process.exitCode = 1;
  }
} else {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of files) writeFileSync(join(folder, name), text);
}

function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
