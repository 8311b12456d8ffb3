/** Roles that demand a second factor, at a service that follows the feed, and for who asks about a token. */
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, expect, it } from '@jest/globals';
import type { Tokens } from '../support/api.js';
import { freePort } from '../support/free-port.js';
import { Gatehouse, ISSUER } from '../support/gatehouse.js';
import { Notes } from '../support/notes.js';
import { basic, newClient, postForm, type ServiceClient } from '../support/oauth.js';
import { adminToken, logIn } from '../support/people.js';
import { raised } from '../support/raised-sessions.js';
import { RoleCalls } from '../support/roles.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const database = useDatabase();
const gatehouse = use(
  async () => Gatehouse.start(database, { PORT: String(await freePort()), GATEHOUSE_AUDIENCE: 'notes' }),
  service => service.stop(),
);
let client: ServiceClient;
let roles: RoleCalls;
const notes = use(
  async () => {
    const admin = await adminToken(gatehouse.api);
    client = await newClient(gatehouse.api, admin, { scopes: ['revocations:read', 'introspect'] });
    const credentials = { id: client.client_id, secret: client.client_secret };
    roles = new RoleCalls(gatehouse.api, admin);
    return Notes.start({ issuer: ISSUER, url: gatehouse.url, audience: 'notes', client: credentials });
  },
  service => service.stop(),
);

beforeAll(async () => {
  await roles.make('moderator', { permissions: ['notes:moderate'], requires_mfa: true });
});

const newTokens = async (role: string): Promise<Tokens> => logIn(gatehouse.api, (await roles.member(role)).person);

/** A note that is not there: whoever may moderate is told so. */
const statusAtNotes = async ({ access_token: token }: Tokens): Promise<number> =>
  (await notes.api.delete('/v1/everybodys-notes/01999999-0000-7000-8000-000000000000', { token })).status;

const rolesByIntrospection = async ({ access_token: token }: Tokens): Promise<unknown> =>
  (await postForm(gatehouse.api, '/oauth/introspect', { token }, basic(client))).body['roles'];

/** Waits for the feed, which takes some milliseconds. */
async function becomes(status: number, tokens: Tokens): Promise<void> {
  while ((await statusAtNotes(tokens)) !== status) await delay(5);
}

it('are refused in a session without one, and granted by the first token after it was shown', async () => {
  const tokens = await newTokens('moderator');
  expect([await statusAtNotes(tokens), await rolesByIntrospection(tokens)]).toEqual([403, ['user']]);
  const awake = await raised(database, gatehouse.api, tokens);
  expect([await statusAtNotes(awake), await rolesByIntrospection(awake)]).toEqual([404, ['moderator', 'user']]);
});

it('go from tokens that are out there as soon as the demand is made, and from nobody who has shown one', async () => {
  await roles.make('editor', { permissions: ['notes:moderate'] });
  const [plain, other] = [await newTokens('editor'), await newTokens('editor')];
  const strong = await raised(database, gatehouse.api, other);
  expect([await statusAtNotes(plain), await statusAtNotes(strong)]).toEqual([404, 404]);
  await roles.edit('editor', { requires_mfa: true });
  expect(await rolesByIntrospection(plain)).toEqual(['user']);
  await becomes(403, plain);
  expect([await statusAtNotes(strong), await rolesByIntrospection(strong)]).toEqual([404, ['editor', 'user']]);
});
