import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from '../support/api.js';
import { freePort } from '../support/free-port.js';
import { Gatehouse, MAIN, testEnvironment } from '../support/gatehouse.js';
import { itWhere } from '../support/left-out.js';
import { Scrape } from '../support/metrics.js';
import { adminToken } from '../support/people.js';
import { runProgram } from '../support/process.js';
import { range } from '../support/rounds.js';
import { type SmallDisk, smallDisksAreToBeHad, useSmallDisk } from '../support/small-disk.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

const itWithSmallDisk = itWhere(smallDisksAreToBeHad, 'a full disk for the log, since nothing can be mounted here');

describe('a log that cannot be written', () => {
  const database = useDatabase();
  const disk = useSmallDisk(1) as SmallDisk;
  let folder: string;
  /** With it, the log has a line more of each process with every SIGHUP: one of 3,000 characters, for the path is in it. */
  let blocklist: { GATEHOUSE_PASSWORD_BLOCKLIST: string };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-log-'));
    const deep = join(folder, ...range(12).map(() => 'd'.repeat(250)));
    await mkdir(deep, { recursive: true });
    const words = join(deep, 'words.txt');
    await writeFile(words, 'correct-otter-harvest\n');
    blocklist = { GATEHOUSE_PASSWORD_BLOCKLIST: words };
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function lost(api: Api, token: string, reason: 'failed' | 'unread'): Promise<number> {
    return (await Scrape.of(api, token)).sum('gatehouse_log_lines_lost_total', { reason });
  }

  it.each([
    ['text', '1'],
    ['json', '1'],
    ['json', '2'],
  ])(
    'as %s by %s processes, since nobody reads it any more, is counted and keeps none from serving',
    async (LOG_FORMAT, count) => {
      const service = await Gatehouse.start(database, { ...blocklist, LOG_FORMAT, GATEHOUSE_WORKERS: count });
      const token = await adminToken(service.api);
      expect(await lost(service.api, token, 'failed')).toBe(0);
      const { child } = service.process;
      child.stdout!.destroy();
      child.stderr!.destroy();
      child.kill('SIGHUP');
      await until(async () => (await lost(service.api, token, 'failed')) >= Number(count));
      expect((await service.api.get('/health/ready')).status).toBe(200);
      expect(await service.stop()).toBe(0);
    },
  );

  it.each(['text', 'json'])(
    'as %s, since whoever reads it stands still, holds up nobody and takes no memory',
    async LOG_FORMAT => {
      const service = await Gatehouse.start(database, { ...blocklist, LOG_FORMAT });
      const token = await adminToken(service.api);
      const { child } = service.process;
      child.stdout!.pause();
      await until(async () => {
        for (const _ of range(40)) {
          child.kill('SIGHUP');
          await delay(1);
        }
        return (await lost(service.api, token, 'unread')) > 0;
      });
      expect((await service.api.get('/health/ready')).status).toBe(200);
      const before = service.process.output().length;
      child.stdout!.resume();
      await until(() => service.process.output().length > before + 1_000_000);
      child.kill('SIGHUP');
      const told = service.process.output().length;
      await until(() => service.process.output().length > told);
      expect(await service.stop()).toBe(0);
    },
  );

  it('lets the service end in order, and with it its own database', async () => {
    const data = join(folder, 'data');
    const { DATABASE_URL: _, ...environment } = testEnvironment(database, { ...blocklist, GATEHOUSE_DATA_DIR: data });
    const service = await Gatehouse.launch(environment);
    await service.ready();
    service.process.child.stdout!.destroy();
    service.process.child.kill('SIGHUP');
    const token = await adminToken(service.api);
    await until(async () => (await lost(service.api, token, 'failed')) > 0);
    const running = join(data, 'cluster', 'postmaster.pid');
    expect(existsSync(running)).toBe(true);
    expect(await service.stop()).toBe(0);
    expect(existsSync(running)).toBe(false);
  });

  itWithSmallDisk.each(['text', 'json'])(
    'as %s, since its disk is full, goes on as soon as there is room again',
    async LOG_FORMAT => {
      const log = join(disk.folder, LOG_FORMAT);
      const port = String(await freePort());
      const environment = testEnvironment(database, { ...blocklist, LOG_FORMAT, PORT: port });
      // The shell ends for the service, which has the file for its output.
      const service = runProgram(['sh', '-c', `exec "$@" >${log}`, 'sh', process.execPath, MAIN], environment);
      const api = new Api(`http://127.0.0.1:${port}`);
      const told = async (): Promise<number> => (await readFile(log, 'utf8')).split('passwords of').length - 1;
      await until(async () => /Gatehouse: ready|"ready"/.test(await readFile(log, 'utf8').catch(() => '')));
      const token = await adminToken(api);
      await disk.fill();
      const before = await told();
      await until(async () => {
        service.child.kill('SIGHUP');
        return (await lost(api, token, 'failed')) > 0;
      });
      expect((await api.get('/health/ready')).status).toBe(200);
      await disk.free();
      await until(async () => {
        service.child.kill('SIGHUP');
        return (await told()) > before;
      });
      service.child.kill('SIGTERM');
      expect(await service.exited()).toBe(0);
      expect(await readFile(log, 'utf8')).toMatch(/stopped/);
    },
  );
});
