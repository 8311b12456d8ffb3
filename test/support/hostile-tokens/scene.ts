/** What hostile tokens are made from, and a service to show them to whose statements are counted. */
import { beforeAll } from '@jest/globals';
import type { Tokens } from '../api.js';
import type { Gatehouse } from '../gatehouse.js';
import { basic, clientToken, newClient, postForm, type ServiceClient } from '../oauth.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson } from '../people.js';
import { currentSigningKey, type SigningKey } from '../signing-key.js';
import { StatementCounter } from '../statement-counter.js';
import { useRelay } from '../use-relay.js';
import { useDatabase, useInstances } from '../use-gatehouse.js';

export type Claims = Readonly<Record<string, unknown>>;

export let service: Gatehouse;
export let counter: StatementCounter;
export let introspector: ServiceClient;
export let worker: ServiceClient;
export let key: SigningKey;
/** A good login: each hostile token differs from its access token in one point. */
export let good: Tokens;
/** Another one, of another person. */
export let other: Tokens;
export let header: { alg: string; typ: string; kid: string };
export let claims: Claims;
/** The parts of its text: header, payload and signature. */
export let h: string;
export let p: string;
export let s: string;
/** Tokens that were good, each with another reason why it is not any more. */
export const dead: Record<string, string> = {};

/** Registers the hooks that start and stop everything: called once at the head of a test file. */
export function setTheHostileScene(): void {
  const database = useDatabase();
  counter = useRelay(StatementCounter, database);
  [service] = useInstances(database, () => ({ DATABASE_URL: counter.url, GATEHOUSE_CLEANUP_INTERVAL: '1h' }));

  beforeAll(async () => {
    const admin = await adminToken(service.api);
    introspector = await newClient(service.api, admin, { scopes: ['introspect'] });
    worker = await newClient(service.api, admin);
    key = await currentSigningKey(database);
    good = (await newLogin(service.api)).tokens;
    other = (await newLogin(service.api)).tokens;
    header = { alg: 'ES256', typ: 'at+jwt', kid: key.kid };
    claims = claimsOf(good.access_token);
    [h = '', p = '', s = ''] = good.access_token.split('.');
    await endSome(admin);
  });
}

async function endSome(admin: string): Promise<void> {
  const { api } = service;
  const loggedOut = (await newLogin(api)).tokens;
  await api.post('/v1/auth/logout', undefined, { token: loggedOut.access_token });
  dead['session'] = loggedOut.access_token;

  const person = await newPerson(api);
  dead['epoch'] = (await logIn(api, person)).access_token;
  await api.post('/v1/auth/logout-all', undefined, { token: dead['epoch'] });

  const byId = (await newLogin(api)).tokens.access_token;
  await api.post('/v1/revocations', { jti: claimsOf(byId)['jti'] }, { token: admin });
  dead['jti'] = byId;

  const disabled = await newLogin(api);
  await api.patch(`/v1/users/${disabled.person.id}`, { status: 'disabled' }, { token: admin });
  dead['account'] = disabled.tokens.access_token;

  const gone = await newClient(api, admin);
  dead['client'] = await clientToken(api, gone);
  await api.delete(`/v1/clients/${gone.client_id}`, { token: admin });
}

export const introspect = (token: string): ReturnType<typeof postForm> =>
  postForm(service.api, '/oauth/introspect', { token }, basic(introspector));
