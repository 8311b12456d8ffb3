import { mint } from '../crowd/mint.js';
import { gather } from '../crowd/people.js';
import type { Scenario } from '../scenario.js';
import { holds, inTurn, sendAll } from './in-turn.js';

export const me: Scenario = {
  name: 'me',
  route: 'GET /v1/auth/me',
  about: 'people ask who they are and what they may do',
  connections: 16,
  fewerStatements: 'the floor keeps in memory whom it has been asked about',
  async prepare(target, connections, { people }) {
    const tokens = (await gather(target, people)).map(mint);
    const messages = tokens.map(token => ({ method: 'GET', path: '/v1/auth/me', token }) as const);
    await sendAll(connections, messages);
    return inTurn(connections, messages, holds('"roles":["user"]'));
  },
};
