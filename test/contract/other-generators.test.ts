/**
 * Clients that other generators make from openapi.json: they compile under `strict` and more, as they are made, and go the
 * way that every newcomer goes.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newEmail } from '../support/accounts.js';
import { ForeignProject, root } from '../support/foreign-project.js';
import { ADMIN } from '../support/gatehouse.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const DOCUMENT = join(root, 'openapi.json');

/** What both walks are given and what they come to. */
const ENVIRONMENT = `
const { URL: baseUrl = '', EMAIL: email = '', ADMIN_EMAIL = '', ADMIN_PASSWORD = '' } = process.env;
const password = 'seven brave owls knit';
const bearer = (token: string) => ({ headers: { authorization: 'Bearer ' + token } });
`;
const cameTo = (email: string): unknown[] => [
  [201, email],
  [409, 'email_taken'],
  [200, email],
  [200, [true]],
  [200, true],
  [204],
  [401, 'invalid_token'],
  [200, true],
  [403, 'insufficient_scope'],
  [204],
  [200, ['user']],
];

const WALK_OF_OPENAPI_FETCH = `
import createClient from 'openapi-fetch';
import type { paths } from './schema.js';
${ENVIRONMENT}
const { GET, POST, PUT } = createClient<paths>({ baseUrl });
const steps: unknown[] = [];

const registered = await POST('/v1/auth/register', { body: { email, password } });
steps.push([registered.response.status, registered.data?.email]);
const again = await POST('/v1/auth/register', { body: { email, password } });
steps.push([again.response.status, again.error?.code]);

const login = await POST('/v1/auth/login', { body: { email, password } });
if (login.data === undefined || !('access_token' in login.data)) throw new Error(login.error?.title);
const me = await GET('/v1/auth/me', bearer(login.data.access_token));
steps.push([me.response.status, me.data?.email]);
const sessions = await GET('/v1/sessions', { params: { query: { limit: 10 } }, ...bearer(login.data.access_token) });
steps.push([sessions.response.status, sessions.data?.items.map(({ current }) => current)]);

const refreshed = await POST('/v1/auth/refresh', { body: { refresh_token: login.data.refresh_token } });
if (refreshed.data === undefined || !('access_token' in refreshed.data)) throw new Error(refreshed.error?.title);
steps.push([refreshed.response.status, refreshed.data.session_id === login.data.session_id]);
const { access_token: ended } = refreshed.data;

const root = await POST('/v1/auth/login', { body: { email: ADMIN_EMAIL, password: ADMIN_PASSWORD } });
if (root.data === undefined || !('access_token' in root.data)) throw new Error(root.error?.title);
const { access_token: admin } = root.data;
const logout = await POST('/v1/auth/logout', { body: {}, ...bearer(ended) });
steps.push([logout.response.status]);
const late = await GET('/v1/auth/me', bearer(ended));
steps.push([late.response.status, late.error?.code]);

const users = await GET('/v1/users', { params: { query: { status: 'active', email_prefix: email } }, ...bearer(admin) });
const user = users.data?.items[0];
steps.push([users.response.status, user?.email === email]);
const next = await POST('/v1/auth/login', { body: { email, password } });
if (next.data === undefined || !('access_token' in next.data)) throw new Error(next.error?.title);
const forbidden = await GET('/v1/users', bearer(next.data.access_token));
steps.push([forbidden.response.status, forbidden.error?.code]);
const path = { id: user?.id ?? '', role: 'user' };
const granted = await PUT('/v1/users/{id}/roles/{role}', { params: { path }, body: {}, ...bearer(admin) });
steps.push([granted.response.status]);
const roles = await GET('/v1/users/{id}/roles', { params: { path: { id: path.id } }, ...bearer(admin) });
steps.push([roles.response.status, roles.data?.items.map(({ role }) => role)]);
process.stdout.write(JSON.stringify(steps));
`;

