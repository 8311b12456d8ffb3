import { beforeAll, describe, expect, it } from '@jest/globals';
import { invite, NEW_PASSWORD, newRole, passwordToken, setPassword } from '../support/accounts.js';
import type { Answer, Api, Tokens } from '../support/api.js';
import { Browser } from '../support/browser.js';
import { LateFeed } from '../support/late-feed.js';
import { basic, clientToken, newClient, postForm, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson, type Person, PASSWORD } from '../support/people.js';
import { inHours, RoleCalls } from '../support/roles.js';
import { range, rounds, tally } from '../support/rounds.js';
import { useRelay } from '../support/tcp-relay.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

/** So late does the second instance hear of anything that it does not look for itself; in milliseconds. */
const LAG_MS = 150;

/** Something that is taken back: how, what that is answered the first and the second time, and what tries to use it. */
interface Attempt {
  /** Takes it back, at the instance with this API. */
  readonly act: (api: Api) => Promise<{ status: number }>;
  /** Uses it there. */
  readonly use: (api: Api) => Promise<{ status: number }>;
}

interface Path {
  readonly name: string;
  readonly answers: readonly [number, number];
  /** What using it is answered once it is taken back. */
  readonly refusal: number;
  begin(): Promise<Attempt>;
}

describe('what was taken back at one instance and is taken back again at another', () => {
  const database = useDatabase();
  const late = useRelay(LateFeed, database);
  const [here, there] = useInstances(database, {}, () => ({ DATABASE_URL: late.url }));
  let admin: string;
  let introspector: ServiceClient;
  let roles: RoleCalls;
  /** How often the second instance did not know yet when it was asked to do it again. */
  let unaware = 0;

  beforeAll(async () => {
    admin = await adminToken(here.api);
    introspector = await newClient(here.api, admin, { scopes: ['introspect'] });
    roles = new RoleCalls(here.api, admin);
  });

  const me =
    ({ access_token }: Tokens) =>
    (api: Api): Promise<Answer> =>
      api.me(access_token);

  /** Somebody who has logged in, and what is done about them or their tokens. */
  const byLogin =
    (act: (login: { person: Person; tokens: Tokens }, api: Api) => Promise<{ status: number }>) =>
    async (): Promise<Attempt> => {
      const login = await newLogin(here.api);
      return { act: api => act(login, api), use: me(login.tokens) };
    };

  /** Somebody who holds a role that was made for them. */
  const byRole =
    (permissions: string[], act: (role: string, person: Person, api: RoleCalls) => Promise<Answer>) =>
    async (): Promise<Attempt> => {
      const role = await newRole(here.api, admin, permissions);
      const { person, token } = await roles.member(role);
      return {
        act: api => act(role, person, new RoleCalls(api, admin)),
        use: api => api.get('/v1/audit-events?limit=1', { token }),
      };
    };

  const introspected =
    (token: string, caller = introspector) =>
    async (api: Api): Promise<{ status: number }> => {
      const { status, body } = await postForm(api, '/oauth/introspect', { token }, basic(caller));
      return { status: status === 200 && body['active'] === false ? 401 : status };
    };

  const revokedByForm =
    (token: string) =>
    (api: Api): Promise<Answer> =>
      postForm(api, '/oauth/revoke', { token, client_id: 'gatehouse' });

  const soon = inHours(1);

  const PATHS: Path[] = [
    {
      name: 'a token, by its id',
      answers: [201, 201],
      refusal: 401,
      begin: byLogin(({ tokens }, api) =>
        api.post('/v1/revocations', { jti: claimsOf(tokens.access_token)['jti'] }, { token: admin }),
      ),
    },
    {
      name: 'a token, by who presents it to the OAuth endpoint',
      answers: [200, 200],
      refusal: 401,
      begin: byLogin(({ tokens }, api) => revokedByForm(tokens.access_token)(api)),
    },
    {
      name: "a service client's token, by the client",
      answers: [200, 200],
      refusal: 401,
      begin: async () => {
        const client = await newClient(here.api, admin);
        const token = await clientToken(here.api, client);
        return { act: api => postForm(api, '/oauth/revoke', { token }, basic(client)), use: introspected(token) };
      },
    },
    {
      name: 'a session, by a refresh token that is presented to the OAuth endpoint',
      answers: [200, 200],
      refusal: 401,
      begin: byLogin(({ tokens }, api) => revokedByForm(tokens.refresh_token)(api)),
    },
    {
      name: 'a session, by a logout',
      answers: [204, 204],
      refusal: 401,
      begin: byLogin(({ tokens }, api) => api.post('/v1/auth/logout', undefined, { token: tokens.access_token })),
    },
    {
      name: 'a session, by a logout with the refresh token',
      answers: [204, 204],
      refusal: 401,
      begin: byLogin(({ tokens: { refresh_token } }, api) => api.post('/v1/auth/logout', { refresh_token })),
    },
    {
      name: 'a session, by a logout with cookies',
      answers: [204, 204],
      refusal: 401,
      begin: async () => {
        const browser = new Browser(here.url);
        await browser.logIn(await newPerson(here.api));
        const at = (api: Api): Browser => browser.copy(api === here.api ? here.url : there.url);
        // As it was, since a logout takes the cookies away.
        const [first, second] = [at(here.api), at(there.api)];
        return {
          act: api => (api === here.api ? first : second).post('/v1/auth/logout'),
          use: api => at(api).get('/v1/auth/me'),
        };
      },
    },
    {
      name: 'a session, by its owner',
      answers: [204, 204],
      refusal: 401,
      begin: async () => {
        const { person, tokens } = await newLogin(here.api);
        const { access_token: token } = await logIn(here.api, person);
        return { act: api => api.delete(`/v1/sessions/${tokens.session_id}`, { token }), use: me(tokens) };
      },
    },
    {
      name: 'a session, by an administrator',
      answers: [204, 204],
      refusal: 401,
      begin: byLogin(({ person, tokens }, api) =>
        api.delete(`/v1/users/${person.id}/sessions/${tokens.session_id}`, { token: admin }),
      ),
    },
    {
      name: 'all sessions, by their owner',
      answers: [204, 204],
      refusal: 401,
      begin: byLogin(({ tokens }, api) => api.post('/v1/auth/logout-all', undefined, { token: tokens.access_token })),
    },
    {
      name: 'all sessions, by an administrator',
      answers: [204, 204],
      refusal: 401,
      begin: byLogin(({ person }, api) => api.delete(`/v1/users/${person.id}/sessions`, { token: admin })),
    },
    {
      name: 'a session whose refresh token was used twice',
      answers: [400, 400],
      refusal: 401,
      begin: async () => {
        const { tokens } = await newLogin(here.api);
        const { body: second } = await here.api.refresh(tokens.refresh_token);
        const { body: third } = await here.api.refresh(second.refresh_token);
        return { act: api => api.refresh(tokens.refresh_token), use: me(third) };
      },
    },
    {
      name: 'all sessions, by a change of the password',
      answers: [204, 403],
      refusal: 401,
      begin: async () => {
        const { person, tokens } = await newLogin(here.api);
        const { access_token: token } = await logIn(here.api, person);
        const change = { current_password: PASSWORD, new_password: NEW_PASSWORD };
        expect((await there.api.me(token)).status).toBe(200);
        return { act: api => api.post('/v1/auth/password', change, { token }), use: me(tokens) };
      },
    },
    {
      name: 'all sessions, by a password that is set anew',
      answers: [204, 400],
      refusal: 401,
      begin: async () => {
        const { person, tokens } = await newLogin(here.api);
        const text = await passwordToken(here.api, admin, person.id);
        return { act: api => setPassword(api, text), use: me(tokens) };
      },
    },
    {
      name: 'an account, by disabling it',
      answers: [200, 200],
      refusal: 401,
      begin: byLogin(({ person }, api) =>
        api.patch(`/v1/users/${person.id}`, { status: 'disabled' }, { token: admin }),
      ),
    },
    {
      name: 'an account, by deleting it',
      answers: [204, 404],
      refusal: 401,
      begin: byLogin(({ person }, api) => api.delete(`/v1/users/${person.id}`, { token: admin })),
    },
    {
      name: 'what tokens say, by other custom claims',
      answers: [200, 200],
      refusal: 401,
      begin: async () => {
        const { id, email, set_password_token } = await invite(here.api, admin, { ext: { tier: 'gold' } });
        await setPassword(here.api, set_password_token);
        const tokens = await logIn(here.api, { email, password: NEW_PASSWORD });
        return { act: api => api.patch(`/v1/users/${id}`, { ext: null }, { token: admin }), use: me(tokens) };
      },
    },
    {
      name: 'a role of one user',
      answers: [204, 204],
      refusal: 401,
      begin: byRole(['audit:read'], (role, person, calls) => calls.revoke(person.id, role)),
    },
    {
      name: 'a role of several users',
      answers: [200, 200],
      refusal: 401,
      begin: byRole(['audit:read'], (role, person, calls) => calls.remove(role, [person.id])),
    },
    {
      name: 'a role of some users, one of whom has lost it elsewhere',
      answers: [204, 200],
      refusal: 401,
      begin: async () => {
        const role = await newRole(here.api, admin, ['audit:read']);
        const [{ person, token }, other] = [await roles.member(role), await roles.member(role)];
        const both = [person.id, other.person.id];
        return {
          act: api => (api === here.api ? roles.revoke(person.id, role) : new RoleCalls(api, admin).remove(role, both)),
          use: api => api.get('/v1/audit-events?limit=1', { token }),
        };
      },
    },
    {
      name: 'a role for good, by giving it for a time',
      answers: [204, 204],
      refusal: 401,
      begin: byRole(['audit:read'], (role, person, calls) => calls.grant(person.id, role, admin, soon)),
    },
    {
      name: 'a role for good, by giving it to several for a time',
      answers: [200, 200],
      refusal: 401,
      begin: byRole(['audit:read'], (role, person, calls) => calls.add(role, [person.id], admin, { expires_at: soon })),
    },
    {
      name: 'what a role permits, by editing it',
      answers: [200, 200],
      refusal: 403,
      begin: byRole(['audit:read'], (role, _person, calls) => calls.edit(role, { permissions: [] })),
    },
    {
      name: 'what a role permits, by deleting it',
      answers: [204, 404],
      refusal: 401,
      begin: byRole(['audit:read'], (role, _person, calls) => calls.drop(role)),
    },
    ...(['disabling', 'deleting'] as const).map(way => ({
      name: `a service client, by ${way} it`,
      answers: way === 'disabling' ? ([200, 200] as const) : ([204, 404] as const),
      refusal: 401,
      begin: async (): Promise<Attempt> => {
        const client = await newClient(here.api, admin, { scopes: ['audit:read'] });
        const token = await clientToken(here.api, client);
        const path = `/v1/clients/${client.client_id}`;
        const act = (api: Api): Promise<Answer> =>
          way === 'disabling'
            ? api.patch(path, { status: 'disabled' }, { token: admin })
            : api.delete(path, { token: admin });
        return { act, use: api => api.get('/v1/audit-events?limit=1', { token }) };
      },
    })),
    {
      name: "a service client's power, by other scopes",
      answers: [200, 200],
      refusal: 401,
      begin: async () => {
        const client = await newClient(here.api, admin, { scopes: ['audit:read'] });
        const token = await clientToken(here.api, client);
        const path = `/v1/clients/${client.client_id}`;
        return {
          act: api => api.patch(path, { scopes: [] }, { token: admin }),
          use: api => api.get('/v1/audit-events?limit=1', { token }),
        };
      },
    },
    {
      name: "a service client's secret",
      answers: [204, 404],
      refusal: 401,
      begin: async () => {
        const client = await newClient(here.api, admin, { scopes: ['introspect'] });
        const { tokens } = await newLogin(here.api);
        const path = `/v1/clients/${client.client_id}/secrets/${client.secret_id}`;
        return {
          act: api => api.delete(path, { token: admin }),
          use: introspected(tokens.access_token, client),
        };
      },
    },
  ];

  it.each(PATHS)('$name: is refused from the second answer on', async ({ answers, refusal, begin }) => {
    const { act, use } = await begin();
    // Whatever came before is known there, and it is remembered as good.
    expect((await there.api.get('/v1/revocations', { token: admin })).status).toBe(200);
    expect((await use(there.api)).status).toBe(200);
    late.lag = LAG_MS;
    try {
      expect((await act(here.api)).status).toBe(answers[0]);
      if ((await use(there.api)).status === 200) unaware++;
      expect((await act(there.api)).status).toBe(answers[1]);
      expect((await use(there.api)).status).toBe(refusal);
    } finally {
      late.lag = 0;
    }
  });

  it('and the second instance had not heard of it before', () => expect(unaware).toBeGreaterThan(PATHS.length / 2));

  it('also without any lag, in hundreds of rounds', async () => {
    const statuses: number[] = [];
    let { body: last } = await here.api.login((await newPerson(here.api)).email, PASSWORD);
    for (const _round of range(rounds(500))) {
      const jti = claimsOf(last.access_token)['jti'];
      expect((await there.api.me(last.access_token)).status).toBe(200);
      for (const { api } of [here, there]) {
        expect((await api.post('/v1/revocations', { jti }, { token: admin })).status).toBe(201);
      }
      statuses.push((await there.api.me(last.access_token)).status);
      ({ body: last } = await here.api.refresh(last.refresh_token));
    }
    expect(tally(statuses)).toEqual({ 401: rounds(500) });
  });
});
