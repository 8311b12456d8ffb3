import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const PAGE = 'docs/openid-connect.md';
/** What test/foreign/relying-parties.test.ts runs. */
const EXAMPLES = 'docs/examples/openid-connect';
/** In which folder there is the code of a language. */
const FOLDERS: Readonly<Record<string, readonly string[]>> = {
  js: ['node', 'browser'],
  python: ['python'],
  toml: ['oauth2-proxy'],
  yaml: ['spring'],
  java: ['spring'],
};
/** Commands for this service itself, and what it sends. */
const OWN: readonly string[] = ['sh', 'http'];

async function filesBelow(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const whole = files.filter(file => file.isFile() && !file.parentPath.includes('node_modules'));
  return Promise.all(whole.map(file => readFile(join(file.parentPath, file.name), 'utf8')));
}

describe(PAGE, () => {
  let page: string;

  beforeAll(async () => {
    page = await readFile(PAGE, 'utf8');
  });

  it.each(Object.entries(FOLDERS))('shows no other configuration in %s than is tried', async (language, folders) => {
    const sources = (await Promise.all(folders.map(folder => filesBelow(join(EXAMPLES, folder))))).flat();
    const blocks = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, of]) => of === language);
    expect(blocks.length).toBeGreaterThanOrEqual(folders.length);
    for (const [, , code = ''] of blocks) {
      expect([code, sources.some(source => source.includes(code))]).toEqual([code, true]);
    }
  });

  it('has no configuration that is not tried', () => {
    const languages = new Set([...page.matchAll(/^```(.+)$/gm)].map(([, language = '']) => language));
    expect([...languages].filter(one => !OWN.includes(one)).sort()).toEqual(Object.keys(FOLDERS).sort());
  });

  it('names the versions that are tried', async () => {
    const pinned = (await filesBelow(EXAMPLES)).join();
    const tried = await readFile('test/foreign/relying-parties.test.ts', 'utf8');
    const rows = [...page.matchAll(/^\| [\w -]+\| (v?\d+\.\d+\.\d+) +\|/gm)].map(([, version = '']) => version);
    expect(rows).toHaveLength(5);
    expect(rows.filter(version => !`${pinned}${tried}`.includes(version))).toEqual([]);
  });
});
