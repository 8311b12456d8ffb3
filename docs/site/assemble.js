/** Puts together what VitePress makes a site of. */
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path/posix';
import { apiReference } from './api-reference.js';
import { filesIn, folderPage } from './folder-page.js';
import { relink } from './links.js';
import { llmsText } from './llms.js';
import { pagesByFile } from './pages.js';

/**
 * Writes all pages below `to`, and in its `public` what they lead to. Runs in the root of the repository.
 * @returns how many pages there are
 * @throws Error where a document leads to what is not there
 */
export async function assemble(to) {
  await rm(to, { recursive: true, force: true });
  const pages = await pagesByFile();
  const texts = new Map();
  const others = new Set(['openapi.json']);
  for (const [file, page] of pages) {
    const linked = await relink(file, await readFile(file, 'utf8'), pages);
    texts.set(page, linked.text.replaceAll(/<!--[^]*?-->\n*/g, ''));
    for (const other of linked.others) others.add(other);
  }
  for (const [page, text] of apiReference(JSON.parse(await readFile('openapi.json', 'utf8')))) texts.set(page, text);
  for (const [page, text] of await bringAlong(others, join(to, 'public/files'))) texts.set(page, text);
  for (const [page, text] of texts) {
    await write(join(to, `${page}.md`), text);
    await write(join(to, 'public', `${page}.md`), text);
  }
  await cp('openapi.json', join(to, 'public/openapi.json'));
  await write(join(to, 'public/llms.txt'), llmsText(texts));
  return texts.size;
}

/** Copies files and folders that documents lead to. @returns pages that list the folders */
async function bringAlong(others, to) {
  const folders = new Map();
  for (const other of others) {
    const files = await filesIn(other).catch(error => (error.code === 'ENOTDIR' ? [other] : Promise.reject(error)));
    if (files[0] !== other) folders.set(`folders/${other}`, folderPage(other, files));
    for (const file of files) await cp(file, join(to, file));
  }
  return folders;
}

async function write(file, text) {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
