import { expect } from '@jest/globals';
import { invite, NEW_PASSWORD, passwordToken, setPassword } from '../accounts.js';
import { logIn, newLogin, PASSWORD } from '../people.js';
import type { Path } from './path.js';
import { here, there, admin, me, byLogin } from './scene.js';

export const OF_ACCOUNTS: readonly Path[] = [
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
    begin: byLogin(({ person }, api) => api.patch(`/v1/users/${person.id}`, { status: 'disabled' }, { token: admin })),
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
];
