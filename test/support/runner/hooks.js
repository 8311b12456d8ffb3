/**
 * How Node finds and reads modules in a worker of the tests. Runs in a thread of its own.
 * - `@jest/globals` is ours.
 * - What may be had as a source is had as one, and TypeScript is compiled.
 * - A file of this repository takes over the query of the one that imports it, so that each test file has instances of
 *   its own; a package has none.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

const GLOBALS = new URL('globals.js', import.meta.url).href;
const REPOSITORY = new URL('../../../', import.meta.url).href;
const isOurs = url => url.startsWith(REPOSITORY) && !url.includes('/node_modules/');

export async function resolve(specifier, context, next) {
  if (specifier === '@jest/globals') return { url: GLOBALS, format: 'module', shortCircuit: true };
  const query = queryOf(context.parentURL);
  const found =
    sourceBeside(specifier, context.parentURL) ??
    (await next(specifier, { ...context, conditions: [...context.conditions, 'source'] }));
  return query === '' || !isOurs(found.url) || queryOf(found.url) !== '' ? found : { ...found, url: found.url + query };
}

export async function load(url, context, next) {
  if (!isOurs(url) || !new URL(url).pathname.endsWith('.ts')) return next(url, context);
  return { format: 'module', source: await compiled(fileURLToPath(url)), shortCircuit: true };
}

function queryOf(url) {
  return url?.startsWith('file:') === true ? new URL(url).search : '';
}

/** Sources import each other by the name that the compiled file will have. */
function sourceBeside(specifier, parent) {
  if (!/^\.{1,2}\/.*\.js$/.test(specifier) || parent === undefined || !isOurs(parent)) return undefined;
  const url = new URL(specifier.replace(/\.js$/, '.ts'), parent).href;
  return isFile(url) ? { url, format: 'module', shortCircuit: true } : undefined;
}

const files = new Map();
function isFile(url) {
  const known = files.get(url);
  if (known !== undefined) return known;
  const found = existsSync(fileURLToPath(url));
  files.set(url, found);
  return found;
}

const programs = new Map();
function compiled(path) {
  const known = programs.get(path);
  if (known !== undefined) return known;
  const program = compile(path);
  programs.set(path, program);
  return program;
}

async function compile(path) {
  const { code } = await transform(await readFile(path, 'utf8'), {
    filename: path,
    swcrc: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'es6' },
  });
  return code;
}
