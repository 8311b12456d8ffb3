import { setTimeout as delay } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer, Tokens } from '../support/api.js';
import { basic, newClient, postForm, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newLogin, type Person } from '../support/people.js';
import { range } from '../support/rounds.js';
import { redisIsInstalled, type TestRedis, useRedis } from '../support/redis.js';
import { StatementCounter } from '../support/statement-counter.js';
import { useRelay } from '../support/use-relay.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';
import { until } from '../support/workers.js';

/** Long enough on two busy cores; how fast it is, the benchmark tells. */
const PATIENCE_MS = 2000;

interface Setting {
  readonly name: string;
  readonly usesRedis: boolean;
  /** Kills Redis and starts it again, all the time. */
  readonly flaps?: boolean;
}

const SETTINGS: Setting[] = [
  { name: 'without Redis', usesRedis: false },
  { name: 'with Redis', usesRedis: true },
  { name: 'with a Redis that comes and goes', usesRedis: true, flaps: true },
];

const settingsOf = (redis: TestRedis | undefined): Record<string, string> =>
  redis === undefined ? {} : { REDIS_URL: redis.url };

/** Kills it and starts it again until `end`. */
async function flap(redis: TestRedis): Promise<{ end(): Promise<void> }> {
  const over = new AbortController();
  const flapping = (async () => {
    for (let round = 0; !over.signal.aborted; round++) {
      await redis.kill();
      await delay(150);
      await redis.restart();
      if (round % 2 === 0) await redis.flush();
      await delay(250);
    }
  })();
  return {
    end: () => {
      over.abort();
      return flapping;
    },
  };
}

it('are tried with Redis too', () => {
  if (!redisIsInstalled) console.warn('Left out: several instances with Redis, since there is no redis-server here.');
  expect(typeof redisIsInstalled).toBe('boolean');
});

