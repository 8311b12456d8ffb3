/** What tests of others’ OAuth clients share: a service that bears its address as its name, and all kinds of clients. */
import { beforeAll } from '@jest/globals';
import { exportJWK } from 'jose';
import { type CryptoKeyPair, generateKeyPair } from 'oauth4webapi';
import type { Tokens } from './api.js';
import { freePort } from './free-port.js';
import type { Gatehouse } from './gatehouse.js';
import { newClient, type ServiceClient } from './oauth.js';
import { adminToken, newLogin } from './people.js';
import { useDatabase, useInstances } from './use-gatehouse.js';

/** The public client that people log in with. */
export const FIRST_PARTY = { client_id: 'gatehouse' };

export let service: Gatehouse;
export let issuer: string;
export let keyed: ServiceClient;
export let keys: CryptoKeyPair;
export let introspector: ServiceClient;
export let worker: ServiceClient;

/** Registers the hooks that start and stop everything: called once at the head of a test file. */
export function setTheOAuthClientsScene(): void {
  const database = useDatabase();
  [service] = useInstances(database, () => underItsIssuer({ GATEHOUSE_AUDIENCE: 'notes, orders' }));

  beforeAll(async () => {
    issuer = service.url;
    const token = await adminToken(service.api);
    keys = await generateKeyPair('ES256');
    const scopes = ['orders:read', 'orders:write'];
    keyed = await newClient(service.api, token, { scopes, public_jwk: await exportJWK(keys.publicKey) });
    worker = await newClient(service.api, token, { scopes });
    introspector = await newClient(service.api, token, { scopes: ['introspect'] });
  });
}

async function underItsIssuer(settings: Record<string, string> = {}): Promise<Record<string, string>> {
  const port = await freePort();
  return { PORT: String(port), GATEHOUSE_ISSUER: `http://127.0.0.1:${port}`, ...settings };
}

export async function refreshToken(): Promise<string> {
  return (await newLogin(service.api)).tokens.refresh_token;
}

export async function loggedIn(): Promise<Tokens> {
  return (await newLogin(service.api)).tokens;
}
