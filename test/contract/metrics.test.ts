import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { itWhere } from '../support/left-out.js';
import { Scrape } from '../support/metrics.js';
import { adminToken } from '../support/people.js';
import { type Alert, ALERTS, askedBy, queriesOf, readAlerts, readDashboard } from '../support/prometheus/deployed.js';
import { promtool, promtoolIsInstalled, readQueries } from '../support/prometheus/promtool.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** Where there is no promtool, promtool.ts has said so. */
const itWithPromtool = itWhere(promtoolIsInstalled);
/** What Prometheus adds by itself. */
const OF_PROMETHEUS = ['job', 'instance', 'le'];
const ROWS = ['Traffic', 'Logins', 'Sessions', 'Limits', 'Hashing', 'Database', 'Feed', 'Mail'];
const CODES = /^ {2}([a-z_]+): \{ status/gm;

interface Documented {
  readonly name: string;
  readonly kind: string;
  readonly labels: readonly string[];
}

async function readTable(): Promise<Documented[]> {
  const page = await readFile('docs/metrics.md', 'utf8');
  return [...page.matchAll(/^\| `(gatehouse_\w+)` +\| (\w+) +\| ([\w, ]*?) *\| \S.*\|$/gm)].map(
    ([, name = '', kind = '', labels = '']) => ({ name, kind, labels: labels === '' ? [] : labels.split(', ').sort() }),
  );
}

const withoutSuffix = (name: string): string => name.replace(/_(?:bucket|sum|count)$/, '');

describe('metrics', () => {
  // Nobody is there: what is measured of Redis is measured all the same.
  const { service } = useGatehouse({ REDIS_URL: 'redis://127.0.0.1:1' });
  let scrape: Scrape;
  let alerts: Alert[];
  let queries: string[];

  beforeAll(async () => {
    const token = await adminToken(service.api);
    await service.api.get('/v1/users/nobody', { token });
    scrape = await Scrape.of(service.api, token);
    alerts = await readAlerts();
    queries = [...alerts.map(({ expr }) => expr), ...queriesOf(await readDashboard())];
  });

  it('are those of the table, of the kinds that it says', async () => {
    const table = (await readTable()).map(({ name, kind }) => [name, kind]);
    const told = [...scrape.kinds].filter(([name]) => name.startsWith('gatehouse_'));
    expect(table.sort()).toEqual(told.sort());
  });

  it('have the labels that the table says', async () => {
    for (const { name, labels } of await readTable()) {
      const series = scrape.series.filter(one => one.name === name || withoutSuffix(one.name) === name);
      expect([name, series.length]).not.toEqual([name, 0]);
      for (const one of series) {
        expect([
          name,
          Object.keys(one.labels)
            .filter(label => label !== 'le')
            .sort(),
        ]).toEqual([name, labels]);
      }
    }
  });

  it('are there, with these labels, where an alert or a panel asks for them', async () => {
    const table = new Map((await readTable()).map(({ name, labels }) => [name, labels]));
    for (const query of queries) {
      const asked = askedBy(query);
      if (asked.length === 0) expect(query).toMatch(/^(?:absent\()?up\{/);
      for (const { metric, matchers } of asked) {
        expect(scrape.names).toContain(metric);
        const labels = [...OF_PROMETHEUS, ...(table.get(withoutSuffix(metric)) ?? [])];
        expect([query, matchers.map(({ label }) => label).filter(label => !labels.includes(label))]).toEqual([
          query,
          [],
        ]);
      }
      const grouped = [...query.matchAll(/by \(([^)]*)\)/g)].flatMap(([, names = '']) => names.split(/, ?/));
      const known = new Set([
        ...OF_PROMETHEUS,
        ...asked.flatMap(({ metric }) => table.get(withoutSuffix(metric)) ?? []),
      ]);
      expect([query, grouped.filter(name => !known.has(name))]).toEqual([query, []]);
    }
  });

  it('have the values that an alert or a panel waits for', async () => {
    const codes = [...(await readFile('libs/contracts/src/problems.ts', 'utf8')).matchAll(CODES)].map(
      ([, code]) => code,
    );
    const { paths } = JSON.parse(await readFile('openapi.json', 'utf8')) as { paths: Record<string, unknown> };
    for (const { metric, matchers } of queries.flatMap(askedBy)) {
      for (const { label, operator, text } of matchers) {
        if (label === 'code') expect(codes).toEqual(expect.arrayContaining(text.split('|')));
        if (label === 'route') {
          for (const each of text.split('|')) {
            expect(Object.keys(paths).filter(path => new RegExp(`^(?:${each})$`).test(path))).not.toEqual([]);
          }
        }
        if (operator !== '=' || ['code', 'route', 'status', 'job'].includes(label)) continue;
        const values = scrape.series.filter(({ name }) => name === metric).map(({ labels }) => labels[label]);
        expect(values).toContain(text);
      }
    }
  });

  it('are on the dashboard in rows, from a data source that is chosen there', async () => {
    const { panels, templating } = await readDashboard();
    expect(panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual(ROWS);
    const graphs = panels.filter(({ type }) => type !== 'row');
    const sources = graphs.flatMap(({ datasource, targets = [] }) => [
      datasource?.uid,
      ...targets.map(one => one.datasource.uid),
    ]);
    expect(new Set(sources)).toEqual(new Set(['${datasource}']));
    expect(templating.list).toContainEqual(
      expect.objectContaining({ name: 'datasource', type: 'datasource', query: 'prometheus' }),
    );
  });

  it('have alerts that say what to do, and lead to a page that says more', async () => {
    const page = await readFile('docs/operations.md', 'utf8');
    expect(alerts.length).toBeGreaterThan(15);
    for (const { name, severity, summary, description, runbook } of alerts) {
      expect(['critical', 'warning']).toContain(severity);
      expect(summary.length).toBeGreaterThan(20);
      expect(description.length).toBeGreaterThan(60);
      expect(runbook).toBe(`docs/operations.md#${name.toLowerCase()}`);
      expect(page).toContain(`\n### ${name}\n`);
    }
  });

  itWithPromtool('are asked for in a way that Prometheus understands', () => {
    promtool('check', 'rules', ALERTS);
    readQueries(queries);
    expect(() => readQueries(['sum(gatehouse_workers'])).toThrow('promtool objects');
  });

  itWithPromtool('have alerts that fire when they should, and not otherwise', () => {
    expect(promtool('test', 'rules', 'test/support/prometheus/alerts.test.yaml')).toContain('SUCCESS');
  });
});
