import { Agent, type IncomingMessage, request } from 'node:http';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { enlargeFeed } from '../support/large-feed.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken, newLogin } from '../support/people.js';
import { range, rounds, tally } from '../support/rounds.js';
import { use } from '../support/use.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const OF_EACH = 50;
/** All streams that there are for so many clients, or a tenth of that. */
const CLIENTS = rounds(20);
/** What a whole picture has, of which each of them reads the first piece. */
const ENTRIES = 100_000;

describe('a crowd of subscribers', () => {
  const database = useDatabase();
  beforeAll(() => enlargeFeed(database, ENTRIES));
  const [service] = useInstances(database, {});
  const agent = use(
    () => Promise.resolve(new Agent({ maxSockets: Infinity })),
    each => Promise.resolve(each.destroy()),
  );
  let tokens: string[];

  /** Opens a stream, reads the first of it, and then nothing any more. */
  function subscribe(token: string): Promise<IncomingMessage> {
    const headers = { authorization: `Bearer ${token}` };
    return new Promise((resolve, reject) => {
      request(`${service.url}/v1/revocations/stream`, { agent, headers }, answer => {
        if (answer.statusCode === 200) answer.once('data', () => resolve(answer.pause()));
        else resolve(answer.resume());
      })
        .on('error', reject)
        .end();
    });
  }

  beforeAll(async () => {
    const admin = await adminToken(service.api);
    const newToken = async (): Promise<string> =>
      clientToken(service.api, await newClient(service.api, admin, { scopes: ['revocations:read'] }));
    tokens = await Promise.all(range(CLIENTS + 1).map(newToken));
  });

  it('gets as many streams as there are for each, and the others are told when to come back', async () => {
    const [other = '', ...subscribers] = tokens;
    const before = service.memory();
    const streams: IncomingMessage[] = [];
    for (const token of subscribers) {
      streams.push(...(await Promise.all(range(OF_EACH).map(() => subscribe(token)))));
    }
    expect(tally(streams.map(({ statusCode }) => statusCode ?? 0))).toEqual({ 200: CLIENTS * OF_EACH });

    const refused: IncomingMessage[] = [];
    for (const token of subscribers) {
      refused.push(...(await Promise.all(range(OF_EACH).map(() => subscribe(token)))));
    }
    // 503 once there are none left for anybody.
    const status = CLIENTS * OF_EACH < 1000 ? 429 : 503;
    expect(tally(refused.map(({ statusCode }) => statusCode ?? 0))).toEqual({ [status]: CLIENTS * OF_EACH });
    expect(refused.every(({ headers }) => Number(headers['retry-after']) >= 1)).toBe(true);
    expect(service.memory() - before).toBeLessThan(200);

    // Nobody else is kept from anything.
    await newLogin(service.api);
    expect((await service.api.get('/health/ready')).status).toBe(200);
    streams.shift()?.destroy();
    const isLeft = async (): Promise<boolean> => (await subscribe(other)).statusCode === 200;
    // The service hears of it a moment later.
    while (!(await isLeft()));
  });
});
