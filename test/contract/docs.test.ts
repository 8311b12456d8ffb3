import { access, readdir, readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readArguments } from '../../bench/arguments.js';

const FOLDERS = ['docs', 'libs', 'apps'];
const IN_THE_ROOT = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
/** The list of all documents. */
const INDEX = 'docs/README.md';
/** Folders of this repository that pages speak of. */
const PATH = /^(?:\.ci|apps|bench|build|dist|docs|libs|test)\/[\w./-]+$/;

interface Page {
  readonly path: string;
  readonly text: string;
}

/** `[file, what is said of it]` of all pages, for one look at all that is wrong. */
function said(pages: readonly Page[], pattern: RegExp): [string, string][] {
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(pattern)].map(([, what = '']): [string, string] => [path, what]),
  );
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** What a heading is called in an address, as GitHub does it. */
function anchorsOf(text: string): Set<string> {
  const anchors = new Set<string>();
  for (const [, heading = ''] of text.replaceAll(/^```[^]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)) {
    const plain = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase();
    const anchor = plain.replaceAll(/[^\p{L}\p{N}_ -]/gu, '').replaceAll(' ', '-');
    let place = 0;
    while (anchors.has(place === 0 ? anchor : `${anchor}-${place}`)) place++;
    anchors.add(place === 0 ? anchor : `${anchor}-${place}`);
  }
  return anchors;
}

describe('the pages of this repository', () => {
  let pages: Page[];
  let scripts: Readonly<Record<string, string>>;

  beforeAll(async () => {
    const below = await Promise.all(
      FOLDERS.map(async folder => (await readdir(folder, { recursive: true })).map(file => join(folder, file))),
    );
    const paths = [...IN_THE_ROOT, ...below.flat()].filter(path => path.endsWith('.md'));
    const ours = paths.filter(path => !path.includes('node_modules') && !path.startsWith('docs/site/'));
    pages = await Promise.all(ours.map(async path => ({ path, text: await readFile(path, 'utf8') })));
    ({ scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> });
    expect(pages.length).toBeGreaterThan(25);
  });

  it('lead to files and headings that exist', async () => {
    const links = said(pages, /\]\((?!https?:|mailto:|\/)([^)\s]+)\)/g);
    expect(links.length).toBeGreaterThan(60);
    const broken: [string, string][] = [];
    for (const [page, link] of links) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? page : normalize(join(dirname(page), file));
      const isFound = anchor === undefined || anchorsOf(await readFile(target, 'utf8').catch(() => '')).has(anchor);
      if (!(await isThere(target)) || !isFound) broken.push([page, link]);
    }
    expect(broken).toEqual([]);
  });

  it('are all in the list of documents', () => {
    const linked = pages
      .filter(({ path }) => path === INDEX)
      .flatMap(page => said([page], /\]\(([^)#\s]+)/g))
      .map(([, link]) => normalize(join(dirname(INDEX), link)));
    const missing = pages.map(({ path }) => path).filter(path => path !== INDEX && !linked.includes(path));
    expect(missing).toEqual([]);
  });

  it('name files that exist', async () => {
    const named = said(pages, /`([^`\n]+)`/g).filter(([, path]) => PATH.test(path));
    expect(named.length).toBeGreaterThan(30);
    const missing: [string, string][] = [];
    for (const [page, path] of named) if (!(await isThere(path))) missing.push([page, path]);
    expect(missing).toEqual([]);
  });

  it('name commands that exist', () => {
    const commands = said(pages, /npm run (?:--silent )?([a-z][\w:-]*)/g);
    expect(commands.length).toBeGreaterThan(20);
    expect(commands.filter(([, command]) => !(command in scripts))).toEqual([]);
  });

  it('name measurements that the bench knows', () => {
    const measurements = said(pages, /npm run bench -- ([\w -]+)/g);
    expect(measurements.length).toBeGreaterThan(3);
    for (const [, args] of measurements) expect(readArguments(args.trim().split(' '))).toBeDefined();
  });

  it.each(['jwt-promises', 'openid-conformance'])(
    'call for evidence on tests that exist, by their titles: %s',
    async name => {
      const page = pages.filter(({ path }) => path === `docs/${name}.md`);
      const evidence = page.flatMap(({ text }) => [...text.matchAll(/`([^`]+\.(?:test|spec)\.ts)`: "([^"]+)"/g)]);
      expect(evidence.length).toBeGreaterThan(20);
      // Whatever is named without a title would not be looked at.
      expect(evidence.length).toBe(said(page, /`([^`]+\.(?:test|spec)\.ts)`/g).length);
      const missing: [string, string][] = [];
      for (const [, file = '', title = ''] of evidence) {
        const text = await readFile(file, 'utf8').catch(() => '');
        if (!text.includes(title)) missing.push([file, title]);
      }
      expect(missing).toEqual([]);
    },
  );
});

describe('commands and settings that no test runs', () => {
  it('start files that exist', async () => {
    const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as { scripts: Record<string, string> };
    const files = Object.values(scripts).flatMap(line => line.match(/(?<= )[\w./-]+\.(?:js|ts)\b/g) ?? []);
    expect(files.length).toBeGreaterThan(10);
    const missing: string[] = [];
    for (const file of files) if (!(await isThere(file))) missing.push(file);
    expect(missing).toEqual([]);
  });

  it('of compose.yaml are settings that the service knows', async () => {
    const compose = await readFile('compose.yaml', 'utf8');
    const known = await readFile('libs/platform/src/config/read-config.ts', 'utf8');
    const names = [...compose.matchAll(/^ {6}(GATEHOUSE_\w+|DATABASE_URL):/gm)].map(([, name = '']) => name);
    expect(names.length).toBeGreaterThan(4);
    expect(names.filter(name => !known.includes(`'${name}'`))).toEqual([]);
  });
});
