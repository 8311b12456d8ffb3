import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canRun } from '../installed.js';

/** Whether Prometheus' own tool is here; where not, what needs it is left out, and says so. */
export const promtoolIsInstalled = canRun('promtool');
if (!promtoolIsInstalled)
  process.stderr.write('promtool is not installed: no query and no alert is read by Prometheus itself.\n');

/** Runs it. @throws Error with what it says, where it objects */
export function promtool(...args: string[]): string {
  try {
    return execFileSync('promtool', args, { encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`promtool objects:\n${stdout}\n${stderr}`, { cause: error });
  }
}

/** Has Prometheus read queries, each as what a rule records. */
export function readQueries(queries: readonly string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'gatehouse-queries-'));
  const file = join(folder, 'queries.yaml');
  const rules = queries.map((expr, place) => ({ record: `query:${place}`, expr }));
  // What is JSON is YAML.
  writeFileSync(file, JSON.stringify({ groups: [{ name: 'queries', rules }] }));
  try {
    promtool('check', 'rules', '--lint=none', file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
