import { callerCredentials } from '../crowd/caller.js';
import type { Scenario } from '../scenario.js';
import { holds, inTurn } from './in-turn.js';

export const clientCredentials: Scenario = {
  name: 'client-credentials',
  route: 'POST /oauth/token',
  about: 'a service shows its secret and gets a token, signed with ES256',
  connections: 16,
  fewerStatements: 'the floor keeps in memory what a caller may',
  async prepare(_target, connections) {
    const form = 'grant_type=client_credentials';
    const message = { method: 'POST', path: '/oauth/token', form, authorization: callerCredentials } as const;
    return inTurn(connections, [message], holds('"access_token":"ey'));
  },
};
