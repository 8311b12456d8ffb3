/** The notes service beside the real one: what Gatehouse takes back counts there at once, and only that. */
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { GatehouseOptions } from '#libs/verifier/core';
import type { CallOptions, Tokens } from '../support/api.js';
import { EventStream } from '../support/event-stream.js';
import { freePort } from '../support/free-port.js';
import { Gatehouse, ISSUER } from '../support/gatehouse.js';
import { Notes } from '../support/notes.js';
import { clientToken, newClient, type ServiceClient } from '../support/oauth.js';
import { adminToken, logIn, newLogin, type Person } from '../support/people.js';
import { useDatabase } from '../support/use-gatehouse.js';
import { use } from '../support/use.js';

const NOTE = { title: 'Errand', text: 'Buy ink' };
/** Far more than the feed needs: a few milliseconds on an idle machine. */
const PATIENCE_MS = 3000;
const STALENESS_LIMIT = 2;

const database = useDatabase();
let settings: Record<string, string>;
/** Killed, and started again, by the tests. */
let gatehouse: Gatehouse;
use(
  async () => {
    settings = { PORT: String(await freePort()), GATEHOUSE_AUDIENCE: 'notes' };
    return (gatehouse = await Gatehouse.start(database, settings));
  },
  () => gatehouse.stop(),
);
let options: GatehouseOptions;
const notes = use(startNotes, async notes => expect(await notes.stop()).toBe(0));
let admin: string;

async function startNotes(): Promise<Notes> {
  admin = await adminToken(gatehouse.api);
  const client = await newClient(gatehouse.api, admin, { scopes: ['revocations:read', 'introspect'] });
  options = {
    issuer: ISSUER,
    url: gatehouse.url,
    audience: 'notes',
    client: { id: client.client_id, secret: client.client_secret },
  };
  return Notes.start(options, { NOTES_STALENESS_LIMIT: String(STALENESS_LIMIT) });
}

async function statusAt(path: string, token: string): Promise<number> {
  return (await notes.api.get(path, { token })).status;
}

/** Asks again until the answer has this status; what was last answered if it never has. */
async function statusBecoming(expected: number, path: string, token: string, patience = PATIENCE_MS): Promise<number> {
  const deadline = Date.now() + patience;
  let status: number;
  do status = await statusAt(path, token);
  while (status !== expected && Date.now() < deadline);
  return status;
}

async function administer(method: string, path: string, body?: unknown): Promise<void> {
  const answer = await gatehouse.api.call(method, path, body, { token: admin });
  if (answer.status >= 300) throw new Error(`${method} ${path} answered ${answer.status}`);
}

