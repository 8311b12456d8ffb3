import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv, type ValidateFunction } from 'ajv';
import { parse } from 'yaml';
import { codeBlocks } from '../support/documents/code-blocks.js';

const CHART = 'deploy/helm/gatehouse';
/** The service gives up by itself after so long, the drain delay not counted (docs/operations.md). */
const FORCED_EXIT_SECONDS = 20;

type Values = Record<string, unknown>;

const NEEDED: Values = { issuer: 'https://auth.example.org', image: { repository: 'registry.example.org/gatehouse' } };

describe('the chart for Helm', () => {
  let usual: Values;
  let isValid: ValidateFunction;
  let templates: string;

  beforeAll(async () => {
    usual = parse(await readFile(join(CHART, 'values.yaml'), 'utf8')) as Values;
    const schema = JSON.parse(await readFile(join(CHART, 'values.schema.json'), 'utf8')) as object;
    isValid = new Ajv({ strict: true, allowUnionTypes: true }).compile(schema);
    const names = await readdir(join(CHART, 'templates'));
    templates = (await Promise.all(names.map(name => readFile(join(CHART, 'templates', name), 'utf8')))).join('\n');
  });

  /** The usual values with these in them, as Helm puts them together. */
  function withValues(more: Values, into: Values = usual): Values {
    const merged = { ...into };
    for (const [name, value] of Object.entries(more)) {
      const old = into[name];
      const isMap = [old, value].every(one => typeof one === 'object' && one !== null && !Array.isArray(one));
      merged[name] = isMap ? withValues(value as Values, old as Values) : value;
    }
    return merged;
  }

  it('wants to be told what it is called and where the image is, and nothing else', () => {
    expect(isValid(usual)).toBe(false);
    expect([isValid(withValues(NEEDED)), isValid.errors]).toEqual([true, null]);
  });

  it.each<[string, Values]>([
    ['an issuer without TLS', { issuer: 'http://auth.example.org' }],
    ['a slash at the end of the issuer', { issuer: 'https://auth.example.org/' }],
    ['a name that is mistyped', { replica: 3 }],
    ['a name below that is mistyped', { serviceMonitor: { enable: true } }],
    ['a number in a setting', { settings: { GATEHOUSE_RATE_LIMIT: 600 } }],
    ['a secret among the settings', { settings: { GATEHOUSE_SECRET: 'hush' } }],
    ['what the chart sets itself', { settings: { GATEHOUSE_REPLICAS: '5' } }],
    ['a drain delay that no probe would notice', { drainDelaySeconds: 3 }],
    ['no instance', { replicas: 0 }],
  ])('is refused with %s', (_what, wrong) => {
    expect(isValid(withValues({ ...NEEDED, ...wrong }))).toBe(false);
  });

  it('takes what its documents set', async () => {
    const [block] = (await codeBlocks('docs/operations.md')).filter(({ under }) => under === 'On Kubernetes');
    const set = [...(block?.text ?? '').matchAll(/--set '?([\w.]+)=(\S+?)'?(?=\s)/g)];
    expect(set).toHaveLength(3);
    for (const [, path = '', value = ''] of set) {
      const given = value.startsWith('{') ? value.slice(1, -1).split(',') : value;
      const nested = path.split('.').reduceRight<unknown>((inner, step) => ({ [step]: inner }), given);
      expect([path, isValid(withValues(nested as Values, withValues(NEEDED)))]).toEqual([path, true]);
    }
  });

  it('uses no value that cannot be set, and lets none be set that it does not use', () => {
    const used = [...templates.matchAll(/\.Values\.([\w.]+)/g)].map(([, path = '']) => path);
    const of = (path: string): unknown =>
      path.split('.').reduce<unknown>((part, step) => (part as Values)[step], withValues(NEEDED));
    const unknown = used.filter(path => of(path) === undefined && !path.startsWith('settings.'));
    expect(unknown).toEqual([]);
    const unused = Object.keys(usual).filter(name => !used.some(path => path === name || path.startsWith(`${name}.`)));
    expect(unused).toEqual([]);
  });

  it('sets what can be set, and lets a Pod finish', async () => {
    const page = await readFile('docs/configuration.md', 'utf8');
    const names = [...templates.matchAll(/^ {2}(GATEHOUSE_[A-Z_]+|LOG_[A-Z]+):/gm)].map(([, name = '']) => name);
    expect(names).toHaveLength(4);
    expect(names.filter(name => !page.includes(`\`${name}\``))).toEqual([]);
    const [, more = ''] =
      /terminationGracePeriodSeconds: \{\{ add \.Values\.drainDelaySeconds (\d+) \}\}/.exec(templates) ?? [];
    expect(Number(more)).toBeGreaterThanOrEqual(FORCED_EXIT_SECONDS + 10);
  });
});
