import type { Answer, Api } from '../api.js';
import { clientToken, newClient } from '../oauth.js';
import { newLogin } from '../people.js';
import type { Path, Attempt } from './path.js';
import { here, admin, introspected } from './scene.js';

export const OF_CLIENTS: readonly Path[] = [
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
