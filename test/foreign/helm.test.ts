/** The chart as Helm renders it, held against the schemas of Kubernetes, the Prometheus operator's types and the plain manifests. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import { leaveOut, pythonTools, run } from '../support/python-tools.js';

const NAME = 'the chart for Helm';
const CHART = 'deploy/helm/gatehouse';
const VERSIONS = ['1.29', '1.37'];
const BUILD_WITHIN_MS = 540_000;

const tools = await pythonTools(NAME, 'kubernetes-validate==1.37.0');

/** A resource of Kubernetes, as far as it is looked at. */
interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Record<string, string>;
  readonly spec?: {
    readonly template?: { readonly spec: Record<string, unknown> & { readonly containers: Record<string, unknown>[] } };
    readonly endpoints?: readonly object[];
    readonly egress?: { readonly ports: { readonly port: number }[] }[];
  };
}

const USUAL = {
  issuer: 'https://auth.example.org',
  image: { repository: 'registry.example.org/gatehouse' },
  trustProxy: ['10.0.0.0/8'],
};
const ALL = {
  ...USUAL,
  ...{ redis: true, replicas: 3, settings: { GATEHOUSE_AUDIENCE: 'orders,reports', LOG_FORMAT: 'pretty' } },
  ...{ serviceMonitor: { enabled: true, labels: { release: 'prometheus' } }, networkPolicy: { toProviders: true } },
  ...{
    podAnnotations: { 'example.org/a': 'b' },
    nodeSelector: { disk: 'ssd' },
    imagePullSecrets: [{ name: 'registry' }],
  },
  ...{ tolerations: [{ key: 'a', operator: 'Exists' }], image: { ...USUAL.image, digest: `sha256:${'a'.repeat(64)}` } },
};