describe.each(SETTINGS.filter(({ usesRedis }) => redisIsInstalled || !usesRedis))(
  'several instances $name',
  ({ usesRedis, flaps = false }) => {
    const database = useDatabase();
    const redis = usesRedis ? useRedis() : undefined;
    const counter = useRelay(StatementCounter, database);
    const [here, there] = useInstances(
      database,
      () => settingsOf(redis),
      () => ({ ...settingsOf(redis), DATABASE_URL: counter.url }),
    );
    let admin: string;
    let introspector: ServiceClient;
    if (redis !== undefined && flaps)
      use(
        () => flap(redis),
        flapping => flapping.end(),
      );

    beforeAll(async () => {
      admin = await adminToken(here.api);
      introspector = await newClient(here.api, admin, { scopes: ['introspect'] });
    });

    const introspect = ({ access_token }: Tokens): Promise<Answer> =>
      postForm(there.api, '/oauth/introspect', { token: access_token }, basic(introspector));

    async function expectRefusedThere(tokens: Tokens): Promise<void> {
      const end = Date.now() + PATIENCE_MS;
      while ((await there.api.me(tokens.access_token)).status === 200 && Date.now() < end) await delay(5);
      expect((await there.api.me(tokens.access_token)).status).toBe(401);
      expect((await introspect(tokens)).body).toEqual({ active: false });
    }

    type Act = (login: { person: Person; tokens: Tokens }) => Promise<Answer<unknown>>;

    it.each<[string, Act]>([
      ['a logout', ({ tokens }) => here.api.post('/v1/auth/logout', { refresh_token: tokens.refresh_token })],
      [
        'a logout everywhere',
        ({ tokens }) => here.api.post('/v1/auth/logout-all', undefined, { token: tokens.access_token }),
      ],
      [
        'a token that was taken back',
        ({ tokens }) =>
          here.api.post('/v1/revocations', { jti: claimsOf(tokens.access_token)['jti'] }, { token: admin }),
      ],
      [
        'a user who was disabled',
        ({ person }) => here.api.patch(`/v1/users/${person.id}`, { status: 'disabled' }, { token: admin }),
      ],
      [
        'a role that was taken away',
        ({ person }) => here.api.delete(`/v1/users/${person.id}/roles/user`, { token: admin }),
      ],
      [
        'a refresh token that was used twice',
        async ({ tokens }) => {
          const { body } = await here.api.refresh(tokens.refresh_token);
          await here.api.refresh(body.refresh_token);
          const reused = await here.api.refresh(tokens.refresh_token);
          return { ...reused, status: reused.status === 400 ? 200 : reused.status };
        },
      ],
    ])('refuse at once where it happened, and soon elsewhere, after %s', async (_what, act) => {
      const login = await newLogin(here.api);
      for (const { api } of [here, there]) expect((await api.me(login.tokens.access_token)).status).toBe(200);
      expect((await introspect(login.tokens)).body).toMatchObject({ active: true });
      expect([200, 201, 204]).toContain((await act(login)).status);
      expect((await here.api.me(login.tokens.access_token)).status).toBe(401);
      await expectRefusedThere(login.tokens);
    });

    it('refuse everything of a service client that is disabled, and let a secret that was deleted introspect no more', async () => {
      const client = await newClient(here.api, admin, { scopes: ['introspect'] });
      const { tokens } = await newLogin(here.api);
      let secret = client.client_secret;
      const ask = async (): Promise<number> => {
        const credentials = basic({ ...client, client_secret: secret });
        return (await postForm(there.api, '/oauth/introspect', { token: tokens.access_token }, credentials)).status;
      };
      const path = `/v1/clients/${client.client_id}`;
      expect(await ask()).toBe(200);
      const added = await here.api.post(`${path}/secrets`, {}, { token: admin });
      expect((await here.api.delete(`${path}/secrets/${client.secret_id}`, { token: admin })).status).toBe(204);
      for (const end = Date.now() + PATIENCE_MS; (await ask()) === 200 && Date.now() < end;) await delay(5);
      expect(await ask()).toBe(401);
      secret = String(added.body['client_secret']);
      expect(await ask()).toBe(200);
      await here.api.patch(path, { status: 'disabled' }, { token: admin });
      for (const end = Date.now() + PATIENCE_MS; (await ask()) === 200 && Date.now() < end;) await delay(5);
      expect(await ask()).toBe(401);
    });

    it('look at a session once, however often its tokens come', async () => {
      const { tokens } = await newLogin(here.api);
      await here.api.me(tokens.access_token);
      await introspect(tokens);
      const looks = await counter.during(async () => {
        for (const _time of range(20)) {
          expect((await introspect(tokens)).body).toMatchObject({ active: true });
          expect((await there.api.get('/v1/sessions?limit=1', { token: tokens.access_token })).status).toBe(200);
        }
      });
      expect(looks).toEqual({ 'sessions.list': 20 });
    });

    it('go on without a Redis that takes commands and answers none', async () => {
      if (redis === undefined || flaps) return;
      redis.freeze();
      try {
        const { tokens } = await newLogin(here.api);
        expect((await there.api.me(tokens.access_token)).status).toBe(200);
        expect((await here.api.post('/v1/auth/logout', undefined, { token: tokens.access_token })).status).toBe(204);
        await expectRefusedThere(tokens);
      } finally {
        redis.resume();
      }
    });

    it('share what they know of a session where they have Redis', async () => {
      if (!usesRedis || flaps) return;
      // A Redis that has taken its time for once is left alone for a moment. So it may be a later session that is shared.
      await until(async () => {
        const { tokens } = await newLogin(here.api);
        expect((await here.api.me(tokens.access_token)).status).toBe(200);
        return isDeepStrictEqual(await counter.during(() => introspect(tokens)), {});
      });
      await redis?.flush();
      const other = await logIn(here.api, (await newLogin(here.api)).person);
      const after = await counter.during(() => introspect(other));
      expect(after).toEqual({ 'sessions.token_in_force': 1 });
    });
  },
);
