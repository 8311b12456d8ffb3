/** The chart as Helm renders it, held against the schemas of Kubernetes and against the plain manifests. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
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

async function builtRenderer(folder: string): Promise<string | undefined> {
  const program = join(folder, 'render');
  try {
    await run('go', ['build', '-o', program, '.'], { cwd: 'test/foreign/helm', timeout: BUILD_WITHIN_MS });
    return program;
  } catch (error) {
    leaveOut(NAME, error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    return undefined;
  }
}

const renderer = tools && (await builtRenderer(tools.folder));
if (renderer === undefined) await tools?.discard();

if (tools !== undefined && renderer !== undefined) {
  const resourcesIn = (text: string): Resource[] =>
    parseAllDocuments(text).map(document => document.toJS() as Resource);

  async function rendered(values: object, release = 'gatehouse'): Promise<string> {
    const file = join(tools!.folder, 'values.json');
    await writeFile(file, JSON.stringify(values));
    return (await run(renderer!, [CHART, release, file])).stdout;
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
