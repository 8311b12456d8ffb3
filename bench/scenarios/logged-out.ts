import type { Connection } from '../connection.js';
import { mint } from '../crowd/mint.js';
import { gather } from '../crowd/people.js';
import type { Size } from '../scenario.js';
import type { Target } from '../target.js';
import { sendAll } from './in-turn.js';

/** @returns tokens of as many people, all of whom have logged out */
export async function logOut(target: Target, connections: readonly Connection[], { people }: Size): Promise<string[]> {
  const tokens = (await gather(target, people)).map(mint);
  const messages = tokens.map(token => ({ method: 'POST', path: '/v1/auth/logout', token, status: 204 }) as const);
  await sendAll(connections, messages);
  return tokens;
}