describe('a token of Gatehouse at notes', () => {
  it('is good, and was never shown to Gatehouse', async () => {
    const { person, tokens } = await newLogin(gatehouse.api);
    const { status, body } = await notes.api.post('/v1/notes', NOTE, { token: tokens.access_token });
    expect([status, body['owner']]).toEqual([201, person.id]);
  });

  it('is refused where it is narrowed to somebody else', async () => {
    const client = await newClient(gatehouse.api, admin, { scopes: ['notes:read'] });
    expect(await statusAt('/v1/statistics', await clientToken(gatehouse.api, client))).toBe(200);
    const elsewhere = await clientToken(gatehouse.api, client, { resource: ISSUER });
    expect(await statusAt('/v1/statistics', elsewhere)).toBe(401);
  });

  interface Scene {
    readonly person: Person;
    readonly tokens: Tokens;
  }

  it.each<[string, (scene: Scene) => Promise<unknown>]>([
    ['its owner logs out', ({ tokens }) => gatehouse.api.post('/v1/auth/logout', {}, bearer(tokens))],
    ['its owner logs out everywhere', ({ tokens }) => gatehouse.api.post('/v1/auth/logout-all', {}, bearer(tokens))],
    [
      'its session is ended from another',
      async ({ person, tokens }) =>
        gatehouse.api.delete(`/v1/sessions/${tokens.session_id}`, bearer(await logIn(gatehouse.api, person))),
    ],
    ['it is revoked', ({ tokens }) => administer('POST', '/v1/revocations', { jti: jtiOf(tokens) })],
    ['its owner is disabled', ({ person }) => administer('PATCH', `/v1/users/${person.id}`, { status: 'disabled' })],
    ['a role is taken from its owner', ({ person }) => administer('DELETE', `/v1/users/${person.id}/roles/user`)],
    [
      'its owner changes the password',
      async ({ person: { password }, tokens }) =>
        gatehouse.api.post(
          '/v1/auth/password',
          { current_password: password, new_password: 'another-otter-harvest-43' },
          bearer(tokens),
        ),
    ],
  ])('is dead as soon as %s, and nobody else’s is', async (_what, takeBack) => {
    const scene = await newLogin(gatehouse.api);
    const { tokens: others } = await newLogin(gatehouse.api);
    const token = scene.tokens.access_token;
    expect(await statusAt('/v1/notes', token)).toBe(200);
    const stream = await EventStream.open(`${notes.url}/v1/notes/changes`, token);
    expect(await stream.next()).toMatchObject({ type: 'open' });

    await takeBack(scene);
    expect(await statusBecoming(401, '/v1/notes', token)).toBe(401);
    expect(await stream.next()).toEqual({ type: 'end', data: { reason: 'revoked' } });
    expect(await statusAt('/v1/notes', others.access_token)).toBe(200);
  });

  it('may do what the roles in it permit by now', async () => {
    const { person } = await newLogin(gatehouse.api);
    await administer('POST', '/v1/roles', { name: 'counter', description: 'Counts', permissions: [] });
    await administer('PUT', `/v1/users/${person.id}/roles/counter`);
    const { access_token: token } = await logIn(gatehouse.api, person);
    expect(await statusBecoming(403, '/v1/statistics', token)).toBe(403);
    await administer('PATCH', '/v1/roles/counter', { permissions: ['notes:read'] });
    expect(await statusBecoming(200, '/v1/statistics', token)).toBe(200);
    await administer('PATCH', '/v1/roles/counter', { permissions: [] });
    expect(await statusBecoming(403, '/v1/statistics', token)).toBe(403);
  });

  it('of the administrator opens what is the administrators’', async () => {
    expect(await statusAt('/v1/everybodys-notes', admin)).toBe(200);
  });
});

describe('notes, when Gatehouse is killed', () => {
  let known: string;
  let revoked: string;

  beforeAll(async () => {
    const { tokens } = await newLogin(gatehouse.api);
    known = tokens.access_token;
    const { tokens: doomed } = await newLogin(gatehouse.api);
    revoked = doomed.access_token;
    expect([await statusAt('/v1/notes', known), await statusAt('/v1/notes', revoked)]).toEqual([200, 200]);
    await gatehouse.api.post('/v1/auth/logout', {}, bearer(doomed));
    expect(await statusBecoming(401, '/v1/notes', revoked)).toBe(401);
    await gatehouse.kill();
  });

  it('goes on at first, fails closed once it knows too little, and recovers by itself', async () => {
    expect(await statusAt('/v1/notes', known)).toBe(200);
    expect(await statusBecoming(503, '/v1/notes', known, (STALENESS_LIMIT + 3) * 1000)).toBe(503);
    expect((await notes.api.get('/health/ready')).status).toBe(503);
    // What is known to be revoked is refused for good, and not with an excuse.
    expect(await statusAt('/v1/notes', revoked)).toBe(401);
    expect((await notes.api.get('/v1/notes/count', { token: known })).body).toMatchObject({ accepted_stale: true });

    gatehouse = await Gatehouse.start(database, settings);
    expect(await statusBecoming(200, '/v1/notes', known, 10_000)).toBe(200);
    expect(await statusAt('/v1/notes', revoked)).toBe(401);
    expect((await notes.api.get('/health/ready')).body).toMatchObject({ status: 'ready', connected: true });
  });
});

describe('notes whose account at Gatehouse may not read the feed', () => {
  it('never gets ready, and says why', async () => {
    const client: ServiceClient = await newClient(gatehouse.api, admin, { scopes: ['introspect'] });
    const { client_id: id, client_secret: secret } = client;
    const lame = await Notes.launch(Notes.environment({ ...options, client: { id, secret } }));
    await lame.process.printed(/invalid_scope|revocations:read|40[013]/);
    expect((await lame.api.get('/health/ready')).status).toBe(503);
    expect(lame.process.output()).not.toContain(secret);
    expect(await lame.stop()).toBe(0);
  });
});

function bearer({ access_token }: Tokens): CallOptions {
  return { token: access_token };
}

function jtiOf({ access_token }: Tokens): unknown {
  const [, payload = ''] = access_token.split('.');
  return (JSON.parse(Buffer.from(payload, 'base64url').toString()) as { jti: unknown }).jti;
}
