import { randomBytes } from 'node:crypto';
import type { Connection, Message } from '../connection.js';
import { callerCredentials } from '../crowd/caller.js';
import { mint } from '../crowd/mint.js';
import { gather } from '../crowd/people.js';
import type { Scenario, Size } from '../scenario.js';
import type { Target } from '../target.js';
import { logOut } from './logged-out.js';
import { holds, inTurn, sendAll } from './in-turn.js';

/** As long as a token is. */
const GARBAGE_BYTES = 450;
const PATH = '/oauth/introspect';

const questionAbout = (token: string): Message => ({
  method: 'POST',
  path: PATH,
  authorization: callerCredentials,
  form: new URLSearchParams({ token }).toString(),
});

/** A service asks about a thousand tokens, each of somebody else. */
const asking = (
  name: string,
  about: string,
  answer: string,
  tokens: (target: Target, connections: readonly Connection[], size: Size) => Promise<string[]>,
): Scenario => ({
  name,
  route: `POST ${PATH}`,
  about,
  connections: 16,
  async prepare(target, connections, size) {
    const messages = (await tokens(target, connections, size)).map(questionAbout);
    // The first time that a token is seen, its signature is verified and its session looked up.
    await sendAll(connections, messages);
    return inTurn(connections, messages, holds(answer));
  },
});

export const introspections: readonly Scenario[] = [
  asking('introspect', 'a service asks about tokens that are good', '"active":true', async (target, _, { people }) =>
    (await gather(target, people)).map(mint),
  ),
  asking('introspect-revoked', 'the same about tokens of sessions that are over', '"active":false', logOut),
  asking('introspect-garbage', 'the same about what is no token', '"active":false', async (_target, _, { people }) =>
    Array.from({ length: people }, () => randomBytes(GARBAGE_BYTES).toString('base64url')),
  ),
];
