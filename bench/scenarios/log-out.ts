import type { Message } from '../connection.js';
import { mint } from '../crowd/mint.js';
import { gather } from '../crowd/people.js';
import type { Scenario } from '../scenario.js';
import { once, sendAll } from './in-turn.js';

const FEWER = 'the floor ends, announces and records in one statement of its own';
const ENDINGS_A_ROUND = 130;

/** Each request ends what was opened for it alone. */
const ending = (name: string, path: string, about: string, sessions: number): Scenario => ({
  name,
  route: `POST ${path}`,
  about,
  connections: 16,
  requestsARound: ENDINGS_A_ROUND,
  fewerStatements: FEWER,
  async prepare(target, connections, { requests }) {
    const tokens = (await gather(target, requests, sessions)).map(mint);
    // Whoever logs out has been here before.
    await sendAll(
      connections,
      tokens.map((token): Message => ({ method: 'GET', path: '/v1/sessions?limit=1', token })),
    );
    const messages = tokens.map((token): Message => ({ method: 'POST', path, token, status: 204 }));
    return once(connections, messages, () => undefined);
  },
});

export const logouts: readonly Scenario[] = [
  ending('logout', '/v1/auth/logout', 'a session ends, which all instances and services hear of', 1),
  ending('logout-all-10', '/v1/auth/logout-all', 'ten sessions of somebody end at once', 10),
];
