import type { Connection, Message } from '../connection.js';
import { mint } from '../crowd/mint.js';
import { gather } from '../crowd/people.js';
import type { Scenario, Step } from '../scenario.js';
import { holds, inTurn, sendAll } from './in-turn.js';

const LISTED = '"items":[{';

const ten: Scenario = {
  name: 'list-10',
  route: 'GET /v1/sessions',
  about: 'people with ten sessions list them',
  connections: 16,
  async prepare(target, connections, { people }) {
    const tokens = (await gather(target, people, 10)).map(mint);
    const messages = tokens.map((token): Message => ({ method: 'GET', path: '/v1/sessions', token }));
    await sendAll(connections, messages);
    return inTurn(connections, messages, holds(LISTED));
  },
};

/** A part of a list has a hundred items at most, so a thousand are ten requests. */
const thousand: Scenario = {
  name: 'list-1000',
  route: 'GET /v1/sessions',
  about: 'people with a thousand sessions list them, a hundred a request',
  connections: 16,
  async prepare(target, connections) {
    const people = await gather(target, connections.length, 1000);
    return connections.map((connection, place) => {
      const person = people[place];
      if (person === undefined) throw new Error('There are fewer people than connections.');
      return listThrough(connection, mint(person));
    });
  },
};

/** Asks for the next part each time, and after the last one for the first again. */
function listThrough(connection: Connection, token: string): Step {
  let cursor: string | null = null;
  return async () => {
    const path: string = `/v1/sessions?limit=100${cursor === null ? '' : `&cursor=${cursor}`}`;
    const answer = await connection.send({ method: 'GET', path, token });
    holds(LISTED)(answer.text);
    // Stands at the end; to read the whole answer would cost the client more than the server.
    cursor = /"next_cursor":"([\w-]+)"\}$/.exec(answer.text.slice(-200))?.[1] ?? null;
    return answer;
  };
}

export const lists: readonly Scenario[] = [ten, thousand];
