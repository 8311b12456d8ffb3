/** What is tried with the example of each language: it guards orders by the tokens of a Gatehouse of its own. */
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect } from '@jest/globals';
import type { TestDatabase } from './database.js';
import type { Language } from './example-languages.js';
import { mint } from './forged-tokens.js';
import { type Gatehouse, ISSUER } from './gatehouse.js';
import { basic, newClient, postForm, type ServiceClient } from './oauth.js';
import { adminToken, claimsOf, logIn, newPerson, type Person } from './people.js';
import { runProgram, type RunningProcess } from './process.js';
import { currentSigningKey, type SigningKey } from './signing-key.js';
import { TcpProxy } from './tcp-proxy.js';
import { useRelay } from './use-relay.js';
import { useGatehouse } from './use-gatehouse.js';

export const AUDIENCE = 'orders';
const STALE_AFTER_S = 4;
/** Python asks every second, and two cores may be busy. */
const PATIENCE_MS = 6000;

let orders: RunningProcess;
let url: string;
export let database: TestDatabase;
export let gatehouse: Gatehouse;
/** What the example and Gatehouse speak through. */
export let wire: TcpProxy;
export let admin: string;
export let key: SigningKey;
/** Somebody who may read orders, and a good token of theirs. */
export let buyer: Person;
export let good: string;

/** Registers the hooks that start and stop everything for a language: called once at the head of its block. */
export function setTheExampleScene({ command, environment }: Language): void {
  const started = useGatehouse({ GATEHOUSE_AUDIENCE: AUDIENCE });
  const relay = useRelay(TcpProxy, started.service);

  beforeAll(async () => {
    ({ database, service: gatehouse } = started);
    wire = relay;
    admin = await adminToken(gatehouse.api);
    await administer('POST', '/v1/roles', { name: 'buyer', permissions: ['orders:read'] });
    key = await currentSigningKey(database);
    buyer = await newBuyer();
    good = await tokenOf(buyer);
    const client = await newClient(gatehouse.api, admin, { scopes: ['revocations:read'] });
    orders = runProgram(command, {
      ...environment,
      PORT: '0',
      ISSUER,
      GATEHOUSE_URL: wire.url.replace(/\/$/, ''),
      AUDIENCE,
      CLIENT_ID: client.client_id,
      CLIENT_SECRET: client.client_secret,
      STALE_AFTER: String(STALE_AFTER_S),
    });
    [, url = ''] = await orders.printed(/listening on (http:\/\/\S+)/);
    await expectSoon(good, 200);
  });

  afterAll(async () => {
    orders.child.kill('SIGKILL');
    await orders.exited();
  });

  afterEach(() => wire.restore());
}

export async function administer(method: string, path: string, body?: unknown): Promise<void> {
  const { status } = await gatehouse.api.call(method, path, body, { token: admin });
  expect([path, status < 300]).toEqual([path, true]);
}

export async function newBuyer(): Promise<Person> {
  const person = await newPerson(gatehouse.api);
  await administer('PUT', `/v1/users/${person.id}/roles/buyer`);
  return person;
}

export const tokenOf = async (person: Person): Promise<string> => (await logIn(gatehouse.api, person)).access_token;
export const newToken = async (): Promise<string> => tokenOf(await newBuyer());

export const ask = (authorization?: string): Promise<Response> =>
  fetch(`${url}/orders`, { headers: authorization === undefined ? {} : { authorization } });
export const present = (token: string): Promise<Response> => ask(`Bearer ${token}`);
export const statusOf = async (token: string): Promise<number> => (await present(token)).status;

/** Waits until the service answers so; there is nothing to be told by but its answers. */
export async function expectSoon(token: string, status: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  let answered = await statusOf(token);
  while (answered !== status && performance.now() < deadline) {
    await delay(20);
    answered = await statusOf(token);
  }
  if (answered !== status) throw new Error(`still ${answered} instead of ${status}:\n${orders.output()}`);
}

export const minted = (claims: object): string => mint({ good, key }, claims);

export const endSession = (path: 'logout' | 'logout-all', token: string): Promise<unknown> =>
  gatehouse.api.post(`/v1/auth/${path}`, undefined, { token });
export const jtiOf = (token: string): object => ({ jti: claimsOf(token)['jti'] });

export async function byPassword(client: ServiceClient, { email, password }: Person): Promise<string> {
  const form = { grant_type: 'password', username: email, password };
  const { body } = await postForm(gatehouse.api, '/oauth/token', form, basic(client));
  return String(body['access_token']);
}

/** Their tokens of before may have been taken back. */
export async function renewGood(): Promise<void> {
  good = await tokenOf(buyer);
}
