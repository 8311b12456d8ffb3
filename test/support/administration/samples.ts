import { randomBytes, randomUUID } from 'node:crypto';
import { definitionOf } from '../upstream-scene.js';
import type { Stage } from './stage.js';

export interface Sample {
  readonly path: string;
  readonly body?: unknown;
  /** The media type of the body, if not JSON. */
  readonly type?: string;
}

/** Prepares a request that succeeds for whoever may send it, and changes something where the method is one that does. */
export type Prepare = (stage: Stage, callerId: string | null) => Promise<Sample> | Sample;

/** The role that the delegated administrator may assign. */
export const CLERK = 'clerk';

const unique = (): string => randomBytes(8).toString('hex');
const at =
  (path: string): Prepare =>
  () => ({ path });
const ofUser =
  (rest = '', body?: unknown): Prepare =>
  async stage => ({ path: `/v1/users/${await stage.user()}${rest}`, body });
const ofRole =
  (rest = '', body?: unknown): Prepare =>
  async stage => ({ path: `/v1/roles/${await stage.role()}${rest}`, body });
const ofClient =
  (rest = '', body?: unknown): Prepare =>
  async stage => ({ path: `/v1/clients/${(await stage.client()).client_id}${rest}`, body });

const ofProvider =
  (body?: unknown): Prepare =>
  async stage => ({ path: `/v1/identity-providers/${await stage.identityProvider()}`, body });

/** One sample request for each route that demands a permission. */
export const SAMPLES: Readonly<Record<string, Prepare>> = {
  'GET /metrics': at('/metrics'),
  'GET /v1/audit-events': at('/v1/audit-events?limit=1'),
  'GET /v1/audit-events/export': at('/v1/audit-events/export?kind=key_created'),

  'GET /v1/statistics/logins': at('/v1/statistics/logins?step=minute'),
  'GET /v1/statistics/accounts': at('/v1/statistics/accounts?step=day'),
  'GET /v1/statistics/failed-logins/addresses': at('/v1/statistics/failed-logins/addresses?limit=1'),
  'GET /v1/statistics/failed-logins/accounts': at('/v1/statistics/failed-logins/accounts?limit=1'),
  'GET /v1/statistics/totals': at('/v1/statistics/totals'),

  'GET /v1/users': at('/v1/users?limit=1'),
  'POST /v1/users': () => ({ path: '/v1/users', body: { email: `${randomUUID()}@example.test` } }),
  'POST /v1/users/import': () => ({
    path: '/v1/users/import',
    // One line of JSON.
    body: { email: `${randomUUID()}@example.test` },
    type: 'application/x-ndjson',
  }),
  'GET /v1/users/{id}': ofUser(),
  'PATCH /v1/users/{id}': ofUser('', { status: 'disabled' }),
  'DELETE /v1/users/{id}': ofUser(),
  'POST /v1/users/{id}/password-token': ofUser('/password-token'),
  'GET /v1/users/{id}/factors': ofUser('/factors'),
  'DELETE /v1/users/{id}/factors': ofUser('/factors'),
  'GET /v1/users/{id}/identities': ofUser('/identities'),
  'GET /v1/user-sessions': at('/v1/user-sessions?limit=1'),
  'GET /v1/users/{id}/sessions': ofUser('/sessions'),
  'DELETE /v1/users/{id}/sessions': ofUser('/sessions'),
  'DELETE /v1/users/{id}/sessions/{sid}': async stage => {
    const id = await stage.user();
    return { path: `/v1/users/${id}/sessions/${await stage.session(id)}` };
  },
  'GET /v1/users/{id}/roles': ofUser('/roles'),
  'GET /v1/users/{id}/permissions': ofUser('/permissions'),
  'PUT /v1/users/{id}/roles/{role}': ofUser(`/roles/${CLERK}`),
  'DELETE /v1/users/{id}/roles/{role}': async stage => ({
    path: `/v1/users/${await stage.member(CLERK)}/roles/${CLERK}`,
  }),

  'GET /v1/roles': at('/v1/roles?limit=1'),
  'POST /v1/roles': () => ({ path: '/v1/roles', body: { name: `r${unique()}`, permissions: [] } }),
  'GET /v1/roles/{role}': ofRole(),
  'PATCH /v1/roles/{role}': ofRole('', { description: 'Changed' }),
  'DELETE /v1/roles/{role}': ofRole(),
  'GET /v1/roles/{role}/members': ofRole('/members'),
  'POST /v1/roles/{role}/members': async stage => ({
    path: `/v1/roles/${CLERK}/members`,
    body: { user_ids: [await stage.user()] },
  }),
  'POST /v1/roles/{role}/members/remove': async stage => ({
    path: `/v1/roles/${CLERK}/members/remove`,
    body: { user_ids: [await stage.member(CLERK)] },
  }),

  'GET /v1/permissions': at('/v1/permissions?limit=1'),
  'PUT /v1/permissions/{permission}': () => ({
    path: `/v1/permissions/sample:p${unique()}`,
    body: { description: 'A sample' },
  }),
  'DELETE /v1/permissions/{permission}': async (stage, callerId) => ({
    path: `/v1/permissions/${await stage.permission(callerId)}`,
  }),
  'GET /v1/permissions/{permission}/holders': at('/v1/permissions/users:read/holders'),

  'GET /v1/clients': at('/v1/clients?limit=1'),
  'POST /v1/clients': () => ({ path: '/v1/clients', body: { name: unique(), scopes: [] } }),
  'GET /v1/clients/{id}': ofClient(),
  'PATCH /v1/clients/{id}': ofClient('', { status: 'disabled' }),
  'DELETE /v1/clients/{id}': ofClient(),
  'GET /v1/clients/{id}/secrets': ofClient('/secrets'),
  'POST /v1/clients/{id}/secrets': ofClient('/secrets', {}),
  'DELETE /v1/clients/{id}/secrets/{secret_id}': async stage => {
    const { client_id, secret_id } = await stage.client();
    return { path: `/v1/clients/${client_id}/secrets/${secret_id}` };
  },

  'GET /v1/identity-providers': at('/v1/identity-providers?limit=1'),
  'POST /v1/identity-providers': () => ({
    path: '/v1/identity-providers',
    body: definitionOf(`https://${unique()}.example.org`),
  }),
  'GET /v1/identity-providers/{id}': ofProvider(),
  'PATCH /v1/identity-providers/{id}': ofProvider({ button_text: 'Changed' }),
  'DELETE /v1/identity-providers/{id}': ofProvider(),

  'GET /v1/revocations': at('/v1/revocations'),
  'GET /v1/revocations/stream': at('/v1/revocations/stream'),
  'POST /v1/revocations': () => ({ path: '/v1/revocations', body: { jti: randomBytes(16).toString('base64url') } }),
};
