import { createServer } from 'node:net';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { freePort } from '../support/free-port.js';
import { Gatehouse, MAIN, testEnvironment } from '../support/gatehouse.js';
import { adminToken } from '../support/people.js';
import { runNode, type RunningProcess } from '../support/process.js';
import { range, tally } from '../support/rounds.js';
import { stopUnderLoad } from '../support/stop-under-load.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { metric, runs, until, workersOf } from '../support/workers.js';

const TWO = { GATEHOUSE_WORKERS: '2' };

const pidsOf = (process: RunningProcess): number[] => workersOf(process).map(({ pid }) => pid);
const timesIn = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

describe('a stop of several workers', () => {
  const database = useDatabase();

  it('by SIGTERM under load drops no request of those who heed readiness, and exits with 0', async () => {
    const service = await Gatehouse.start(database, { ...TWO, GATEHOUSE_DRAIN_DELAY: '2s' });
    await stopUnderLoad(service);
    expect(pidsOf(service.process).filter(runs)).toEqual([]);
  });

  it('by signals to all of the group, again and again, is a stop like any other', async () => {
    const service = await Gatehouse.start(database, { ...TWO, GATEHOUSE_DRAIN_DELAY: '1s' });
    const { child } = service.process;
    const group = [...pidsOf(service.process), child.pid ?? 0];
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGINT'] as const) for (const pid of group) process.kill(pid, signal);
    await service.process.printed(/stopping/);
    for (const pid of group) process.kill(pid, 'SIGTERM');
    expect((await service.api.get('/health/ready')).status).toBe(503);
    expect((await service.api.get('/health/live')).status).toBe(200);
    expect(await service.process.exited()).toBe(0);
    const output = service.process.output();
    expect([timesIn(output, /stopping/g), timesIn(output, /stopped/g)]).toEqual([1, 1]);
    expect(output).not.toContain('takes its place');
    expect(group.filter(runs)).toEqual([]);
  });

  it('while the database is away ends with 0', async () => {
    const proxy = await TcpProxy.before(database.url);
    proxy.cut();
    const service = await Gatehouse.launch(testEnvironment(database, { ...TWO, DATABASE_URL: proxy.url }));
    expect((await service.api.get('/health/live')).status).toBe(200);
    expect((await service.api.get('/health/ready')).status).toBe(503);
    expect(await service.stop()).toBe(0);
    expect(pidsOf(service.process).filter(runs)).toEqual([]);
    await proxy.close();
  });

  it('before any of them has begun ends with 0, too', async () => {
    const early = runNode([MAIN], testEnvironment(database, TWO));
    await early.printed(/worker 2 is process/);
    early.child.kill('SIGTERM');
    expect(await early.exited()).toBe(0);
    expect(pidsOf(early).filter(runs)).toEqual([]);
  });
});

describe('a worker that is killed', () => {
  const database = useDatabase();

  it('is replaced, whichever it is, and meanwhile the others answer', async () => {
    const service = await Gatehouse.start(database, TWO);
    const token = await adminToken(service.api);
    for (const place of [2, 1]) {
      const { pid = 0 } = workersOf(service.process).findLast(worker => worker.place === place) ?? {};
      process.kill(pid, 'SIGKILL');
      await service.process.printed(new RegExp(`worker ${place}, process ${pid}, has ended \\(SIGKILL\\)`));
      const answers = await Promise.all(range(20).map(() => service.api.me(token)));
      expect(tally(answers.map(({ status }) => status))).toEqual({ 200: 20 });
      await until(async () => (await metric(service, token, 'gatehouse_workers')) === 2);
    }
    expect(workersOf(service.process).map(({ place }) => place)).toEqual([1, 2, 2, 1]);
    expect(timesIn(service.process.output(), /Gatehouse: ready\n/g)).toBe(1);
    expect(await service.stop()).toBe(0);
  });

  it('again and again before it is ready, with nobody else to serve, ends the service with an error', async () => {
    const service = runNode([MAIN], testEnvironment(database, TWO));
    const killed = new Set<number>();
    const killer = setInterval(() => {
      for (const pid of pidsOf(service)) if (!killed.has(pid) && runs(pid)) process.kill(pid, 'SIGKILL');
      for (const pid of pidsOf(service)) killed.add(pid);
    }, 5);
    expect(await service.exited()).toBe(1);
    clearInterval(killer);
    expect(service.output()).toMatch(/Gatehouse stopped: .*workers have ended at their start 5 times in a row/);
    expect(service.output()).toMatch(/takes its place in 100 ms[^]*in 200 ms[^]*in 400 ms[^]*in 800 ms/);
    expect(pidsOf(service).filter(runs)).toEqual([]);
  });
});

describe('a primary that is killed', () => {
  it('leaves no worker behind, and its database to the next one', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-workers-'));
    const environment = { ...TWO, PORT: String(await freePort()), GATEHOUSE_DATA_DIR: dataDir };
    try {
      const first = await Gatehouse.launch(environment);
      const [, email = '', password = ''] = await first.process.printed(/e-mail:\s+(\S+)\s+password:\s+(\S+)/);
      await first.kill();
      await until(() => !pidsOf(first.process).some(runs));
      await expect(first.api.get('/health/live')).rejects.toThrow('fetch failed');

      const second = await Gatehouse.launch(environment);
      await second.ready();
      expect((await second.api.login(email, password)).status).toBe(200);
      expect(second.process.output()).not.toContain('password:');
      expect(await second.stop()).toBe(0);
      expect(existsSync(join(dataDir, 'cluster', 'postmaster.pid'))).toBe(false);
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });
});

describe('workers that cannot start', () => {
  const database = useDatabase();

  it.each<[string, Record<string, string>, RegExp]>([
    ['a number that is none', { GATEHOUSE_WORKERS: 'all' }, /GATEHOUSE_WORKERS must be auto, or a whole number/g],
    ['a short secret', { GATEHOUSE_SECRET: 'short' }, /GATEHOUSE_SECRET must have at least 32 bytes/g],
  ])('for %s say so once, and end with an error', async (_what, overrides, message) => {
    const refused = runNode([MAIN], testEnvironment(database, { ...TWO, ...overrides }));
    expect(await refused.exited()).toBe(1);
    expect(timesIn(refused.output(), message)).toBe(1);
    expect(refused.output().trim().split('\n')).toHaveLength(2);
  });

  it('for a port that is taken say so once, and end with an error', async () => {
    const port = await freePort();
    const other = createServer().listen(port, '127.0.0.1');
    const refused = runNode([MAIN], testEnvironment(database, { ...TWO, PORT: String(port) }));
    expect(await refused.exited()).toBe(1);
    expect(timesIn(refused.output(), /Gatehouse cannot listen: the port is taken/g)).toBe(1);
    expect(refused.output()).not.toMatch(/\n\s+at |stopped|takes its place/);
    other.close();
  });

  it('for a secret that does not open the signing key say so once, and end with an error', async () => {
    expect(await (await Gatehouse.start(database, TWO)).stop()).toBe(0);
    const other = { ...TWO, GATEHOUSE_SECRET: 'another-secret-of-more-than-32-bytes-0123456789' };
    const refused = runNode([MAIN], testEnvironment(database, other));
    expect(await refused.exited()).toBe(1);
    expect(timesIn(refused.output(), /GATEHOUSE_SECRET does not list the secret/g)).toBe(1);
    expect(pidsOf(refused).filter(runs)).toEqual([]);
  });
});
