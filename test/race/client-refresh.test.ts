import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { fileStore } from '../../libs/client/node/src/index.js';
import { createGatehouse, type Gatehouse as Client, memoryStore, SessionEnded } from '../../libs/client/src/index.js';
import { type LockedStore, type Tokens, tokenSession } from '../../libs/client/src/index.js';
import { CountingProxy } from '../support/counting-proxy.js';
import type { Gatehouse } from '../support/gatehouse.js';
import { adminToken, claimsOf, newPerson, type Person } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const REFRESH = 'POST /v1/auth/refresh';

const database = useDatabase();
const [service, brief] = useInstances(database, {}, { GATEHOUSE_ACCESS_TTL: '1s' });
let proxy: CountingProxy;
let person: Person;

beforeAll(async () => {
  person = await newPerson(service.api);
});

afterEach(() => proxy.close());

/** As if the time had passed for everybody who shares the store. */
async function expire(store: LockedStore<Tokens>): Promise<void> {
  await store.lock(async () => {
    const tokens = await store.read();
    await store.write({ ...tokens!, expires_at: Date.now() - 1 });
  });
}

describe('fifty calls at once', () => {
  let ended: SessionEnded[];

  beforeEach(() => {
    ended = [];
  });

  async function clientBefore(target: Gatehouse, store: LockedStore<Tokens>): Promise<Client> {
    proxy = await CountingProxy.before(target.url);
    return createGatehouse({
      url: proxy.url,
      caller: tokenSession({ store, onSessionEnded: error => ended.push(error) }),
    });
  }

  async function newStore(target: Gatehouse): Promise<LockedStore<Tokens>> {
    const store = memoryStore();
    const client = createGatehouse({ url: target.url, caller: tokenSession({ store }) });
    await client.login({ email: person.email, password: person.password });
    return store;
  }

  const fifty = (client: Client): Promise<PromiseSettledResult<unknown>[]> =>
    Promise.allSettled(range(50).map(() => client.getMe()));

  describe('with an access token that has expired', () => {
    let tokens: Tokens[];

    beforeAll(async () => {
      const stores = await Promise.all([newStore(brief), newStore(brief)]);
      tokens = await Promise.all(stores.map(async store => (await store.read())!));
      for (const { access_token } of tokens) {
        while ((await brief.api.me(access_token)).status !== 401) await setTimeout(50);
      }
    });

    it('makes one refresh, and all succeed', async () => {
      const outcomes = await fifty(await clientBefore(brief, memoryStore(tokens[0])));
      expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
      expect(proxy.count(REFRESH)).toBe(1);
      expect(proxy.count('GET /v1/auth/me')).toBe(50);
    });

    it('makes one refresh, and all succeed, where only the service knows that it has expired', async () => {
      const store = memoryStore({ ...tokens[1]!, expires_in: 600, expires_at: Date.now() + 500_000 });
      const outcomes = await fifty(await clientBefore(brief, store));
      expect(outcomes.filter(({ status }) => status === 'rejected')).toEqual([]);
      expect(proxy.count(REFRESH)).toBe(1);
      expect(proxy.count('GET /v1/auth/me')).toBe(100);
    });
  });

  it('of a session that was ended elsewhere: one refresh, one error for all and one event', async () => {
    const store = await newStore(service);
    const client = await clientBefore(service, store);
    const { access_token } = (await store.read())!;
    await service.api.post('/v1/auth/logout-all', undefined, { token: access_token });
    const outcomes = await fifty(client);
    const reasons = outcomes.map(outcome => (outcome.status === 'rejected' ? (outcome.reason as unknown) : undefined));
    expect([...new Set(reasons)]).toEqual([expect.any(SessionEnded)]);
    expect(proxy.count(REFRESH)).toBe(1);
    expect(ended).toEqual([reasons[0]]);
    await expect(store.read()).resolves.toBeUndefined();
  });
});

describe('two processes that share a file', () => {
  let folder: string;
  let file: string;
  let store: LockedStore<Tokens>;
  let workers: ChildProcess[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-store-'));
    file = join(folder, 'deep', 'login.json');
    store = fileStore(file);
    proxy = await CountingProxy.before(service.url);
    const client = createGatehouse({ url: proxy.url, caller: tokenSession({ store }) });
    await client.login({ email: person.email, password: person.password });
    workers = range(2).map(() => fork('test/support/client-worker.js', [proxy.url, file], { execArgv: [] }));
    await Promise.all(workers.map(worker => once(worker, 'message')));
  });

  afterEach(async () => {
    const exits = workers.map(worker => once(worker, 'exit'));
    for (const worker of workers) worker.kill('SIGKILL');
    await Promise.all(exits);
    await rm(folder, { recursive: true });
  });

  async function ask(worker: ChildProcess, message: string): Promise<unknown> {
    const answer = once(worker, 'message');
    worker.send(message);
    return ((await answer) as unknown[])[0];
  }

  const fine = { outcomes: Array<string>(5).fill('fulfilled'), ended: [] };

  it('never log each other out, and refresh once each time that the token is over', async () => {
    const admin = await adminToken(service.api);
    const before = (await store.read())!;
    const all = rounds(200);
    for (const round of range(all)) {
      // Either both know that it is over, or both learn it from the service.
      if (round % 4 === 0) {
        const { jti } = claimsOf((await store.read())!.access_token);
        await service.api.post('/v1/revocations', { jti }, { token: admin });
      } else {
        await expire(store);
      }
      expect(await Promise.all(workers.map(worker => ask(worker, 'call')))).toEqual([fine, fine]);
      expect(proxy.count(REFRESH)).toBe(round + 1);
    }
    expect((await store.read())!.session_id).toBe(before.session_id);
    const [row] = await database.query('SELECT counter, revoked FROM sessions WHERE id = $1', [before.session_id]);
    expect(row).toEqual({ counter: all, revoked: false });
    expect(await readdir(join(folder, 'deep'))).toEqual(['login.json']);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  it('go on when one is killed with the lock in its hand', async () => {
    const [killed, left] = workers as [ChildProcess, ChildProcess];
    expect(await ask(killed, 'hold')).toBe('held');
    killed.kill('SIGKILL');
    await once(killed, 'exit');
    workers = [left];
    const { expires_at, ...tokens } = (await store.read())!;
    await store.write({ ...tokens, expires_at: expires_at - 600_000 });
    expect(await ask(left, 'call')).toEqual(fine);
    expect(proxy.count(REFRESH)).toBe(1);
  });
});
