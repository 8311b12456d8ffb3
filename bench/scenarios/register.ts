import { randomBytes, randomUUID } from 'node:crypto';
import { hashing } from '../hashing.js';
import type { Scenario, Step } from '../scenario.js';

/** As with a login, nearly all of it is argon2. */
export const register: Scenario = {
  name: 'register',
  route: 'POST /v1/auth/register',
  about: 'the password hashed with argon2id, an account made',
  connections: 4,
  pure: hashing,
  patience: 2,
  fewerStatements: 'the floor makes the account by one statement of its own',
  prepare: async (_target, connections) =>
    connections.map((connection): Step => () => {
      const body = { email: `${randomUUID()}@bench.example`, password: randomBytes(18).toString('base64url') };
      return connection.send({ method: 'POST', path: '/v1/auth/register', body, status: 201 });
    }),
};
