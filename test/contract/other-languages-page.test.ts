import { access, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';

const INTEROPERABILITY = 'docs/interoperability.md';
const FOREIGN = 'docs/examples/interoperability';
/** In which folder each page has the code that it shows, by language. */
const PAGES: [string, Record<string, string>][] = [
  ['docs/verifying-in-any-language.md', { python: 'docs/examples/python', go: 'docs/examples/go' }],
  [
    INTEROPERABILITY,
    { java: FOREIGN, go: join(FOREIGN, 'go-oidc'), python: join(FOREIGN, 'python'), js: join(FOREIGN, 'node') },
  ],
];

async function sourcesIn(folder: string, pattern = /^(?!.*node_modules).*\.(py|go|java|js)$/): Promise<string[]> {
  const files = (await readdir(folder, { recursive: true })).filter(file => pattern.test(file));
  return Promise.all(files.map(file => readFile(join(folder, file), 'utf8')));
}

describe.each(PAGES)('%s', (file, folders) => {
  let page: string;

  beforeAll(async () => {
    page = await readFile(file, 'utf8');
  });

  it.each(Object.entries(folders))('shows no other code in %s than the examples have', async (language, folder) => {
    const sources = await sourcesIn(folder);
    const blocks = [...page.matchAll(/^```(\w+)\n([^]*?)^```$/gm)].filter(([, of]) => of === language);
    expect(blocks.length).toBeGreaterThan(0);
    for (const [, , code = ''] of blocks) {
      expect([code, sources.some(source => source.includes(code))]).toEqual([code, true]);
    }
  });

  it('has no block of code that is of none of them', () => {
    const languages = new Set([...page.matchAll(/^```(.+)$/gm)].map(([, language]) => language));
    expect([...languages].sort()).toEqual(Object.keys(folders).sort());
  });

  it('leads to files that exist', async () => {
    const targets = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, target = '']) => join('docs', target));
    expect(targets.length).toBeGreaterThan(5);
    for (const target of targets) await access(target);
  });

  it('leads to headings that exist', () => {
    const anchors = [...page.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replace(/[^\w -]/g, '')
        .replaceAll(' ', '-'),
    );
    const named = [...page.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
    expect(named.filter(anchor => !anchors.includes(anchor ?? ''))).toEqual([]);
  });
});

it('names the versions of other people’s clients that are tried', async () => {
  const page = await readFile(INTEROPERABILITY, 'utf8');
  const pinned = (
    await sourcesIn(FOREIGN, /^(?!.*node_modules).*(pom\.xml|go\.mod|requirements\.txt|package\.json)$/)
  ).join();
  const versions = [...page.matchAll(/^\| \[.*?\| +(v?\d[\w., ]*?) +\|/gm)].flatMap(([, cell = '']) =>
    cell.split(', '),
  );
  expect(versions).toHaveLength(11);
  const isPinned = (version: string): boolean =>
    new RegExp(`(?<![\\d.])${version.replaceAll('.', '\\.')}(?![\\d.]*\\d)`).test(pinned);
  expect(versions.filter(version => !isPinned(version))).toEqual([]);
});
