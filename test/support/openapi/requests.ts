/** How the sweeps of the document ask every operation, and what they have ready to ask it. */
import { expect } from '@jest/globals';
import { CLERK } from '../administration/samples.js';
import { Stage } from '../administration/stage.js';
import type { TestDatabase } from '../database.js';
import type { Gatehouse } from '../gatehouse.js';
import { adminToken } from '../people.js';
import { type Documented, leadingNowhere } from './documented.js';
import { type Sample, sampleOf } from './samples.js';

const FORM = 'application/x-www-form-urlencoded';

export interface Call {
  readonly path?: string;
  readonly token?: string;
  readonly body?: string | undefined;
  readonly type?: string;
  readonly headers?: Record<string, string>;
}

/** @returns the status; a stream is let go at once */
export async function send(service: Gatehouse, operation: Documented, call: Call = {}): Promise<number> {
  const { path = leadingNowhere(operation), token, body, type = operation.mediaType, headers = {} } = call;
  const leaving = new AbortController();
  const response = await fetch(service.url + path, {
    method: operation.method,
    signal: leaving.signal,
    headers: {
      ...(body !== undefined && { 'content-type': type }),
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body !== undefined && { body }),
  });
  if (path.endsWith('/stream')) leaving.abort();
  else await response.arrayBuffer();
  return response.status;
}

/** Sends something to every operation that declares the status, and expects it of each. */
export async function expectStatus(
  status: number,
  operations: readonly Documented[],
  request: (operation: Documented) => Promise<number>,
): Promise<void> {
  const declaring = operations.filter(({ statuses }) => statuses.includes(status));
  expect(declaring.length).toBeGreaterThan(0);
  const answers: string[] = [];
  for (const operation of declaring) answers.push(`${operation.id} ${await request(operation)}`);
  expect(answers).toEqual(declaring.map(({ id }) => `${id} ${status}`));
}

export const isOAuth = ({ path }: Documented): boolean => path.startsWith('/oauth/') && path !== '/oauth/userinfo';
const named = ({ method, path }: Documented): string => `${method} ${path}`;

export const formOf = (body: object): string => new URLSearchParams(body as Record<string, string>).toString();

function callOf(operation: Documented, { path, body, token, headers }: Sample): Call {
  const text = body && (operation.mediaType === FORM ? formOf(body) : JSON.stringify(body));
  return { path, body: text, ...(token !== undefined && { token }), ...(headers !== undefined && { headers }) };
}

/** A request that would succeed for each operation, to be sent when something is broken. */
export async function prepare(
  service: Gatehouse,
  database: TestDatabase,
  operations: readonly Documented[],
): Promise<ReadonlyMap<string, Call>> {
  const { api } = service;
  const admin = await adminToken(api);
  const stage = new Stage(api, database, admin);
  await api.post('/v1/roles', { name: CLERK, permissions: [] }, { token: admin });
  const calls = new Map<string, Call>();
  for (const operation of operations) {
    const call = callOf(operation, await sampleOf(named(operation), api, stage, admin));
    calls.set(operation.id, call);
  }
  // Each token is known by now, as it is where services are at work.
  for (const { token = '' } of calls.values()) if (token !== '') await api.me(token);
  return calls;
}
