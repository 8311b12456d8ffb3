import { openSessions } from '../accounts.js';
import type { Scenario } from '../scenario.js';

/**
 * A route behind the guard that does next to nothing itself, so that what the guard costs shows: the feed in
 * memory, then one short list. The token is the same each time, as with a client between two refreshes.
 */
export const guarded: Scenario = {
  name: 'guarded',
  about: 'GET /v1/sessions?limit=1: an access token recognised, one row listed',
  connections: 16,
  async prepare(target, connections) {
    const opened = await openSessions(target, connections);
    return opened.map(([connection, { access_token }]) => {
      const message = { method: 'GET', path: '/v1/sessions?limit=1', token: access_token } as const;
      return async () => {
        const text = await connection.send(message);
        if (!text.includes('"current":true')) throw new Error(`The own session is not in: ${text}`);
      };
    });
  },
};
