/** What the tests of the OAuth side share: a service, an administrator, two service clients, and short ways to call. */
import { request as httpRequest } from 'node:http';
import { beforeAll, expect } from '@jest/globals';
import type { Answer, Tokens } from './api.js';
import type { TestDatabase } from './database.js';
import { type Gatehouse, ISSUER } from './gatehouse.js';
import { FORM_TYPE, basic, newClient, postForm, type ClientOptions, type Form, type ServiceClient } from './oauth.js';
import { adminToken, newPerson } from './people.js';
import { useGatehouse } from './use-gatehouse.js';

export const AUDIENCES = ['notes', 'orders', ISSUER];
export const CREDENTIALS = { grant_type: 'client_credentials' };
export const INACTIVE = { active: false };
/** Expired tokens are believed for as long as clocks may differ. */
export const SKEW_SECONDS = 5;

export let database: TestDatabase;
export let service: Gatehouse;
export let admin: string;
export let introspector: ServiceClient;
export let worker: ServiceClient;

/** Registers the hooks that start and stop everything: called once at the head of a test file. */
export function setTheOAuthScene(): void {
  ({ database, service } = useGatehouse({ GATEHOUSE_AUDIENCE: 'notes, orders' }));

  beforeAll(async () => {
    admin = await adminToken(service.api);
    introspector = await newClient(service.api, admin, { scopes: ['introspect'] });
    worker = await newClient(service.api, admin, { scopes: ['orders:read', 'orders:write'] });
  });
}

export const requestToken = (form: Form | string, headers?: Record<string, string>): Promise<Answer> =>
  postForm(service.api, '/oauth/token', form, headers);

export const introspect = (token: string, caller = introspector, form: Form = {}): Promise<Answer> =>
  postForm(service.api, '/oauth/introspect', { token, ...form }, basic(caller));

export const revoke = (form: Form, headers?: Record<string, string>): Promise<Answer> =>
  postForm(service.api, '/oauth/revoke', form, headers);

export const revokeAs = (client: ServiceClient, token: string, form: Form = {}): Promise<Answer> =>
  revoke({ token, ...form }, basic(client));

export const registered = (options?: ClientOptions): Promise<ServiceClient> => newClient(service.api, admin, options);

/** An administrator's call. */
export const administer = (method: string, path: string, body?: unknown): Promise<Answer> =>
  service.api.call(method, path, body, { token: admin });

export async function isActive(token: string, caller?: ServiceClient): Promise<boolean> {
  const { status, body } = await introspect(token, caller);
  expect(status).toBe(200);
  if (body['active'] !== true) expect(body).toEqual(INACTIVE);
  return body['active'] === true;
}

export async function statusWith(client: { client_id: string; client_secret: string }): Promise<number> {
  return (await requestToken(CREDENTIALS, basic(client))).status;
}

/** RFC 6749 §5.2: exactly these members, these characters, never to be cached. */
export function expectOAuthError(answer: Answer, status: number, error: string): void {
  expect([answer.status, answer.body['error']]).toEqual([status, error]);
  expect(Object.keys(answer.body).sort()).toEqual(['error', 'error_description']);
  expect(answer.body['error_description']).toMatch(/^[\x20-\x21\x23-\x5b\x5d-\x7e]+$/);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('www-authenticate')).toBe(status === 401 ? 'Basic realm="gatehouse"' : null);
}

export const passwordForm = ({ email, password }: { email: string; password: string }): Form => ({
  grant_type: 'password',
  username: email,
  password,
});

/** Tokens of somebody new that a service got by their password. */
export async function byPassword(client: ServiceClient): Promise<Tokens> {
  const { status, body } = await requestToken(passwordForm(await newPerson(service.api)), basic(client));
  expect(status).toBe(200);
  return body as unknown as Tokens;
}

export function inForm({ client_id, client_secret }: ServiceClient): Form {
  return { client_id, client_secret };
}

/** The status of a client-credentials request with exactly these headers, names and values in turn. */
export function rawStatus(path: string, headers: readonly string[]): Promise<number | undefined> {
  const body = new URLSearchParams(CREDENTIALS).toString();
  const length = ['host', 'x', 'content-type', FORM_TYPE, 'content-length', String(body.length)];
  return new Promise((resolve, reject) => {
    const request = httpRequest(new URL(path, service.url), { method: 'POST', headers: [...length, ...headers] });
    request
      .on('response', response => resolve(response.resume().statusCode))
      .on('error', reject)
      .end(body);
  });
}

export async function rawBody(path: string, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve, reject) => {
    httpRequest(new URL(path, service.url), { headers })
      .on('response', response => {
        let text = '';
        response.on('data', chunk => (text += String(chunk))).on('end', () => resolve(text));
      })
      .on('error', reject)
      .end();
  });
}
