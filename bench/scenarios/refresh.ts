import { openSessions, readTokens } from '../accounts.js';
import type { Scenario } from '../scenario.js';

/** Each connection has a session of its own and presents the refresh token that its last request has brought. */
export const refresh: Scenario = {
  name: 'refresh',
  route: 'POST /v1/auth/refresh',
  about: 'a session rotated, roles read anew, both tokens made',
  connections: 16,
  async prepare(target, connections) {
    const opened = await openSessions(target, connections);
    return opened.map(([connection, tokens]) => {
      let { refresh_token } = tokens;
      return async () => {
        const answer = await connection.send({ method: 'POST', path: '/v1/auth/refresh', body: { refresh_token } });
        ({ refresh_token } = readTokens(answer.text));
        return answer;
      };
    });
  },
};
