import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const PAGE = 'docs/verifying-in-any-language.md';
const FOLDERS = { python: 'docs/examples/python', go: 'docs/examples/go' };

describe('the page on other languages', () => {
  let page: string;

  beforeAll(async () => {
    page = await readFile(PAGE, 'utf8');
  });

  it.each(Object.entries(FOLDERS))('shows no other code in %s than the examples have', async (language, folder) => {
    const files = (await readdir(folder, { recursive: true })).filter(file => /\.(py|go)$/.test(file));
    const sources = await Promise.all(files.map(file => readFile(join(folder, file), 'utf8')));
    const blocks = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, of]) => of === language);
    expect(blocks.length).toBeGreaterThan(0);
    for (const [, , code = ''] of blocks) {
      expect([code, sources.some(source => source.includes(code))]).toEqual([code, true]);
    }
  });

  it('has no block of code that is of neither', () => {
    const languages = new Set([...page.matchAll(/^```(.+)$/gm)].map(([, language]) => language));
    expect([...languages].sort()).toEqual(Object.keys(FOLDERS).sort());
  });

  it('leads to files that exist', async () => {
    const targets = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => join('docs', target));
    expect(targets.length).toBeGreaterThan(5);
    for (const target of targets) await access(target);
  });
});
