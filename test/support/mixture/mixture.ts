import { randomInt } from 'node:crypto';
import { basic, type ServiceClient } from '../oauth.js';
import type { Persona } from './persona.js';
import type { WireRequest } from './wire.js';

/** Who takes part beside the personas. */
export interface Cast {
  /** A client that may introspect. */
  readonly client: ServiceClient;
  /** An access token of somebody who may change roles, good at this moment. */
  readonly admin: () => Promise<string>;
  /** Whose roles change, and which role: nobody logs in as one of them. */
  readonly members: readonly string[];
  readonly role: string;
}

type Doing = (persona: Persona, cast: Cast) => Promise<unknown>;

/** What nobody should send, and what it is answered with. */
const GARBAGE: readonly (readonly [request: WireRequest, status: number])[] = [
  [{ path: '/v1/nothing/here' }, 404],
  [{ path: '/v1/auth/me' }, 401],
  [{ path: '/v1/auth/me', token: 'eyJhbGciOiJub25lIn0.e30.' }, 401],
  [{ path: '/v1/users?limit=0', token: 'not-a-token' }, 401],
  [{ method: 'POST', path: '/v1/auth/login', body: { email: 1, password: [] } }, 400],
  [{ method: 'POST', path: '/v1/auth/login', body: 'a=b' }, 415],
  [{ method: 'POST', path: '/v1/auth/refresh', body: { refresh_token: 'gtr_made-up' } }, 400],
  [{ method: 'POST', path: '/v1/auth/refresh', body: { refresh_token: 'x', more: 1 } }, 400],
  [{ method: 'POST', path: '/v1/auth/refresh', body: { refresh_token: 'x'.repeat(20_000) } }, 413],
  [{ method: 'POST', path: '/oauth/token', body: 'grant_type=guess' }, 400],
  [{ method: 'DELETE', path: '/v1/auth/me' }, 405],
];

/** How often of a thousand each is done. */
const DOINGS: readonly (readonly [often: number, doing: Doing])[] = [
  [320, async persona => persona.ask({ path: '/v1/auth/me', token: await persona.token() }, 200)],
  [210, async (persona, { client }) => introspect(persona, client, await persona.token(), true)],
  [20, (persona, { client }) => introspect(persona, client, 'made-up', false)],
  [80, async persona => persona.ask({ path: '/v1/sessions', token: await persona.token() }, 200)],
  [110, async persona => (await persona.token(), persona.refresh())],
  [150, persona => persona.ask(...GARBAGE[randomInt(GARBAGE.length)]!)],
  [40, persona => persona.ask({ path: '/.well-known/jwks.json' }, 200)],
  [30, persona => persona.ask({ path: '/health/ready' }, 200)],
  [24, changeRoles],
  [3, persona => persona.logIn()],
  [1, persona => persona.logInByCookie()],
  [2, persona => persona.logOut()],
  [2, persona => persona.register()],
  [3, persona => persona.guess()],
];
const ALL = DOINGS.reduce((sum, [often]) => sum + often, 0);

/** How much is sent: so many requests, or those that so many milliseconds suffice for. */
export interface Length {
  readonly requests: number;
  readonly ms: number;
}

/** Has the personas send so much, and some more. */
export async function mix(personas: readonly Persona[], cast: Cast, { requests, ms }: Length): Promise<void> {
  const before = sentBy(personas);
  const end = performance.now() + ms;
  await Promise.all(
    personas.map(async persona => {
      while (sentBy(personas) - before < requests && performance.now() < end) await drawn()(persona, cast);
    }),
  );
}

export const sentBy = (personas: readonly Persona[]): number => personas.reduce((sum, { sent }) => sum + sent, 0);

function drawn(): Doing {
  let left = randomInt(ALL);
  return DOINGS.find(([often]) => (left -= often) < 0)![1];
}

async function introspect(persona: Persona, client: ServiceClient, token: string, isGood: boolean): Promise<void> {
  const body = new URLSearchParams({ token }).toString();
  const { text } = await persona.ask({ method: 'POST', path: '/oauth/introspect', body, headers: basic(client) }, 200);
  if (text.includes('"active":true') !== isGood) persona.wrong.push(`introspection of a token: ${text}`);
}

/** Gives a role, and takes it away again. */
async function changeRoles(persona: Persona, { admin, members, role }: Cast): Promise<void> {
  const path = `/v1/users/${members[randomInt(members.length)]}/roles/${role}`;
  for (const method of ['PUT', 'DELETE']) {
    // Another persona may have taken it away.
    await persona.ask({ method, path, token: await admin() }, 204, ...(method === 'DELETE' ? [404] : []));
  }
}
