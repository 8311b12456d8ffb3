import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { TestDatabase } from '../support/database.js';
import { ADMIN, Gatehouse, MAIN, testEnvironment } from '../support/gatehouse.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { runNode } from '../support/process.js';
import { RowLock } from '../support/specs/row-lock.js';
import { stopUnderLoad } from '../support/stop-under-load.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { useDatabase } from '../support/use-gatehouse.js';

describe('a stop by SIGTERM under load', () => {
  it('turns not ready first, drops no request of those who heed that, and exits with 0', async () => {
    const database = await TestDatabase.create();
    const service = await Gatehouse.start(database, { GATEHOUSE_DRAIN_DELAY: '2s' });
    await stopUnderLoad(service);
    await database.drop();
  });
});

/** Longer than the ten seconds that the service waits for others, and far less than for ever. */
const BOUNDED_MS = 19_000;

describe('a stop', () => {
  const database = useDatabase();

  /** Sends the signal. @returns the exit code and the milliseconds until then */
  async function timed(service: Gatehouse): Promise<[number | null, number]> {
    const begun = performance.now();
    return [await service.stop(), performance.now() - begun];
  }

  /** A connection on which this much was sent, once the service has it. */
  async function halfSent(service: Gatehouse, text: string): Promise<Socket> {
    const { hostname, port } = new URL(service.url);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    await new Promise<void>(resolve => socket.once('connect', () => socket.write(text, () => resolve())));
    // Answered after it on another connection: by then what came before has been read.
    await service.api.get('/health/live');
    return socket;
  }

  const HEAD = 'POST /v1/auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n';

  /** More than the buffers of a connection hold. */
  const MANY = 40;
  const LONG = 'GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(MANY);

  it('lets who reads slowly have the whole answer', async () => {
    const service = await Gatehouse.start(database);
    const slow = await halfSent(service, LONG);
    service.process.child.kill('SIGTERM');
    await service.process.printed(/stopping/);
    let received = '';
    slow.setEncoding('latin1').on('data', (part: string) => (received += part));
    await once(slow, 'close');
    // What waits behind the last is asked again elsewhere: nobody has begun with it.
    const last = [...received.matchAll(/HTTP\/1\.1 200 OK\r\n[^]*?\r\n\r\n/g)].at(-1);
    expect(last?.[0]).toMatch(/^connection: close\r$/im);
    const [, length] = /^content-length: (\d+)\r$/im.exec(last?.[0] ?? '') ?? [];
    expect(received.length).toBe((last?.index ?? 0) + (last?.[0].length ?? 0) + Number(length));
    expect(await service.process.exited()).toBe(0);
    expect(service.process.output()).not.toContain('dropping');
  });

  type Hold = (service: Gatehouse) => Promise<Socket[]>;
  const sends =
    (text: string): Hold =>
    async service => [await halfSent(service, text)];

  /** Who holds up a stop, and how many connections are dropped in the end. */
  const HOLDS: readonly (readonly [what: string, dropped: RegExp, hold: Hold])[] = [
    ['half a body', /\b1 connections/, sends(`${HEAD}Content-Length: 100\r\n\r\n{"email":`)],
    ['half a chunk', /\b1 connections/, sends(`${HEAD}Transfer-Encoding: chunked\r\n\r\n20\r\n{"email":`)],
    ['half the headers', /\b1 connections/, sends(HEAD)],
    ['half a line', /\b1 connections/, sends('POST /v1/auth/lo')],
    [
      'who reads nothing of a long answer',
      /\d+ connections/,
      async service => [
        await halfSent(service, 'GET /health/live HTTP/1.1\r\nHost: a\r\n\r\n'),
        await halfSent(service, LONG),
      ],
    ],
  ];

  describe('that is held up', () => {
    interface HeldUp {
      readonly code: number | null;
      readonly took: number;
      readonly output: string;
    }
    const stops = new Map<string, Promise<HeldUp>>();

    // Each takes its ten seconds, so they are waited for together, before the tests look at one after the other.
    beforeAll(async () => {
      for (const [what, , hold] of HOLDS) stops.set(what, heldUp(hold));
      await Promise.allSettled(stops.values());
    });

    async function heldUp(hold: Hold): Promise<HeldUp> {
      const service = await Gatehouse.start(database);
      const sockets = await hold(service);
      const [code, took] = await timed(service);
      for (const socket of sockets) socket.destroy();
      return { code, took, output: service.process.output() };
    }

    it.each(HOLDS)('waits for %s no longer than ten seconds, says so, and ends with 0', async (what, dropped) => {
      const { code, took, output } = (await stops.get(what))!;
      expect([code, code === 0 ? '' : output]).toEqual([0, '']);
      expect(took).toBeLessThan(BOUNDED_MS);
      const [, sentence] = /dropping what did not finish within 10 s: (.*)[^]*stopped/.exec(output) ?? [];
      expect(sentence).toMatch(dropped);
    });
  });

  it('ends streams of the feed and idle connections without any waiting', async () => {
    const service = await Gatehouse.start(database);
    const client = await newClient(service.api, await adminToken(service.api), { scopes: ['revocations:read'] });
    const bearer = `Authorization: Bearer ${await clientToken(service.api, client)}`;
    const stream = await halfSent(service, `GET /v1/revocations/stream HTTP/1.1\r\nHost: a\r\n${bearer}\r\n\r\n`);
    await once(stream, 'data');
    const [code, took] = await timed(service);
    expect(code).toBe(0);
    expect(took).toBeLessThan(8_000);
    expect(service.process.output()).not.toContain('dropping');
    stream.destroy();
  });

  it('takes its time whatever other signals come, and ends with 0', async () => {
    const service = await Gatehouse.start(database, { GATEHOUSE_DRAIN_DELAY: '1s' });
    service.process.child.kill('SIGTERM');
    await service.process.printed(/stopping/);
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGTERM'] as const) service.process.child.kill(signal);
    expect((await service.api.get('/health/live')).status).toBe(200);
    expect(await service.process.exited()).toBe(0);
    expect(service.process.output()).toContain('stopped');
  });

  it.each(['cut', 'stall'] as const)('while the database is away (%s) ends with 0', async trouble => {
    const proxy = await TcpProxy.before(database.url);
    const service = await Gatehouse.start(database, { DATABASE_URL: proxy.url });
    proxy[trouble]();
    const waiting = service.api.login(ADMIN.email, ADMIN.password).then(({ status }) => status);
    const [code, took] = await timed(service);
    expect(await waiting).toBe(503);
    expect(code).toBe(0);
    expect(took).toBeLessThan(BOUNDED_MS);
    await proxy.close();
  });

  it('while the schema is being migrated by somebody else ends with 0', async () => {
    await (await Gatehouse.start(database)).stop();
    const lock = await RowLock.take(database, 'SELECT 1 FROM migration_lock FOR UPDATE');
    const service = await Gatehouse.launch(testEnvironment(database));
    await lock.awaitedBy(service.process.exited());
    const [code, took] = await timed(service);
    expect(code).toBe(0);
    expect(took).toBeLessThan(BOUNDED_MS);
    await lock.release();
    expect(await (await Gatehouse.start(database)).stop()).toBe(0);
  });

  it('before it listens ends with 0, and leaves no database running', async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'gatehouse-early-'));
    const early = runNode([MAIN], { PORT: '0', GATEHOUSE_DATA_DIR: dataDir });
    // As soon as there is anything of the database, it is being made.
    while (readdirSync(dataDir).length === 0) {
      expect(early.child.exitCode).toBeNull();
      await new Promise(resolve => setTimeout(resolve, 5));
    }
    early.child.kill('SIGTERM');
    expect(await early.exited()).toBe(0);
    await rm(dataDir, { recursive: true, force: true });
  });
});
