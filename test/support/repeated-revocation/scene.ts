/** Two instances on one database, the second of which hears late, and people and clients of whom something is taken back. */
import { beforeAll } from '@jest/globals';
import { newRole } from '../accounts.js';
import type { Answer, Api, Tokens } from '../api.js';
import type { Gatehouse } from '../gatehouse.js';
import { LateFeed } from '../late-feed.js';
import { basic, newClient, postForm, type ServiceClient } from '../oauth.js';
import { adminToken, newLogin, type Person } from '../people.js';
import { RoleCalls } from '../roles.js';
import { useRelay } from '../use-relay.js';
import { useDatabase, useInstances } from '../use-gatehouse.js';
import type { Attempt } from './path.js';

export let here: Gatehouse;
export let there: Gatehouse;
/** What the second instance hears through. */
export let late: LateFeed;
export let admin: string;
export let introspector: ServiceClient;
export let roles: RoleCalls;

/** Registers the hooks that start and stop everything: called once at the head of a test file. */
export function setTheSceneOfTwoInstances(): void {
  const database = useDatabase();
  late = useRelay(LateFeed, database);
  [here, there] = useInstances(database, {}, () => ({ DATABASE_URL: late.url }));

  beforeAll(async () => {
    admin = await adminToken(here.api);
    introspector = await newClient(here.api, admin, { scopes: ['introspect'] });
    roles = new RoleCalls(here.api, admin);
  });
}

export const me =
  ({ access_token }: Tokens) =>
  (api: Api): Promise<Answer> =>
    api.me(access_token);

/** Somebody who has logged in, and what is done about them or their tokens. */
export const byLogin =
  (act: (login: { person: Person; tokens: Tokens }, api: Api) => Promise<{ status: number }>) =>
  async (): Promise<Attempt> => {
    const login = await newLogin(here.api);
    return { act: api => act(login, api), use: me(login.tokens) };
  };

/** Somebody who holds a role that was made for them. */
export const byRole =
  (permissions: string[], act: (role: string, person: Person, api: RoleCalls) => Promise<Answer>) =>
  async (): Promise<Attempt> => {
    const role = await newRole(here.api, admin, permissions);
    const { person, token } = await roles.member(role);
    return {
      act: api => act(role, person, new RoleCalls(api, admin)),
      use: api => api.get('/v1/audit-events?limit=1', { token }),
    };
  };

export const introspected =
  (token: string, caller = introspector) =>
  async (api: Api): Promise<{ status: number }> => {
    const { status, body } = await postForm(api, '/oauth/introspect', { token }, basic(caller));
    return { status: status === 200 && body['active'] === false ? 401 : status };
  };

export const revokedByForm =
  (token: string) =>
  (api: Api): Promise<Answer> =>
    postForm(api, '/oauth/revoke', { token, client_id: 'gatehouse' });
