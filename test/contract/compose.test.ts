import { once } from 'node:events';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { freePort } from '../support/free-port.js';
import { canRun } from '../support/installed.js';
import { describeWhere } from '../support/left-out.js';
import { runProgram, type RunningProcess } from '../support/process.js';

const BALANCER = 'deploy/compose/haproxy.cfg';
/** The service gives up by itself after so long, the drain delay not counted (docs/operations.md). */
const FORCED_EXIT_SECONDS = 20;

interface Service {
  readonly image?: string;
  readonly environment?: Record<string, string>;
  readonly depends_on?: string[] | Record<string, { condition: string }>;
  readonly volumes?: string[];
  readonly ports?: string[];
  readonly command?: string[];
  readonly stop_grace_period?: string;
}

const secondsIn = (text = ''): number => Number(/^(\d+)s$/.exec(text)?.[1]);

describe('compose.yaml', () => {
  let services: Record<string, Service>;
  let balancer: string;

  beforeAll(async () => {
    const compose = parse(await readFile('compose.yaml', 'utf8')) as { services: typeof services; volumes: object };
    services = compose.services;
    balancer = await readFile(BALANCER, 'utf8');
  });

  it('has two instances that are alike, and wait for nothing that is not there', () => {
    expect(Object.keys(services).sort()).toEqual(['balancer', 'gatehouse-1', 'gatehouse-2', 'postgres', 'redis']);
    expect(services['gatehouse-1']).toEqual(services['gatehouse-2']);
    for (const { depends_on = {} } of Object.values(services)) {
      const named = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
      expect(Object.keys(services)).toEqual(expect.arrayContaining(named));
    }
  });

  it('leads the world to the balancer alone, and the balancer to each instance', async () => {
    const open = Object.entries(services).filter(([, { ports }]) => ports !== undefined);
    expect(open).toMatchObject([['balancer', { ports: ['127.0.0.1:3000:3000'] }]]);
    const targets = [...balancer.matchAll(/^ +server (\S+) (\S+):(\d+)$/gm)].map(([, name, host, port]) => [
      name,
      host,
      port,
    ]);
    expect(targets).toEqual([
      ['gatehouse-1', 'gatehouse-1', '3000'],
      ['gatehouse-2', 'gatehouse-2', '3000'],
    ]);
    const [mounted = ''] = services['balancer']?.volumes ?? [];
    await access(mounted.split(':')[0] ?? '');
    expect(mounted).toMatch(/^\.\/deploy\/compose\/haproxy\.cfg:.+:ro$/);
  });

  it('lets the balancer notice that an instance is to end, and the instance finish', () => {
    const { environment, stop_grace_period } = services['gatehouse-1'] ?? {};
    const drain = secondsIn(environment?.['GATEHOUSE_DRAIN_DELAY']);
    const [, interval = '', fall = ''] = /check inter (\d+)s fall (\d+)/.exec(balancer) ?? [];
    expect(drain).toBeGreaterThan(Number(interval) * Number(fall));
    expect(secondsIn(stop_grace_period)).toBeGreaterThanOrEqual(drain + FORCED_EXIT_SECONDS + 10);
  });

  it('has a Redis that is as docs/operations.md wants it', async () => {
    const page = await readFile('docs/operations.md', 'utf8');
    const command = services['redis']?.command ?? [];
    for (const setting of ['maxmemory', 'volatile-lru']) {
      expect(page).toContain(`\`${setting}\``);
      expect(command.join(' ')).toContain(setting);
    }
    expect(services['gatehouse-1']?.environment?.['REDIS_URL']).toBe('redis://redis:6379');
  });
});

const program = ['haproxy', '/usr/sbin/haproxy'].find(name => canRun(name, '-v'));
const otherwise = 'the balancer of compose.yaml, since there is no HAProxy here';
const describeWithHaproxy = describeWhere(program !== undefined, otherwise);

describeWithHaproxy('the balancer of compose.yaml', () => {
  let folder: string;
  let running: RunningProcess;
  let url: string;
  /** In place of the instances: what they were asked, and whether they are ready. */
  const instances: { readonly server: Server; readonly asked: IncomingMessage[]; isReady: boolean }[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-balancer-'));
    for (let count = 0; count < 2; count++) {
      const instance = { asked: [] as IncomingMessage[], isReady: true, server: createServer() };
      instance.server.on('request', (request: IncomingMessage, response) => {
        const isCheck = request.url === '/health/ready';
        if (!isCheck) instance.asked.push(request);
        response.writeHead(instance.isReady || !isCheck ? 200 : 503).end();
      });
      await once(instance.server.listen(0, '127.0.0.1'), 'listening');
      instances.push(instance);
    }
    const port = await freePort();
    url = `http://127.0.0.1:${port}/`;
    let config = (await readFile(BALANCER, 'utf8')).replace('bind :3000', `bind 127.0.0.1:${port}`);
    for (const [index, { server }] of instances.entries())
      config = config.replace(`gatehouse-${index + 1}:3000`, `127.0.0.1:${(server.address() as AddressInfo).port}`);
    await writeFile(join(folder, 'haproxy.cfg'), config);
    running = runProgram([program ?? '', '-f', join(folder, 'haproxy.cfg')], {});
    await until(async () => (await ask()) === 200);
  });

  afterAll(async () => {
    running.child.kill('SIGTERM');
    await running.exited();
    for (const { server } of instances) server.close();
    await rm(folder, { recursive: true });
  });

  const ask = (): Promise<number> =>
    fetch(url, { headers: { 'x-forwarded-for': '203.0.113.7' } }).then(
      ({ status }) => status,
      () => 0,
    );

  it('hands out requests in turn, and says last who has asked', async () => {
    await until(async () => (await ask()) === 200 && instances.every(({ asked }) => asked.length > 0));
    // What stands before was claimed by whoever asks, who is not to be believed.
    const lines = instances.map(({ asked }) =>
      asked.at(-1)?.rawHeaders.filter((_, index, all) => /^x-forwarded-for$/i.test(all[index - 1] ?? '')),
    );
    for (const forwarded of lines) expect(forwarded?.join(', ')).toBe('203.0.113.7, 127.0.0.1');
  });

  it('asks nobody who is to end, and loses no request over it', async () => {
    const [ending, other] = instances;
    if (ending === undefined || other === undefined) throw new Error('there are two');
    ending.isReady = false;
    await delay(2_500);
    const before = [ending.asked.length, other.asked.length];
    expect(await Promise.all(Array.from({ length: 10 }, ask))).toEqual(Array(10).fill(200));
    expect([ending.asked.length, other.asked.length]).toEqual([before[0], (before[1] ?? 0) + 10]);
  });
});

async function until(condition: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    if (await condition()) return;
    await delay(50);
  }
  throw new Error('it did not come to that in five seconds');
}
