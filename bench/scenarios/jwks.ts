import type { Scenario } from '../scenario.js';
import { holds, inTurn } from './in-turn.js';

export const jwks: Scenario = {
  name: 'jwks',
  route: 'GET /.well-known/jwks.json',
  about: 'the key set, as verifiers ask for it',
  connections: 16,
  prepare: async (_target, connections) =>
    inTurn(connections, [{ method: 'GET', path: '/.well-known/jwks.json' }], holds('"kid"')),
};
