import { access, readdir, readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { chart } from '../../bench/chart.js';
import { likenessOf } from '../../bench/floor/likeness.js';
import { summarise, type Summary } from '../../bench/summary.js';
import type { Measured, Round } from '../../bench/measure.js';
import { scenarioTable } from '../../bench/report.js';
import type { Scenario } from '../../bench/scenario.js';
import { scenarios } from '../../bench/scenarios/index.js';
import { studies } from '../../bench/studies/index.js';
import { targets, withoutTarget } from '../../bench/targets.js';
import { withTables } from '../../bench/tables-in-document.js';

const measured = (requests: number): Measured => ({
  seconds: 2,
  latencies: Array.from({ length: requests }, (_, place) => place + 1),
  cpu: {
    seconds: { client: 0.1, server: 0.4, database: 0.2 },
    shares: { client: 0.025, server: 0.1, database: 0.05 },
  },
});
const round = (service: number, floor: number, pure?: number): Round => ({
  service: measured(service),
  floor: measured(floor),
  pure: pure === undefined ? undefined : measured(pure),
});
const named = (name: string, pure?: Scenario['pure']): Scenario => ({
  ...{ name, route: 'GET /', about: '', connections: 16, prepare: async () => [] },
  ...(pure !== undefined && { pure }),
});
const rounds = [round(100, 200), round(160, 200), round(120, 200)];

describe('the scenarios of the bench', () => {
  let floor: string;
  let paths: Readonly<Record<string, object>>;

  beforeAll(async () => {
    floor = await readFile('bench/floor/routes.ts', 'utf8');
    ({ paths } = JSON.parse(await readFile('openapi.json', 'utf8')) as { paths: typeof paths });
  });

  it('each measure a route that the service has and the floor too', () => {
    for (const { route } of scenarios) {
      const [method = '', path = ''] = route.split(' ');
      expect(Object.keys(paths[path] ?? {})).toContain(method.toLowerCase());
      expect(floor).toContain(`  '${route}':`);
    }
  });

  it('each have a target, or the reason why they have none', () => {
    const without = scenarios.map(({ name }) => name).filter(name => !Object.hasOwn(targets, name));
    expect(without.sort()).toEqual(Object.keys(withoutTarget).sort());
  });

  it('have names of their own, as have the studies', () => {
    const names = [...scenarios, ...studies].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the studies of the bench', () => {
  it('are all in the list', async () => {
    const folders = (await readdir('bench/studies', { withFileTypes: true })).filter(entry => entry.isDirectory());
    expect(studies.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
    for (const { name } of studies) await access(`bench/studies/${name}/study.ts`);
  });

  it('measure whatever has a target and is no scenario', async () => {
    const sources = await Promise.all(studies.map(({ name }) => readFile(`bench/studies/${name}/study.ts`, 'utf8')));
    const figures = sources.map(text => text.slice(text.indexOf('figures:'))).join('\n');
    const names = scenarios.map(({ name }) => name);
    for (const target of Object.keys(targets).filter(name => !names.includes(name))) {
      expect(figures).toMatch(new RegExp(`\\b${target}'?:`));
    }
  });
});

describe('what was measured', () => {
  it('is summed up by the medians of its rounds, and of their ratios', () => {
    const summary = summarise({ scenario: named('introspect'), rounds });
    expect(summary.service.requests_per_second).toBe(60);
    expect(summary.floor.requests_per_second).toBe(100);
    expect(summary.ratio).toEqual({ median: 0.6, least: 0.5, most: 0.8 });
    expect(summary.requests).toBe(980);
    // 1.2 s in three rounds of 380 requests in all.
    expect(summary.service.cpu?.ms_per_request.server).toBeCloseTo(1200 / 380);
    expect(summary.ratio_by_cpu).toBeCloseTo(380 / 600);
    expect(summary.verdict).toMatchObject({ name: 'introspect', measured: 0.6, is_met: false });
  });

  it('is held against what is pure, or against processor time, where the target says so', () => {
    const pure = { about: 'hashing alone', run: async () => undefined };
    const login = summarise({ scenario: named('login', pure), rounds: [round(95, 50, 100)] });
    expect(login).toMatchObject({ pure: { per_second: 50, ratio: { median: 0.95 } }, verdict: { is_met: true } });
    const me = summarise({ scenario: named('me'), rounds: [round(2000, 2000)] });
    expect(me.verdict).toMatchObject({ measured: 0.2, is_met: true });
    expect(summarise({ scenario: named('jwks'), rounds }).verdict).toBeNull();
  });

  it('does not count as the same answer when a member, a status, a header or a claim differs', () => {
    const token = (claims: object): string =>
      `eyJ0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;
    const answer = (body: object, status = 200, headers: string[] = []): unknown =>
      likenessOf({ status, text: JSON.stringify(body), headers });
    const like = answer({
      id: '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21',
      token: token({ exp: 1_800_000_000, sub: 'one' }),
    });
    expect(
      answer({ token: token({ sub: 'one', exp: 1_900_000_000 }), id: '0199b2c4-7d1e-7c3a-9f52-000000000000' }),
    ).toEqual(like);
    expect(answer({ id: '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21', token: token({ exp: 1_800_000_000 }) })).not.toEqual(
      like,
    );
    expect(answer({ active: true })).not.toEqual(answer({ active: false }));
    expect(answer({ active: true })).not.toEqual(answer({ active: true }, 201));
    expect(answer({}, 200, ['Vary', 'Origin', 'Date', 'now'])).toEqual(
      answer({}, 200, ['Date', 'later', 'vary', 'Origin']),
    );
    expect(answer({}, 200, ['Vary', 'Origin'])).not.toEqual(answer({}));
    expect(answer({}, 200, ['Vary', 'Origin'])).not.toEqual(answer({}, 200, ['Vary', '*']));
  });
});

describe('what the bench writes', () => {
  const pure = { about: 'hashing <alone>', run: async () => undefined };
  const summaries: Summary[] = [
    summarise({ scenario: named('introspect'), rounds }),
    summarise({ scenario: named('login', pure), rounds: [round(95, 50, 100)] }),
  ];

  it('is a table with a row for each workload, and one for what is pure', () => {
    const lines = scenarioTable(summaries);
    expect(lines).toHaveLength(5);
    expect(new Set(lines.map(line => line.split(' | ').length)).size).toBe(1);
    expect(lines[2]).toContain('0.60 (0.50–0.80)');
    expect(lines[2]).toContain('no: 0.60');
    expect(lines[4]).toContain('0.95 (0.95–0.95)');
  });

  it('is a chart that says in words what it shows', () => {
    const svg = chart(summaries, 'one & all');
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc">/);
    expect(svg).toContain('<title id="title">');
    expect(svg).toContain(
      'introspect 0.60, target ≥ 0.65; login 1.90; login ÷ hashing &lt;alone&gt; 0.95, target ≥ 0.92.',
    );
    expect(svg).toContain('one &amp; all');
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    expect(svg.match(/class="bar"/g)).toHaveLength(3);
    // Two targets, and the sign that tells what such a line is.
    expect(svg.match(/<line class="target"/g)).toHaveLength(3);
  });

  it('goes between two lines of the document, and leaves the rest of it alone', async () => {
    const document = await readFile('docs/performance.md', 'utf8');
    const once = withTables(document, ['| table |']);
    expect(once).toContain('| table |');
    expect(withTables(once, ['| table |'])).toBe(once);
    expect(once.split('\n')[0]).toBe(document.split('\n')[0]);
    expect(once.split('\n').at(-2)).toBe(document.split('\n').at(-2));
    expect(() => withTables('# Nothing', [])).toThrow('begin');
  });
});
