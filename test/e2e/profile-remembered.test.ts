import { beforeAll, describe, expect, it } from '@jest/globals';
import { invite, newEmail, NEW_PASSWORD, setPassword } from '../support/accounts.js';
import type { Answer, Api, Tokens } from '../support/api.js';
import { adminToken } from '../support/people.js';
import { StatementCounter } from '../support/statement-counter.js';
import { useRelay } from '../support/use-relay.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

const PATIENCE_MS = 5000;

interface Somebody {
  readonly id: string;
  readonly email: string;
}

/** An address counts at once then. */
const NO_MAIL = { GATEHOUSE_MAIL: 'off' };

/** `GET /v1/auth/me` reads the database once, and yet never shows what was. */
describe('the own profile', () => {
  const database = useDatabase();
  const counter = useRelay(StatementCounter, database);
  const [here, there] = useInstances(database, () => ({ DATABASE_URL: counter.url, ...NO_MAIL }), NO_MAIL);
  let admin: string;

  beforeAll(async () => {
    admin = await adminToken(here.api);
  });

  async function newSomebody(): Promise<Somebody> {
    const { id, email, set_password_token } = await invite(here.api, admin);
    expect((await setPassword(here.api, set_password_token)).status).toBe(204);
    return { id, email };
  }

  const logIn = async (email: string, password = NEW_PASSWORD): Promise<Tokens> =>
    (await here.api.post('/v1/auth/login', { email, password })).body as unknown as Tokens;

  /** What another instance shows in the end: it has what was changed as soon as the feed brings it. */
  async function eventually(api: Api, token: string, expected: Record<string, unknown>): Promise<void> {
    const end = performance.now() + PATIENCE_MS;
    for (;;) {
      const { body } = await api.me(token);
      if (performance.now() > end) return expect(body).toMatchObject(expected);
      if (Object.entries(expected).every(([name, value]) => JSON.stringify(body[name]) === JSON.stringify(value)))
        return;
    }
  }

  it('is read from the database once', async () => {
    const { access_token } = await logIn((await newSomebody()).email);
    const first = await here.api.me(access_token);
    const counts = await counter.during(async () => {
      for (let round = 0; round < 10; round++) expect((await here.api.me(access_token)).body).toEqual(first.body);
    });
    expect(counts).toEqual({});
  });

  const CHANGES: {
    what: string;
    change: (somebody: Somebody, token: string) => Promise<Answer>;
    shows: (somebody: Somebody) => { email?: string; ext?: object };
    password?: string;
  }[] = [
    {
      what: 'another address',
      change: ({ email }, token) =>
        here.api.post('/v1/auth/email', { email: `new.${email}`, current_password: NEW_PASSWORD }, { token }),
      shows: ({ email }) => ({ email: `new.${email}` }),
    },
    {
      what: 'other claims',
      change: ({ id }) => here.api.patch(`/v1/users/${id}`, { ext: { plan: 'gold' } }, { token: admin }),
      shows: () => ({ ext: { plan: 'gold' } }),
    },
    {
      what: 'another password',
      change: (_, token) =>
        here.api.post(
          '/v1/auth/password',
          { current_password: NEW_PASSWORD, new_password: `${NEW_PASSWORD}-2` },
          { token },
        ),
      shows: () => ({}),
      password: `${NEW_PASSWORD}-2`,
    },
  ];

  it.each(CHANGES)('shows $what at once here, and in a moment there', async ({ change, shows, password }) => {
    const somebody = await newSomebody();
    const { access_token } = await logIn(somebody.email);
    for (const { api } of [here, there]) expect((await api.me(access_token)).body['email']).toBe(somebody.email);
    const before = (await here.api.me(access_token)).body;
    expect((await change(somebody, access_token)).status).toBeLessThan(300);
    const expected = shows(somebody);
    const { access_token: token } = await logIn(expected.email ?? somebody.email, password);
    const { body } = await here.api.me(token);
    expect(body).toMatchObject(expected);
    expect(body['updated_at']).not.toBe(before['updated_at']);
    await eventually(there.api, token, { ...expected, updated_at: body['updated_at'] });
  });

  it('shows what the roles of the token permit, and a role that was edited at once', async () => {
    const { id, email } = await newSomebody();
    const name = `r${newEmail().split('@')[0]}`;
    const made = { name, permissions: ['orders:read'] };
    expect((await here.api.post('/v1/roles', made, { token: admin })).status).toBe(201);
    expect((await here.api.put(`/v1/users/${id}/roles/${name}`, undefined, { token: admin })).status).toBeLessThan(300);
    const { access_token } = await logIn(email);
    expect((await here.api.me(access_token)).body).toMatchObject({ permissions: ['orders:read'] });
    const permissions = ['orders:read', 'orders:write'];
    expect((await here.api.patch(`/v1/roles/${name}`, { permissions }, { token: admin })).status).toBe(200);
    expect((await here.api.me(access_token)).body).toMatchObject({ permissions });
    await eventually(there.api, access_token, { permissions });
  });

  it('is nobody’s any more once the account was deleted', async () => {
    const { id, email } = await newSomebody();
    const { access_token } = await logIn(email);
    expect((await here.api.me(access_token)).status).toBe(200);
    expect((await here.api.delete(`/v1/users/${id}`, { token: admin })).status).toBe(204);
    expect((await here.api.me(access_token)).status).toBe(401);
  });
});
