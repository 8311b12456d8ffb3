import type { Scenario } from '../../scenario.js';

/**
 * What the verifier costs a service: a route of notes with the guard before it, beside the very same route without one.
 * Gatehouse is asked nothing meanwhile.
 */
export const scenario: Scenario = {
  name: 'verifier',
  route: 'GET /v1/my/topics',
  about: 'notes: GET /v1/my/topics with the guard, beside GET /v1/topics, the same without',
  connections: 16,
  async prepare({ name, tokens = [] }, connections) {
    return connections.map((connection, place) => {
      const token = tokens[place];
      const message =
        name === 'service' && token !== undefined
          ? ({ method: 'GET', path: '/v1/my/topics', token } as const)
          : ({ method: 'GET', path: '/v1/topics' } as const);
      return () => connection.send(message);
    });
  },
};
