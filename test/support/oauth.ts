import { type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import type { Answer, Api } from './api.js';
import { ISSUER } from './gatehouse.js';
import { es256, jws, type Signer } from './jws.js';

export type Form = Readonly<Record<string, string>>;

// A type rather than an interface: OAuth libraries take clients as records.
export type ServiceClient = {
  readonly client_id: string;
  readonly client_secret: string;
  readonly secret_id: string;
};

export interface ClientOptions {
  readonly scopes?: readonly string[];
  readonly audiences?: readonly string[];
  readonly public_jwk?: object;
  readonly with_secret?: boolean;
}

export const FORM_TYPE = 'application/x-www-form-urlencoded';
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** Posts a form to an OAuth endpoint. */
export function postForm(
  api: Api,
  path: string,
  form: Form | string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const body = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  return api.call('POST', path, body, { headers: { 'content-type': FORM_TYPE, ...headers } });
}

/** Registers a service client under a name of its own, with a secret even beside a key. */
export async function newClient(api: Api, adminToken: string, options: ClientOptions = {}): Promise<ServiceClient> {
  const definition = { name: `client-${randomBytes(6).toString('hex')}`, scopes: [], with_secret: true, ...options };
  const answer = await api.post<ServiceClient>('/v1/clients', definition, { token: adminToken });
  if (answer.status !== 201) throw new Error(`registration answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

export function basic({ client_id, client_secret }: { client_id: string; client_secret: string }): {
  authorization: string;
} {
  return { authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}` };
}

/** An access token by client credentials. */
export async function clientToken(api: Api, client: ServiceClient, form: Form = {}): Promise<string> {
  const answer = await postForm(api, '/oauth/token', { grant_type: 'client_credentials', ...form }, basic(client));
  if (answer.status !== 200) throw new Error(`the grant answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body['access_token'] as string;
}

/** The claims of a good assertion by which a client proves that it holds its key (RFC 7523 §3). */
export function assertionClaims(clientId: string): Record<string, unknown> {
  const now = Math.floor(Date.now() / 1000);
  return { iss: clientId, sub: clientId, aud: ISSUER, iat: now, exp: now + 60, jti: randomUUID() };
}

export function assertion(clientId: string, key: KeyObject, claims: Record<string, unknown> = {}): string {
  return signedAssertion(clientId, es256(key), claims);
}

export function signedAssertion(
  clientId: string,
  signer: Signer,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = { alg: 'ES256' },
): string {
  return jws(header, { ...assertionClaims(clientId), ...claims }, signer);
}

/** The part of a form by which a client authenticates with an assertion. */
export function byAssertion(client_assertion: string): Form {
  return { client_assertion_type: JWT_BEARER, client_assertion };
}
