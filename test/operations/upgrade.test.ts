/** What an earlier version has written goes on while instances of this one start on it, and while they take others' places. */
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Api } from '../support/api.js';
import { earlierDatabase } from '../support/earlier-database.js';
import { Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { countApplied, revertTo } from '../support/migrations.js';
import { basic, clientToken, postForm } from '../support/oauth.js';
import { adminToken, claimsOf, logIn } from '../support/people.js';
import { range } from '../support/rounds.js';
import { TcpBalancer } from '../support/tcp-balancer.js';
import { Ledger } from '../support/traffic/ledger.js';
import { newTraffic } from '../support/traffic/new-traffic.js';
import { settle } from '../support/traffic/settlement.js';
import { use } from '../support/use.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { until } from '../support/workers.js';

/** How often each session is refreshed. */
const REFRESHES = 5;
/** The newest migrations, as many as the service can do without while people log in. */
const NEWEST = 1795901930000;
const WRITTEN = 30;

describe('the database of an earlier version', () => {
  const scene = use(earlierDatabase, ({ database }) => database.drop());
  const told: string[] = [];
  /** The last refresh token of each session that lived. */
  const newest: string[] = [];

  const instances = use(
    async () => {
      const settings = { GATEHOUSE_SECRET: scene.earlier.secret, GATEHOUSE_PASSWORD_GRANT: 'on' };
      return Promise.all(range(2).map(() => Gatehouse.launch(testEnvironment(scene.database, settings))));
    },
    all => Promise.all(all.map(instance => instance.stop())),
  );
  const api = (): Api => instances[0]!.api;

  /** As a client does that was told to come again, at either instance. */
  async function keepRefreshing(token: string): Promise<string> {
    let [current, done] = [token, 0];
    for (let turn = 0; done < REFRESHES; turn++) {
      const { status, headers, body } = await instances[turn % instances.length]!.api.refresh(current);
      if (status === 200) [current, done] = [body.refresh_token, done + 1];
      else if (status !== 503 || headers.get('retry-after') === null) told.push(`${status} ${JSON.stringify(body)}`);
      if (told.length > 0) break;
      await delay(20);
    }
    return current;
  }

  // From the moment on at which anybody listens, long before the schema is as it has to be.
  beforeAll(async () => {
    newest.push(...(await Promise.all(scene.earlier.living.map(({ refresh_token }) => keepRefreshing(refresh_token)))));
  });

  it('serves all who were logged in, from the start on', async () => {
    expect(told).toEqual([]);
    const statuses = await Promise.all(newest.map(async token => (await api().refresh(token)).status));
    expect(statuses).toEqual(scene.earlier.living.map(() => 200));
    for (const instance of instances) await instance.ready();
  });

  it('lets nobody in whose session was over, or who was disabled', async () => {
    for (const token of scene.earlier.ended) expect((await api().refresh(token)).status).toBe(400);
    expect((await api().login('cem@example.test', scene.earlier.password)).status).toBe(401);
  });

  it('knows passwords, roles and what they include', async () => {
    const { access_token } = await logIn(api(), { email: 'ada@example.test', password: scene.earlier.password });
    expect(claimsOf(access_token)['roles']).toEqual(['lead', 'user']);
    const { body } = await api().get('/v1/roles/lead', { token: await adminToken(api()) });
    expect(body).toMatchObject({ permissions: ['orders:write'], includes: ['support'], requires_mfa: false });
  });

  it('knows clients, their secrets, and the sessions that they opened for people', async () => {
    const { client } = scene.earlier;
    expect(claimsOf(await clientToken(api(), client))).toMatchObject({ sub: client.client_id });
    const form = { grant_type: 'refresh_token', refresh_token: client.refresh_token };
    expect((await postForm(api(), '/oauth/token', form, basic(client))).status).toBe(200);
  });

  it('goes on with the keys of before', async () => {
    const { body } = await api().get<{ keys: { kid: string }[] }>('/.well-known/jwks.json');
    expect(body.keys.map(({ kid }) => kid)).toEqual(expect.arrayContaining([...scene.earlier.kids]));
  });
});

describe('an instance that takes the place of one that knows a schema of before', () => {
  const database = useDatabase();
  const serving: { gatehouse: Gatehouse; port: number }[] = [];
  const start = async (): Promise<Gatehouse> => {
    const settings = { GATEHOUSE_DRAIN_DELAY: '1s', GATEHOUSE_CLEANUP_INTERVAL: '1d' };
    const gatehouse = await Gatehouse.start(database, settings);
    serving.push({ gatehouse, port: Number(new URL(gatehouse.url).port) });
    return gatehouse;
  };
  const first = use(start, () => Promise.all(serving.map(({ gatehouse }) => gatehouse.stop())));
  const balancer = use(
    () => TcpBalancer.before(() => serving),
    balancer => balancer.close(),
  );

  it('brings it up to date under traffic, and nothing fails or is lost', async () => {
    await revertTo(database, NEWEST);
    const ledger = new Ledger();
    const doors = [{ way: 'balancer', api: new Api(balancer.url) }];
    const traffic = await newTraffic({ doors, ledger, admin: await adminToken(first.api) });
    const written = (): Promise<void> => {
      const wanted = ledger.acknowledged + WRITTEN;
      return until(() => ledger.acknowledged >= wanted);
    };
    const running = traffic.run();
    try {
      await written();
      expect(await countApplied(database, NEWEST)).toBe(0);
      await start();
      expect(await countApplied(database, NEWEST)).toBeGreaterThan(3);
      await written();
      const [left] = serving.splice(0, 1);
      expect(await left!.gatehouse.stop()).toBe(0);
      await written();
    } finally {
      traffic.stop();
      await running;
    }
    await settle({ doors, database }, traffic);
    expect(ledger.wrong).toEqual([]);
    expect(ledger.refused).toBe(0);
  });
});