/** The programs of test/foreign/helm: what renders a chart, and what judges resources of the Prometheus operator. */
async function builtPrograms(folder: string): Promise<{ render: string; judge: string } | undefined> {
  const programs = { render: join(folder, 'render'), judge: join(folder, 'judge') };
  const build = (program: string, from: string): Promise<unknown> =>
    run('go', ['build', '-o', program, from], { cwd: 'test/foreign/helm', timeout: BUILD_WITHIN_MS });
  try {
    await build(programs.render, '.');
    await build(programs.judge, './judge');
    return programs;
  } catch (error) {
    leaveOut(NAME, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    return undefined;
  }
}

const programs = tools && (await builtPrograms(tools.folder));
if (programs === undefined) await tools?.discard();

if (tools !== undefined && programs !== undefined) {
  const resourcesIn = (text: string): Resource[] =>
    parseAllDocuments(text).map(document => document.toJS() as Resource);

  async function rendered(values: object, release = 'gatehouse'): Promise<string> {
    const file = join(tools!.folder, 'values.json');
    await writeFile(file, JSON.stringify(values));
    return (await run(programs!.render, [CHART, release, file])).stdout;
  }

  async function judged(resource: object): Promise<void> {
    const file = join(tools!.folder, 'resource.json');
    await writeFile(file, JSON.stringify(resource));
    await run(programs!.judge, [file]);
  }

  describe(NAME, () => {
    afterAll(() => tools.discard());

    describe.each([
      ['with little said', USUAL, 6],
      ['with everything said', ALL, 7],
    ])('%s', (_what, values, count) => {
      let text: string;

      beforeAll(async () => {
        text = await rendered(values);
      });

      it.each(VERSIONS)('is what Kubernetes %s takes, and nothing besides', async version => {
        // A resource of the Prometheus operator is none that Kubernetes knows.
        const known = resourcesIn(text).filter(({ kind }) => kind !== 'ServiceMonitor');
        const file = join(tools.folder, 'rendered.yaml');
        await writeFile(file, known.map(resource => JSON.stringify(resource)).join('\n---\n'));
        const { stdout, stderr } = await run(tools.program('kubernetes-validate'), ['-k', version, '--strict', file]);
        expect((stdout + stderr).match(/passed for resource/g)).toHaveLength(6);
        expect(resourcesIn(text)).toHaveLength(count);
      });
    });

    it('runs the service as the plain manifests do', async () => {
      const plain = resourcesIn(await readFile('deploy/kubernetes/gatehouse.yaml', 'utf8'));
      const chart = resourcesIn(await rendered(USUAL));
      const of = (resources: Resource[], kind: string): Resource => resources.find(one => one.kind === kind)!;
      const podOf = (resources: Resource[]) => of(resources, 'Deployment').spec!.template!.spec;
      const {
        topologySpreadConstraints: _labels,
        containers: [container = {}],
        ...pod
      } = podOf(chart);
      expect(podOf(plain)).toMatchObject(pod);
      expect({ ...container, imagePullPolicy: undefined }).toEqual({
        ...podOf(plain).containers[0],
        imagePullPolicy: undefined,
      });
      expect(of(chart, 'ConfigMap').data).toEqual(of(plain, 'ConfigMap').data);
    });

    describe('what the Prometheus operator is asked for', () => {
      const monitorOf = (resources: Resource[]) => resources.find(({ kind }) => kind === 'ServiceMonitor')!;
      const ruleOf = (spec: unknown): object => ({
        ...{ apiVersion: 'monitoring.coreos.com/v1', kind: 'PrometheusRule', metadata: { name: 'gatehouse' }, spec },
      });

      it('is what it takes, and nothing besides, by the chart and by the plain manifests', async () => {
        await judged(monitorOf(resourcesIn(await rendered(ALL))));
        await judged(monitorOf(resourcesIn(await readFile('deploy/kubernetes/monitoring.yaml', 'utf8'))));
        await judged(ruleOf(parse(await readFile('deploy/prometheus/alerts.yaml', 'utf8'))));
      });

      it('would be refused with a field that it does not know, or a value of another kind', async () => {
        const monitor = monitorOf(resourcesIn(await rendered(ALL)));
        const [endpoint] = monitor.spec!.endpoints!;
        const withEndpoint = (more: object): object => ({
          ...monitor,
          spec: { ...monitor.spec, endpoints: [{ ...endpoint, ...more }] },
        });
        const refused = (resource: object, why: RegExp): Promise<void> =>
          expect(judged(resource)).rejects.toMatchObject({ stderr: expect.stringMatching(why) });
        await refused(withEndpoint({ scrapeEvery: '15s' }), /unknown field "spec\.endpoints\[0\]\.scrapeEvery"/);
        await refused(withEndpoint({ port: 3000 }), /port/);
        await refused(
          withEndpoint({ oauth2: { clientID: {} } }),
          /unknown field "spec\.endpoints\[0\]\.oauth2\.clientID"/,
        );
        await refused(ruleOf({ groups: [{ name: 'x', rules: [{ expression: 'up' }] }] }), /unknown field/);
        await refused({ ...monitor, kind: 'ServiceWatcher' }, /none of the operator's/);
      });
    });

    it('sets what is said, and opens no other way', async () => {
      const resources = resourcesIn(await rendered(ALL, 'other'));
      expect(new Set(resources.map(({ metadata }) => metadata.name))).toEqual(new Set(['other-gatehouse']));
      const { data = {} } = resources.find(({ kind }) => kind === 'ConfigMap') ?? {};
      expect(data).toMatchObject({ GATEHOUSE_AUDIENCE: 'orders,reports', LOG_FORMAT: 'pretty' });
      expect(data).not.toHaveProperty('GATEHOUSE_REPLICAS');
      const policy = resources.find(({ kind }) => kind === 'NetworkPolicy');
      const ports = policy?.spec?.egress?.flatMap(({ ports }) => ports.map(({ port }) => port));
      expect(ports).toEqual([53, 53, 5432, 6379, 465, 587, 443]);
      const without = resourcesIn(await rendered({ ...USUAL, networkPolicy: { enabled: false } }));
      expect(without.map(({ kind }) => kind)).not.toContain('NetworkPolicy');
    });

    it.each([
      ['what the schema does not have', { ...USUAL, replica: 3 }, /replica/],
      ['a budget that would let no node be emptied', { ...USUAL, replicas: 1 }, /minAvailable/],
      ['no issuer', { image: USUAL.image }, /issuer/],
    ])('is refused with %s', async (_what, values, message) => {
      await expect(rendered(values)).rejects.toMatchObject({ stderr: expect.stringMatching(message) });
    });
  });
}
