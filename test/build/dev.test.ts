import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { Api } from '../support/api.js';
import { freePort } from '../support/free-port.js';
import type { RunningProcess } from '../support/process.js';
import { SourceTree } from '../support/source-tree.js';
import { use } from '../support/use.js';

const CONTROLLER = 'libs/platform/src/health/http/health.controller.ts';
const SUMMARY = 'Tells that the process runs';
/** What a process on busy cores may need: how fast it is on quiet ones is not judged here. */
const PATIENCE_MS = 120_000;

describe('npm run dev', () => {
  const tree = use(
    () => SourceTree.copy(),
    tree => tree.remove(),
  );
  const data = (): string => join(tree.root, '.data');
  let api: Api;
  const dev = use(start, running => stop(running, 'SIGKILL'));

  async function start(): Promise<RunningProcess> {
    const port = await freePort();
    api = new Api(`http://127.0.0.1:${port}`);
    const running = tree.start('dev', { PORT: String(port) });
    await running.printed(/The first administrator, shown this once/, PATIENCE_MS);
    return running;
  }

  function stop(running: RunningProcess, signal: 'SIGINT' | 'SIGKILL'): Promise<number | null> {
    running.child.kill(signal);
    return running.exited();
  }

  const starts = (): number => dev.output().match(/Gatehouse is ready at/g)?.length ?? 0;

  async function summary(): Promise<unknown> {
    const { body } = await api.get<{ paths: Record<string, { get: { summary: string } }> }>('/openapi.json');
    return body.paths['/health/live']?.get.summary;
  }

  async function ready(): Promise<boolean> {
    return api.get('/health/ready').then(
      ({ status }) => status === 200,
      () => false,
    );
  }

  async function startsAgain(edit: () => Promise<void>): Promise<void> {
    const before = starts();
    await edit();
    const end = Date.now() + PATIENCE_MS;
    while (starts() === before || !(await ready())) {
      if (Date.now() > end) throw new Error(`it did not start again:\n${dev.output()}`);
      await delay(20);
    }
  }

  it('serves a change of a source, and documents it', async () => {
    expect(await summary()).toBe(SUMMARY);
    await startsAgain(() => tree.edit(CONTROLLER, SUMMARY, 'Tells what was changed'));
    expect(await summary()).toBe('Tells what was changed');
  });

  it('shows what does not compile, and goes on as it was until it does', async () => {
    const before = starts();
    await tree.edit(CONTROLLER, `return { status: 'ok' };`, `return { status: 42 };`);
    await dev.printed(/TS2322/, PATIENCE_MS);
    expect((await api.get('/health/live')).body).toEqual({ status: 'ok' });
    expect(starts()).toBe(before);
    await startsAgain(() => tree.edit(CONTROLLER, `return { status: 42 };`, `return { status: 'ok' };`));
  });

  it('starts a service again that could not start', async () => {
    const whole = 'if (cluster.isWorker';
    const broken = `process.exitCode = 1;\nprocess.kill(process.pid);\n${whole}`;
    await tree.edit('apps/auth/src/main.ts', whole, broken);
    await dev.printed(/The service has ended/, PATIENCE_MS);
    await startsAgain(() => tree.edit('apps/auth/src/main.ts', broken, whole));
  });

  it('has made the administrator once, and ends with the database', async () => {
    expect(dev.output().match(/The first administrator/g)).toHaveLength(1);
    expect(await stop(dev, 'SIGINT')).toBe(0);
    await expect(access(join(data(), 'cluster/postmaster.pid'))).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
