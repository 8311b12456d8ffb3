import { readTokens } from '../../accounts.js';
import type { Connection, Message } from '../../connection.js';
import { callerCredentials } from '../../crowd/caller.js';
import { mint } from '../../crowd/mint.js';
import { holds, inTurn, once, sendAll } from '../../scenarios/in-turn.js';
import type { Step } from '../../scenario.js';
import type { Target } from '../../target.js';
import { pick, refreshTokensOf } from './crowd.js';

const GUARDED = '/v1/sessions?limit=1';

export interface Size {
  /** Sessions from all over the table whose requests come in turn. */
  readonly people: number;
  /** Requests that are made at most, where each takes a session of its own. */
  readonly requests: number;
  readonly secret: string;
}

export interface Work {
  readonly name: string;
  /** At most so many a round, where each takes a session of its own. */
  readonly requestsARound?: number;
  prepare(target: Target, connections: readonly Connection[], size: Size): Promise<Step[]>;
}

const refresh: Work = {
  name: 'refresh',
  async prepare({ database }, connections, { people, secret }) {
    const tokens = await refreshTokensOf(database, await pick(database, people), secret);
    let turn = 0;
    return connections.map(connection => async () => {
      const place = turn++ % tokens.length;
      const body = { refresh_token: tokens[place] };
      const answer = await connection.send({ method: 'POST', path: '/v1/auth/refresh', body });
      tokens[place] = readTokens(answer.text).refresh_token;
      return answer;
    });
  },
};

/** Of tokens that were seen before, as most are. */
const guarded: Work = {
  name: 'guarded',
  async prepare({ database }, connections, { people }) {
    const messages = (await pick(database, people)).map(person => guardedBy(mint(person)));
    await sendAll(connections, messages);
    return inTurn(connections, messages, holds('"items":[{'));
  },
};

const introspect: Work = {
  name: 'introspect',
  async prepare({ database }, connections, { people }) {
    const messages = (await pick(database, people)).map((person): Message => {
      const form = new URLSearchParams({ token: mint(person) }).toString();
      return { method: 'POST', path: '/oauth/introspect', authorization: callerCredentials, form };
    });
    await sendAll(connections, messages);
    return inTurn(connections, messages, holds('"active":true'));
  },
};

const logout: Work = {
  name: 'logout',
  requestsARound: 150,
  async prepare({ database }, connections, { requests }) {
    const tokens = (await pick(database, requests)).map(mint);
    await sendAll(connections, tokens.map(guardedBy));
    const messages = tokens.map((token): Message => ({ method: 'POST', path: '/v1/auth/logout', token, status: 204 }));
    return once(connections, messages, () => undefined);
  },
};

const guardedBy = (token: string): Message => ({ method: 'GET', path: GUARDED, token });

/** Those that touch the table of sessions, or what is held of it. Logging out comes last: it makes sessions fewer. */
export const works: readonly Work[] = [refresh, guarded, introspect, logout];
