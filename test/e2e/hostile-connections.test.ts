import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { testEnvironment } from '../support/gatehouse.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { runProgram } from '../support/process.js';
import { ask, closeAllAfterEach, closed, LIVE, LOGIN, open, WRONG_LOGIN } from '../support/raw-connections.js';
import { sendRaw } from '../support/raw-http.js';
import { range, rounds } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

/** Far fewer than may wait to be accepted. */
const AT_ONCE = 200;

closeAllAfterEach();

/** Writes the beginning of a text, and then one byte after the other, for as long as somebody takes them. */
async function dribble(socket: Socket, text: string, from: number): Promise<void> {
  socket.write(text.slice(0, from));
  for (const byte of text.slice(from)) {
    if (socket.closed) return;
    socket.write(byte);
    await Promise.race([delay(500), closed(socket)]);
  }
}

describe('connections that hold what others need', () => {
  const database = useDatabase();
  // The limit of open connections of the one must not close those that the other is to get rid of.
  const [service, other] = useInstances(database, {}, {});
  const isHealthy = async ({ api } = service): Promise<void> =>
    expect((await api.get('/health/live')).status).toBe(200);

  /** So many at a time as the kernel keeps for the service; what it drops instead never comes to be known to the service. */
  async function openMany(count: number): Promise<Socket[]> {
    const all: Socket[] = [];
    while (all.length < count) {
      all.push(...(await Promise.all(range(AT_ONCE).map(() => open(other)))));
      // Once this is answered, all before it were accepted.
      await isHealthy(other);
    }
    return all;
  }

  const SLOW: readonly (readonly [start: string, rest: string])[] = [
    [LIVE.slice(0, 10), `X-Long: ${'x'.repeat(1000)}`],
    [`${LOGIN}Content-Length: 1000\r\n\r\n`, ' '.repeat(1000)],
    [`${LOGIN}Transfer-Encoding: chunked\r\n\r\n3e8\r\n`, ' '.repeat(1000)],
  ];

  it('are closed where headers or a body come byte by byte, or nothing at all, and harm nobody until then', async () => {
    const begun = SLOW.flatMap(each => range(rounds(100)).map(() => each));
    const dribbling = begun.map(async ([start, rest]) => {
      const socket = await open(service);
      await dribble(socket, start + rest, start.length);
      return closed(socket);
    });
    const idle = await openMany(rounds(10_000));
    for (const each of [service, other]) await isHealthy(each);
    await Promise.all([...dribbling, ...idle.map(closed)]);
    for (const each of [service, other]) await isHealthy(each);
  });

  it('are closed where requests come without end, and nobody waits for answers', async () => {
    const socket = await open(service);
    socket.write(WRONG_LOGIN.repeat(500));
    await closed(socket);
    await isHealthy();
  });

  it('end nobody else where they are reset, as what they are or on the way to be a tunnel', async () => {
    for (const text of [
      'CONNECT a:443 HTTP/1.1\r\nHost: a:443\r\n\r\n',
      LIVE,
      LOGIN,
      `${LIVE}CONNECT a:443 HTTP/1.1\r\n\r\n`,
    ]) {
      for (const wait of [0, 1, 20]) {
        const socket = await open(service);
        socket.write(text);
        await delay(wait);
        socket.resetAndDestroy();
      }
    }
    await isHealthy();
  });

  it('are refused or closed for what is read in two ways, too deep, or meant for prototypes', async () => {
    const post = (body: string, ...headers: string[]): string =>
      [`${LOGIN}Connection: close`, `Content-Length: ${body.length}`, ...headers, '', body].join('\r\n');
    const hostile = [
      post('0\r\n\r\n', 'Transfer-Encoding: chunked'),
      post(`${'['.repeat(7_000)}${']'.repeat(7_000)}`),
      post('{"a":'.repeat(2_000)),
      post('{"__proto__":{"email":"a"},"email":"a","password":"b"}'),
      post('{"constructor":{"prototype":{}},"email":"a","password":"b"}'),
    ];
    for (const text of hostile) {
      const [answer] = await sendRaw(service.url, text);
      expect(answer?.status).toBe(400);
    }
    // 10,000 deep takes more than a body may have.
    expect((await sendRaw(service.url, post(`${'['.repeat(10_000)}${']'.repeat(10_000)}`)))[0]?.status).toBe(413);
  });
});

describe('a limit of open connections', () => {
  const LIMIT = 16;
  const database = useDatabase();
  const [service] = useInstances(database, { GATEHOUSE_MAX_CONNECTIONS: String(LIMIT) });

  it('has the idlest closed for a new one: who never asked for anything, then who has not for longest', async () => {
    const asked = await Promise.all(range(LIMIT - 1).map(() => open(service)));
    for (const socket of asked) await ask(socket);
    const silent = await open(service);
    const newer = await open(service);
    expect(await ask(newer)).toBe('HTTP/1.1 200');
    await closed(silent);
    // The oldest has just been at work, so it is the second that is missed least.
    expect(await ask(asked[0]!)).toBe('HTTP/1.1 200');
    expect(await ask(await open(service))).toBe('HTTP/1.1 200');
    await closed(asked[1]!);
    expect(await ask(asked[2]!)).toBe('HTTP/1.1 200');
  });

  it('has the oldest closed that has yet to send the rest of what it asks for', async () => {
    const arriving = await Promise.all(range(LIMIT).map(() => open(service)));
    // With the answer to the first it is known that the second, of which half is there, was read as well.
    for (const socket of arriving) await ask(socket, `${LIVE}${LOGIN}Content-Length: 1000\r\n\r\n{`);
    expect(await ask(await open(service))).toBe('HTTP/1.1 200');
    await closed(arriving[0]!);
    for (const socket of arriving.slice(1)) expect(socket.closed).toBe(false);
  });

  it('has a new one closed where all are at work, and nobody else', async () => {
    const client = await newClient(service.api, await adminToken(service.api), { scopes: ['revocations:read'] });
    const token = await clientToken(service.api, client);
    const stream = `GET /v1/revocations/stream HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n\r\n`;
    const busy: Socket[] = [];
    while (busy.length < LIMIT) {
      const socket = await open(service);
      expect(await ask(socket, stream)).toBe('HTTP/1.1 200');
      busy.push(socket.resume());
    }
    const refused = await open(service);
    await closed(refused);
    for (const socket of busy) expect(socket.closed).toBe(false);
  });

  it('is no higher than the limit of open files allows, and the log says so', async () => {
    const command = ['sh', '-c', 'ulimit -n 200 && exec "$0" dist/programs/service.js', process.execPath] as const;
    const limited = runProgram(command, testEnvironment(database));
    const [, url = ''] = await limited.printed(/listening on (http:\/\/[^\s"]+)/);
    expect(limited.output()).toContain('room for 36 connections, not for GATEHOUSE_MAX_CONNECTIONS=5000');
    await limited.printed(/Gatehouse: ready/);
    const idle = await Promise.all(range(300).map(() => open({ url })));
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    await Promise.all(idle.slice(0, 256).map(closed));
    for (const socket of idle) socket.destroy();
    limited.child.kill('SIGTERM');
    expect(await limited.exited()).toBe(0);
  });
});
