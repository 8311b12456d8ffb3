import { addAccounts } from '../accounts.js';
import { hashing } from '../hashing.js';
import type { Scenario } from '../scenario.js';
import { holds, inTurn } from './in-turn.js';

const USERS_PER_CONNECTION = 4;

/** Nearly all of it is argon2, so a few connections keep every core busy. */
export const login: Scenario = {
  name: 'login',
  route: 'POST /v1/auth/login',
  about: 'the password verified with argon2id, a session opened, both tokens made',
  connections: 4,
  pure: hashing,
  patience: 2,
  async prepare(target, connections) {
    const accounts = await addAccounts(target, connections.length * USERS_PER_CONNECTION);
    const messages = accounts.map(body => ({ method: 'POST', path: '/v1/auth/login', body }) as const);
    return inTurn(connections, messages, holds('"refresh_token":"gtr_'));
  },
};
