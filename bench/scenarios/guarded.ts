import type { Message } from '../connection.js';
import { mint } from '../crowd/mint.js';
import { gather } from '../crowd/people.js';
import type { Scenario } from '../scenario.js';
import { logOut } from './logged-out.js';
import { holds, inTurn, once, sendAll } from './in-turn.js';

const COLD_REQUESTS = 700;
const ROUTE = 'GET /v1/sessions';
const PATH = '/v1/sessions?limit=1';
const requestWith = (token: string): Message => ({ method: 'GET', path: PATH, token });

/**
 * A route behind the guard that does next to nothing itself, so that what the guard costs shows: the feed in
 * memory, then one short list. The tokens are those of before, as with clients between two refreshes.
 */
const cached: Scenario = {
  name: 'guarded',
  route: ROUTE,
  about: 'access tokens that were seen before, one row listed',
  connections: 16,
  async prepare(target, connections, { people }) {
    const messages = (await gather(target, people)).map(person => requestWith(mint(person)));
    await sendAll(connections, messages);
    return inTurn(connections, messages, holds('"current":true'));
  },
};

/** A token is new where somebody has just logged in or refreshed; the session is known, as after a refresh. */
const cold: Scenario = {
  name: 'guarded-cold',
  route: ROUTE,
  about: 'the same, each token new: its signature is verified',
  connections: 16,
  requestsARound: COLD_REQUESTS,
  async prepare(target, connections, size) {
    const people = await gather(target, size.people);
    await sendAll(
      connections,
      people.map(person => requestWith(mint(person))),
    );
    const tokens = Array.from({ length: Math.ceil(size.requests / size.people) }, () => people.map(mint)).flat();
    return once(connections, tokens.map(requestWith), holds('"current":true'));
  },
};

const revoked: Scenario = {
  name: 'guarded-revoked',
  route: ROUTE,
  about: 'the same with tokens of sessions that are over: 401',
  connections: 16,
  async prepare(target, connections, size) {
    const tokens = await logOut(target, connections, size);
    return inTurn(
      connections,
      tokens.map(token => ({ ...requestWith(token), status: 401 })),
      holds('"code":"invalid_token"'),
    );
  },
};

export const guarded: readonly Scenario[] = [cached, cold, revoked];
