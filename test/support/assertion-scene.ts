/** The scene of the OAuth side, with two clients that have keys instead of secrets, and a second instance. */
import { generateKeyPairSync } from 'node:crypto';
import { beforeAll } from '@jest/globals';
import type { Answer } from './api.js';
import type { Gatehouse } from './gatehouse.js';
import { es256 } from './jws.js';
import { CREDENTIALS, database, registered, service, setTheOAuthScene } from './oauth-scene.js';
import { assertion, byAssertion, postForm, signedAssertion, type Form, type ServiceClient } from './oauth.js';
import { useInstances } from './use-gatehouse.js';

export const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
export const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
export const now = (): number => Math.floor(Date.now() / 1000);

export let client: ServiceClient;
export let rsaClient: ServiceClient;
export let replica: Gatehouse;

/** Registers the hooks that start and stop everything: called once at the head of a test file. */
export function setTheAssertionScene(): void {
  setTheOAuthScene();
  [replica] = useInstances(database, { GATEHOUSE_AUDIENCE: 'notes, orders' });

  beforeAll(async () => {
    client = await registered({ scopes: ['introspect'], public_jwk: ec.publicKey.export({ format: 'jwk' }) });
    rsaClient = await registered({ public_jwk: rsa.publicKey.export({ format: 'jwk' }) });
  });
}

export const present = (text: string, at = service, form: Form = {}): Promise<Answer> =>
  postForm(at.api, '/oauth/token', { ...CREDENTIALS, ...byAssertion(text), ...form });
export const own = (claims: Record<string, unknown> = {}): string => assertion(client.client_id, ec.privateKey, claims);
export const withHeader = (header: Record<string, unknown>): string =>
  signedAssertion(client.client_id, es256(ec.privateKey), {}, header);
