import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { adminToken, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

const ID = '0199b2c4-7d1e-7c3a-9f52-1b0c5a7e4d21';

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, { readonly operationId: string }>>>>;
}

const document = JSON.parse(await readFile('openapi.json', 'utf8')) as Document;
const CHANGES = Object.entries(document.paths)
  .filter(([path]) => path.startsWith('/v1/'))
  .flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => method !== 'get')
      .map(([method, { operationId }]) => ({ operationId, method: method.toUpperCase(), path })),
  );

/** What is needed where the query is looked at together with the body. */
const BODIES: Readonly<Record<string, object>> = {
  createRole: { name: 'tried', permissions: [] },
  addRoleMembers: { user_ids: [ID] },
  removeRoleMembers: { user_ids: [ID] },
};

describe('a change whose address says more than its route takes', () => {
  const { database, service } = useGatehouse();
  let token: string;

  beforeAll(async () => {
    token = await adminToken(service.api);
  });

  const send = async (method: string, path: string, body?: object): Promise<Response> =>
    fetch(service.url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

  it('has many routes', () => {
    expect(CHANGES.length).toBeGreaterThan(60);
  });

  it.each(CHANGES)('is refused: $operationId', async ({ operationId, method, path }) => {
    const concrete = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => (/id$/.test(name) ? ID : 'orders:refund'));
    const response = await send(method, `${concrete}?dry_run=perhaps`, BODIES[operationId]);
    expect(response.status).toBe(400);
    const { code, errors } = (await response.json()) as { code: string; errors: { field: string }[] };
    expect([code, errors]).toMatchObject(['validation_failed', [{ field: 'dry_run' }]]);
  });

  it('is not made where nobody knows how to try it', async () => {
    const { id } = await newPerson(service.api);
    expect((await send('DELETE', `/v1/users/${id}?dry_run=true`)).status).toBe(400);
    expect(await database.query('SELECT status FROM subjects WHERE id = $1', [id])).toEqual([{ status: 'active' }]);
  });

  it('is made where nothing follows the question mark', async () => {
    const { id } = await newPerson(service.api);
    expect((await send('DELETE', `/v1/users/${id}?`)).status).toBe(204);
  });
});
