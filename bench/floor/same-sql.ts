import { readdir, readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { statements } from './statements.js';

const LIBS = resolve(fileURLToPath(import.meta.url), '../../../libs');

/**
 * Compares the floor's statements with the service's sources: a floor that does other work is no measure.
 * @throws Error that names the statements that differ
 */
export async function assertSameSql(): Promise<void> {
  const source = await sources();
  const different = Object.values(statements).filter(({ name, text }) => !isServices(source, name, text));
  if (different.length === 0) return;
  const names = different.map(({ name }) => name).join(', ');
  throw new Error(`bench/floor/statements.ts does not have the service's SQL any more: ${names}. Copy it again.`);
}

/** Where the source puts something into the text (`\${…}`), anything may stand; the rest is the same. */
function isServices(source: string, name: string, text: string): boolean {
  const literal = new RegExp(`'${name.replaceAll('.', '\\.')}',\\s*(['\`])([^]*?)\\1`).exec(source)?.[2];
  if (literal === undefined) return false;
  const parts = flat(literal).split(/\$\{[^}]+\}/);
  const own = flat(text);
  let place = 0;
  for (const part of parts) {
    const found = own.indexOf(part, place);
    if (found < 0) return false;
    place = found + part.length;
  }
  return own.startsWith(parts[0] ?? '') && own.endsWith(parts.at(-1) ?? '');
}

const flat = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim();

async function sources(): Promise<string> {
  const files = await readdir(LIBS, { recursive: true });
  const ours = files.filter(file => file.endsWith('.ts') && !file.includes('node_modules'));
  return (await Promise.all(ours.map(file => readFile(join(LIBS, file), 'utf8')))).join('\n');
}