const WALK_OF_HEY_API = `
import * as api from './api/index.js';
import { createClient } from './api/client/index.js';
${ENVIRONMENT}
const client = createClient({ baseUrl });
const steps: unknown[] = [];

const registered = await api.register({ client, body: { email, password } });
const account = registered.data as { email: string } | undefined;
steps.push([registered.response?.status, account?.email]);
const again = await api.register({ client, body: { email, password } });
steps.push([again.response?.status, again.error?.code]);

const login = await api.login({ client, body: { email, password } });
if (login.data === undefined || !('access_token' in login.data)) throw new Error(login.error?.title);
const me = await api.getMe({ client, ...bearer(login.data.access_token) });
steps.push([me.response?.status, me.data?.email]);
const sessions = await api.listSessions({ client, query: { limit: 10 }, ...bearer(login.data.access_token) });
steps.push([sessions.response?.status, sessions.data?.items.map(({ current }) => current)]);

const refreshed = await api.refresh({ client, body: { refresh_token: login.data.refresh_token } });
if (refreshed.data === undefined || !('access_token' in refreshed.data)) throw new Error(refreshed.error?.title);
steps.push([refreshed.response?.status, refreshed.data.session_id === login.data.session_id]);
const { access_token: ended } = refreshed.data;

const root = await api.login({ client, body: { email: ADMIN_EMAIL, password: ADMIN_PASSWORD } });
if (root.data === undefined || !('access_token' in root.data)) throw new Error(root.error?.title);
const { access_token: admin } = root.data;
const logout = await api.logout({ client, body: {}, ...bearer(ended) });
steps.push([logout.response?.status]);
const late = await api.getMe({ client, ...bearer(ended) });
steps.push([late.response?.status, late.error?.code]);

const users = await api.listUsers({ client, query: { status: 'active', email_prefix: email }, ...bearer(admin) });
const user = users.data?.items[0];
steps.push([users.response?.status, user?.email === email]);
const next = await api.login({ client, body: { email, password } });
if (next.data === undefined || !('access_token' in next.data)) throw new Error(next.error?.title);
const forbidden = await api.listUsers({ client, ...bearer(next.data.access_token) });
steps.push([forbidden.response?.status, forbidden.error?.code]);
const path = { id: user?.id ?? '', role: 'user' };
const granted = await api.grantUserRole({ client, path, body: {}, ...bearer(admin) });
steps.push([granted.response?.status]);
const roles = await api.listUserRoles({ client, path: { id: path.id }, ...bearer(admin) });
steps.push([roles.response?.status, roles.data?.items.map(({ role }) => role)]);
process.stdout.write(JSON.stringify(steps));
`;

const GENERATORS = [
  {
    name: 'openapi-typescript and openapi-fetch',
    program: 'openapi-typescript/bin/cli.js',
    args: [DOCUMENT, '--output', 'schema.ts'],
    walk: WALK_OF_OPENAPI_FETCH,
    packages: ['openapi-fetch', 'openapi-typescript-helpers'],
    compiler: {},
  },
  {
    name: '@hey-api/openapi-ts',
    program: '@hey-api/openapi-ts/bin/run.js',
    args: ['--input', DOCUMENT, '--output', 'api', '--client', '@hey-api/client-fetch', '--no-log-file'],
    walk: WALK_OF_HEY_API,
    packages: [],
    // What it brings along to send requests is not written for this one.
    compiler: { exactOptionalPropertyTypes: false },
  },
];

const { service } = useGatehouse();

describe.each(GENERATORS)('the client that $name make', ({ program, args, walk, packages, compiler }) => {
  let project: ForeignProject;

  beforeAll(async () => {
    // They write for browsers too.
    project = await ForeignProject.create({ lib: ['ES2023', 'DOM', 'DOM.Iterable'], ...compiler });
    await project.link('@types/node', 'typescript', ...packages);
    await project.node(join(root, 'node_modules', program), args);
    await project.write('walk.ts', walk);
  });

  afterAll(() => project.remove());

  it('compiles as it is, and goes from registration to administration', async () => {
    expect(await project.compile()).toEqual([]);
    const email = newEmail();
    const environment = { URL: service.url, EMAIL: email, ADMIN_EMAIL: ADMIN.email, ADMIN_PASSWORD: ADMIN.password };
    expect(JSON.parse(await project.node('out/walk.js', [], environment))).toEqual(cameTo(email));
  });
});
