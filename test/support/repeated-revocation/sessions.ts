import type { Api } from '../api.js';
import { Browser } from '../browser.js';
import { basic, clientToken, newClient, postForm } from '../oauth.js';
import { claimsOf, logIn, newLogin, newPerson } from '../people.js';
import type { Path } from './path.js';
import { here, there, admin, me, byLogin, introspected, revokedByForm } from './scene.js';

export const OF_TOKENS_AND_SESSIONS: readonly Path[] = [
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
];
