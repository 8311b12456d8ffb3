import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { enlargeFeed } from '../support/large-feed.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';
import { closeAllAfterEach, LIVE, LOGIN, open, WRONG_LOGIN } from '../support/raw-connections.js';
import { sendRaw } from '../support/raw-http.js';
import { range } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

/** As much as a body may have, in chunks of one byte. */
const IN_PIECES = `${LOGIN}Transfer-Encoding: chunked\r\n\r\n${'1\r\n \r\n'.repeat(16_000)}`;

closeAllAfterEach();

describe('what is held for others', () => {
  const REVOKED = 50_000;
  /** A hundred were seen at most. Where each connection had its own copy, it went to thousands. */
  const MOST_MIB = 200;
  const database = useDatabase();
  beforeAll(() => enlargeFeed(database, REVOKED));
  const [service] = useInstances(database, {});

  it.each([
    ['/openapi.json', 600],
    ['/docs/swagger-ui-init.js', 600],
    ['/docs/swagger-ui-bundle.js', 600],
    ['/v1/revocations', 60],
  ])('takes no memory to speak of where nobody reads %s', async (path, connections) => {
    const client = await newClient(service.api, await adminToken(service.api), { scopes: ['revocations:read'] });
    const head = [`GET ${path} HTTP/1.1`, 'Host: a', `Authorization: Bearer ${await clientToken(service.api, client)}`];
    const before = service.memory();
    const sockets = await Promise.all(range(connections).map(() => open(service)));
    for (const socket of sockets) socket.pause().write(`${head.join('\r\n')}\r\n\r\n`.repeat(20));
    for (const end = Date.now() + 4_000; Date.now() < end; await delay(200)) {
      expect(service.memory() - before).toBeLessThan(MOST_MIB);
      expect((await service.api.get('/health/live')).status).toBe(200);
    }
  });

  it.each([
    ['bodies of requests that wait for their turn', 10, `${WRONG_LOGIN}${`${IN_PIECES}0\r\n\r\n`.repeat(20)}`],
    ['a body', 60, IN_PIECES],
  ])('takes no memory to speak of where there come, byte by byte, %s', async (_what, connections, text) => {
    const before = service.memory();
    const sockets = await Promise.all(range(connections).map(() => open(service)));
    for (const socket of sockets) socket.write(text);
    for (const end = Date.now() + 2_000; Date.now() < end; await delay(50)) {
      expect(service.memory() - before).toBeLessThan(150);
      expect((await service.api.get('/health/live')).status).toBe(200);
    }
  });

  it('is asked one after the other, and nothing after an answer that closes the connection', async () => {
    const last = LIVE.replace('Host: a', 'Host: a\r\nConnection: close');
    const answers = await sendRaw(service.url, `${WRONG_LOGIN}${LIVE}${WRONG_LOGIN}${last}${LIVE}`);
    expect(answers.map(({ status }) => status)).toEqual([401, 200, 401, 200]);
    for (const rest of ['what is no request\r\n\r\n', `${LOGIN}Transfer-Encoding: chunked\r\n\r\nno length\r\n`]) {
      const before = await sendRaw(service.url, `${WRONG_LOGIN}${LIVE}${rest}`);
      expect(before.map(({ status }) => status)).toEqual([401, 200]);
    }
  });
});
