import type { Answer, Connection, Message } from '../connection.js';
import type { Step } from '../scenario.js';

/** Looks at what an answer says. @throws Error if that is not what it should be */
export type Check = (text: string) => void;

/** Each connection sends the next of the messages, and after the last one the first again. */
export function inTurn(connections: readonly Connection[], messages: readonly Message[], check: Check): Step[] {
  let turn = 0;
  return connections.map(connection => () => send(connection, messages[turn++ % messages.length], check));
}

/** Each message is sent once, whatever connection is free. */
export function once(connections: readonly Connection[], messages: readonly Message[], check: Check): Step[] {
  let turn = 0;
  return connections.map(connection => () => send(connection, messages[turn++], check));
}

/** Sends all of them, as what has to come before what is measured. */
export async function sendAll(connections: readonly Connection[], messages: readonly Message[]): Promise<void> {
  let turn = 0;
  const sendRest = async (connection: Connection): Promise<void> => {
    for (let message = messages[turn++]; message !== undefined; message = messages[turn++]) {
      await connection.send(message);
    }
  };
  await Promise.all(connections.map(sendRest));
}

async function send(connection: Connection, message: Message | undefined, check: Check): Promise<Answer> {
  if (message === undefined) throw new Error('more requests than were prepared for');
  const answer = await connection.send(message);
  check(answer.text);
  return answer;
}

export function holds(part: string): Check {
  return text => {
    if (!text.includes(part)) throw new Error(`The answer lacks ${part}: ${text.slice(0, 300)}`);
  };
}
