import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { PROBLEMS } from '#libs/contracts';
import { apiReference } from '../../docs/site/api-reference.js';
import { faultsOf } from '../../docs/site/check.js';
import { errorsPage } from '../../docs/site/errors-page.js';
import { relink } from '../../docs/site/links.js';
import { firstSentence, llmsText } from '../../docs/site/llms.js';
import { pagesByFile, SIDEBAR } from '../../docs/site/pages.js';
import { slugify } from '../../docs/site/slugify.js';

/** What is built of the documents. That it builds, without a dead link, `npm run docs` shows (.ci/run). */
describe('the site of the documents', () => {
  let pages: Map<string, string>;
  let document: { paths: Record<string, Record<string, { operationId: string }>> };

  beforeAll(async () => {
    pages = await pagesByFile();
    document = JSON.parse(await readFile('openapi.json', 'utf8')) as typeof document;
  });

  it('has the errors that there are: run `npm run docs:errors` otherwise', async () => {
    expect(await readFile('docs/errors.md', 'utf8')).toBe(errorsPage(PROBLEMS, document));
  });

  it('lists every page but single decisions', () => {
    const listed = SIDEBAR.flatMap(({ items }) => items.map(({ link }) => link.slice(1).split('#')[0] ?? ''));
    const expected = [...pages.values()]
      .filter(page => !page.startsWith('decisions/'))
      .map(page => (page === 'index' ? '' : page));
    expect([...listed].sort()).toEqual([...expected, 'api-reference/'].sort());
  });

  it('has a reference of every operation, and of every shape that it names', () => {
    const reference = apiReference(document);
    const text = [...reference.values()].join('\n');
    const operations = Object.values(document.paths).flatMap(path => Object.values(path));
    const missing = operations.filter(({ operationId }) => !text.includes(`## ${operationId}\n`));
    expect(missing).toEqual([]);
    const shapes = reference.get('api-reference/schemas') ?? '';
    const named = new Set([...text.matchAll(/\[(\w+)\]\(\/api-reference\/schemas#/g)].map(([, name = '']) => name));
    expect([...named].filter(name => !shapes.includes(`## ${name}\n`))).toEqual([]);
  });

  it('leads from page to page, and to files of the repository, by addresses of its own', async () => {
    const text =
      '[a](tokens.md#keys) [b](../README.md) [c](../openapi.json) [d](examples/go) [e](#here)\n```\n[f](x.md)\n```\n';
    const linked = await relink('docs/api.md', text, pages);
    expect(linked.text).toBe(
      '[a](/tokens#keys) [b](/) [c](/files/openapi.json) [d](/folders/docs/examples/go) [e](#here)\n```\n[f](x.md)\n```\n',
    );
    expect([...linked.others]).toEqual(['openapi.json', 'docs/examples/go']);
    await expect(relink('docs/api.md', '[a](nowhere.md)', pages)).rejects.toThrow('docs/api.md leads to nowhere.md');
  });

  it('calls headings what GitHub calls them', () => {
    expect(["An administrator's day", 'To 1795901930000 and 1795901940000', 'A `code`, and more'].map(slugify)).toEqual(
      [...['an-administrators-day', 'to-1795901930000-and-1795901940000', 'a-code-and-more']],
    );
  });

  it('tells programs what each page is about', async () => {
    const texts = new Map(
      await Promise.all(
        [...pages].map(async ([file, page]): Promise<[string, string]> => [page, await readFile(file, 'utf8')]),
      ),
    );
    for (const [name, text] of apiReference(document)) texts.set(name, text);
    const lines = llmsText(texts)
      .split('\n')
      .filter(line => line.startsWith('- '));
    expect(lines.length).toBeGreaterThan(30);
    expect(lines.filter(line => !/^- \[[^\]]+\]\([\w./-]+\): .{15,400}$/.test(line))).toEqual([]);
    expect(firstSentence('# A\n\n<!-- no -->\n\nThe *first* [one](x.md). The second.')).toBe('The first one.');
  });

  it('does not build where a link leads nowhere, or something would be fetched from elsewhere', async () => {
    const site = await mkdtemp(join(tmpdir(), 'gatehouse-site-'));
    try {
      const links = [
        '/other#there',
        '/other.html#gone',
        '/nowhere',
        '#here',
        '#not-here',
        'https://example.org/',
        '/file.txt',
      ];
      const fetched = ['<script src="https://cdn.example.org/a.js"></script>', '<img alt="" src="/gone.png">'];
      const page = links.map(link => `<a class="x" href="${link}">x</a>`).join('');
      await writeFile(join(site, 'index.html'), `<h2 id="here">x</h2>${page}${fetched.join('')}`);
      await writeFile(join(site, 'other.html'), '<h2 id="there">x</h2>');
      await writeFile(join(site, 'style.css'), '@import "https://fonts.example.org/x";');
      await writeFile(join(site, 'file.txt'), 'x');
      expect(await faultsOf(site)).toEqual([
        'index.html: /other.html#gone has no such heading',
        'index.html: /nowhere is not there',
        'index.html: #not-here has no such heading',
        'index.html: fetches https://cdn.example.org/a.js',
        'index.html: /gone.png is not there',
        'style.css: fetches https://fonts.example.org/x',
      ]);
    } finally {
      await rm(site, { recursive: true });
    }
  });
});
