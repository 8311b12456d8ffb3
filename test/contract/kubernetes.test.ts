import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';

/** The service gives up by itself after so long, the drain delay not counted (docs/operations.md). */
const FORCED_EXIT_SECONDS = 20;

describe('the manifests for Kubernetes', () => {
  let text: string;

  beforeAll(async () => {
    text = await readFile('deploy/kubernetes/gatehouse.yaml', 'utf8');
  });

  /** The only value of a field, wherever it stands. */
  function field(name: string): string {
    const values = [...text.matchAll(new RegExp(`^ *(?:- )?${name}: '?([^'\n]+)'?$`, 'gm'))].map(
      ([, value = '']) => value,
    );
    expect([name, values.length]).toEqual([name, 1]);
    return values[0] ?? '';
  }

  it('set what can be set', async () => {
    const page = await readFile('docs/configuration.md', 'utf8');
    const names = [...text.matchAll(/\b(GATEHOUSE_[A-Z_]+|DATABASE_[A-Z_]+|REDIS_URL|LOG_[A-Z]+)\b/g)].map(
      ([name]) => name,
    );
    expect(names).toEqual(expect.arrayContaining(['GATEHOUSE_ISSUER', 'GATEHOUSE_SECRET', 'DATABASE_URL']));
    expect(names.filter(name => !page.includes(`\`${name}\``))).toEqual([]);
  });

  it('probe what there is', async () => {
    const { paths } = JSON.parse(await readFile('openapi.json', 'utf8')) as { paths: Record<string, object> };
    const probed = [...text.matchAll(/httpGet: \{ path: (\S+), port: http \}/g)].map(([, path = '']) => path);
    expect(probed).toEqual(['/health/live', '/health/ready']);
    for (const path of probed) expect(paths[path]).toHaveProperty('get');
    expect(text).toMatch(/name: http, containerPort: 3000/);
  });

  it('let a Pod finish what is in flight, and never end all of them', () => {
    const drain = Number(field('GATEHOUSE_DRAIN_DELAY').replace(/s$/, ''));
    // A balancer learns of it by a probe.
    expect(drain).toBeGreaterThan(2 * 3);
    expect(Number(field('terminationGracePeriodSeconds'))).toBeGreaterThanOrEqual(drain + FORCED_EXIT_SECONDS + 10);
    expect(Number(field('minAvailable'))).toBeLessThan(Number(field('replicas')));
    expect(field('GATEHOUSE_REPLICAS')).toBe(field('replicas'));
  });

  it('ask for the metrics as the dashboard and the alerts expect it', async () => {
    const monitoring = await readFile('deploy/kubernetes/monitoring.yaml', 'utf8');
    expect(monitoring).toContain('path: /metrics');
    expect(monitoring).toContain('scopes: [metrics:read]');
    expect(text).toMatch(/kind: Service\nmetadata:\n {2}name: gatehouse\n/);
  });
});
