import { readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import * as contracts from '#libs/contracts';
import { readConfig } from '#libs/platform';
import * as verifier from '#libs/verifier/nest';
import { type CodeBlock, codeBlocks } from '../support/documents/code-blocks.js';
import { type Reason, RULES, ruleFor, UNTRIED } from '../support/documents/tried.js';

const COMPLETE = {
  NODE_ENV: 'test',
  DATABASE_URL: 'postgres://127.0.0.1:1/none',
  GATEHOUSE_ISSUER: 'https://auth.example.test',
  GATEHOUSE_SECRET: 'x'.repeat(64),
};

describe('the code in README.md and docs', () => {
  let blocks: CodeBlock[];

  beforeAll(async () => {
    const names = (await readdir('docs')).filter(name => name.endsWith('.md'));
    const files = ['README.md', ...names.map(name => `docs/${name}`)];
    blocks = (await Promise.all(files.map(codeBlocks))).flat();
    expect(blocks.length).toBeGreaterThan(80);
  });

  const placeOf = ({ file, line }: CodeBlock): string => `${file}:${line}`;

  const below = (file: string, heading: string): string =>
    blocks.find(block => block.file === file && block.under === heading)?.text ?? '';

  it('is tried by a test, or says why not, every block of it', () => {
    expect(blocks.filter(block => ruleFor(block) === undefined).map(placeOf)).toEqual([]);
    const unused = RULES.filter(rule => !blocks.some(block => ruleFor(block) === rule));
    expect(unused).toEqual([]);
  });

  it('is tried by tests that take it from the text', async () => {
    const tests = new Map<string, Set<string>>();
    for (const block of blocks) {
      const by = ruleFor(block)?.by ?? '';
      if (by.startsWith('test/')) tests.set(by, (tests.get(by) ?? new Set()).add(block.file));
    }
    const silent: string[] = [];
    for (const [test, files] of tests) {
      const source = await readFile(test, 'utf8');
      // Those behind a proxy have their blocks by a support file.
      for (const file of files)
        if (!source.includes(file) && !source.includes('documentedLocations')) silent.push(`${test}: ${file}`);
    }
    expect(silent).toEqual([]);
  });

  it('is left untried for the reason that is given, and for no other', () => {
    const wrong = blocks.filter(block => {
      const pattern = UNTRIED[ruleFor(block)?.by as Reason] as RegExp | undefined;
      return pattern !== undefined && !pattern.test(block.text);
    });
    expect(wrong.map(placeOf)).toEqual([]);
  });

  it('starts and tests the service as every check of a change does', async () => {
    const ci = await readFile('.ci/run', 'utf8');
    expect(blocks.filter(block => ruleFor(block)?.by === '.ci/run').map(({ text }) => text)).toEqual([
      'npm ci && npm start\n',
      'npm ci && npm test\n',
    ]);
    for (const command of ['npm ci', 'npm test', 'node .ci/boot.js']) expect(ci).toContain(command);
  });

  it('names what there is to import, in docs/architecture.md', () => {
    const code = below('docs/architecture.md', 'A route that only a role may use');
    const imports = [...code.matchAll(/import (type )?\{ ([^}]+) \} from '(#libs\/[\w/]+)'/g)];
    const libs: Record<string, object> = { '#libs/contracts': contracts, '#libs/verifier/nest': verifier };
    expect(imports).toHaveLength(2);
    for (const [, isType, names = '', lib = ''] of imports) {
      if (isType === undefined) expect(Object.keys(libs[lib] ?? {})).toEqual(expect.arrayContaining(names.split(', ')));
    }
  });

  it.each([
    ['docs/operations.md', 'Telling applications', 3],
    ['docs/upstream.md', 'A provider within the network', 2],
  ])('sets what can be set: %s', (file, heading, count) => {
    const [name = '', value = ''] = below(file, heading).trim().split('=');
    expect(readConfig({ ...COMPLETE, [name]: value }).outboundHosts).toHaveLength(count);
  });

  it('has Prometheus ask for what there is, in docs/metrics.md', async () => {
    interface Scrape {
      job_name: string;
      oauth2: { token_url: string; scopes: string[] };
    }
    const { scrape_configs: jobs } = parse(below('docs/metrics.md', 'A scrape')) as { scrape_configs: Scrape[] };
    const { paths } = JSON.parse(await readFile('openapi.json', 'utf8')) as { paths: object };
    expect(jobs).toMatchObject([{ job_name: 'gatehouse', oauth2: { scopes: ['metrics:read'] } }]);
    expect(Object.keys(contracts.PERMISSIONS)).toEqual(expect.arrayContaining(jobs[0]?.oauth2.scopes ?? []));
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining(['/metrics', new URL(jobs[0]?.oauth2.token_url ?? '').pathname]),
    );
  });
});
