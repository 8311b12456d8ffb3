import { beforeAll, describe, expect, it } from '@jest/globals';
import { PERMISSIONS } from '../../libs/contracts/src/index.js';
import { newOfficer, type Officer } from '../support/accounts.js';
import {
  administrative,
  type Document,
  documented,
  isMutating,
  type Operation,
} from '../support/administration/operations.js';
import { CLERK, type Sample, SAMPLES } from '../support/administration/samples.js';
import { Stage } from '../support/administration/stage.js';
import { whileNothingIsRecorded } from '../support/audit-troubles.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken, claimsOf, newLogin } from '../support/people.js';
import { runNode } from '../support/process.js';
import { useGatehouse } from '../support/use-gatehouse.js';

/** Whoever may call something here has to hold a permission. */
const IS_ADMINISTRATIVE =
  /^\w+ \/(metrics|v1\/(users|user-sessions|roles|permissions|clients|identity-providers|revocations|audit-events|statistics)(\/|$))/;
/** What the delegated administrator may do, beside giving and taking one role. */
const DEPUTY = ['users:read', 'users:write', 'sessions:read', 'sessions:revoke', 'roles:read', 'audit:read'];

/** What takes the trail away is told of in it, though it changes nothing. */
const EXPORT = 'GET /v1/audit-events/export';

interface Actor {
  readonly name: string;
  readonly id: string | null;
  readonly token: string | undefined;
  /** Undefined: everything. */
  readonly permissions: readonly string[] | undefined;
  readonly isClient: boolean;
}

describe('the matrix of administration', () => {
  // What is cleaned up every minute would change tables by itself.
  const { database, service } = useGatehouse({ GATEHOUSE_CLEANUP_INTERVAL: '1d' });
  let document: Document;
  let operations: Operation[];
  let stage: Stage;
  let admin: Actor;
  let people: Actor[];
  const clients = new Map<string, Promise<Actor>>();

  beforeAll(async () => {
    const { api } = service;
    document = (await api.get<Document & Record<string, unknown>>('/openapi.json')).body;
    operations = administrative(document);
    const token = await adminToken(api);
    admin = {
      name: 'administrator',
      id: String(claimsOf(token)['sub']),
      token,
      permissions: undefined,
      isClient: false,
    };
    stage = new Stage(api, database, token);
    expect((await api.post('/v1/roles', { name: CLERK, permissions: [] }, { token })).status).toBe(201);
    const user = await newLogin(api);
    const deputy = await newOfficer(api, token, DEPUTY, [CLERK]);
    people = [
      { name: 'nobody', id: null, token: undefined, permissions: [], isClient: false },
      person('user', { person: user.person, token: user.tokens.access_token }, []),
      person('deputy', deputy, [...DEPUTY, 'roles:delegate']),
      admin,
    ];
  });

  const person = (
    name: string,
    { person, token }: Pick<Officer, 'person' | 'token'>,
    permissions: string[],
  ): Actor => ({
    name,
    id: person.id,
    token,
    permissions,
    isClient: false,
  });

  /** A service client whose token carries exactly this. */
  function clientWith(scopes: readonly string[]): Promise<Actor> {
    const key = scopes.join(' ');
    const known = clients.get(key) ?? makeClient(scopes);
    clients.set(key, known);
    return known;
  }

  async function makeClient(scopes: readonly string[]): Promise<Actor> {
    const client = await newClient(service.api, admin.token ?? '', { scopes });
    const token = await clientToken(service.api, client);
    return {
      name: `client with ${scopes.join(' ')}`,
      id: client.client_id,
      token,
      permissions: scopes,
      isClient: true,
    };
  }

  /** Sends a request. @returns its status; of a stream no more than that is waited for */
  async function send(
    { method }: Operation,
    { path, body, type = 'application/json' }: Sample,
    { token }: Actor,
  ): Promise<number> {
    const ending = new AbortController();
    const response = await fetch(service.url + path, {
      method,
      signal: ending.signal,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (path.endsWith('/stream')) ending.abort();
    else await response.arrayBuffer();
    return response.status;
  }

  async function prepare({ name }: Operation, actor: Actor): Promise<Sample> {
    const sample = SAMPLES[name];
    if (sample === undefined) throw new Error(`${name} demands a permission and has no sample request`);
    return sample(stage, actor.id);
  }

  /** What the document says that the actor is answered. */
  function expected({ all, any, needsRecentLogin, success }: Operation, actor: Actor): readonly number[] {
    const { token, permissions, isClient } = actor;
    if (token === undefined) return [401];
    const holds = (permission: string): boolean => permissions?.includes(permission) ?? true;
    if (!all.every(holds) || (any.length > 0 && !any.some(holds))) return [403];
    // A service has not logged in, so it has not of late.
    return isClient && needsRecentLogin ? [401] : success;
  }

  it('has a sample of every route that demands a permission, and of no other', () => {
    expect(operations.length).toBeGreaterThan(30);
    expect(Object.keys(SAMPLES).sort()).toEqual(operations.map(({ name }) => name).sort());
  });

  it('knows every route that answers, and each that is administrative demands a permission', async () => {
    const listing = runNode(['dist/apps/auth/src/bin/list-routes.js'], {});
    expect(await listing.exited()).toBe(0);
    const routes = (JSON.parse(listing.output()) as { method: string; url: string }[])
      .filter(({ method, url }) => method !== 'HEAD' && /^\/(v1|oauth|metrics|health|\.well-known)(\/|$)/.test(url))
      // Browsers are sent there as to a page.
      .filter(({ url }) => !/^\/oauth\/(authorize|end-session|upstream\/:id)$/.test(url))
      .map(({ method, url }) => `${method} ${url.replace(/:(\w+)/g, '{$1}')}`);
    expect(routes.sort()).toEqual([...documented(document).keys()].sort());
    const demanding = new Set(operations.map(({ name }) => name));
    expect(routes.filter(name => IS_ADMINISTRATIVE.test(name) && !demanding.has(name))).toEqual([]);
  });

  it('demands only permissions of the catalogue, and says so in words too', () => {
    for (const { name, all, any, description } of operations) {
      for (const permission of [...all, ...any]) {
        expect([name, Object.keys(PERMISSIONS)]).toEqual([name, expect.arrayContaining([permission])]);
        expect([name, description]).toEqual([name, expect.stringContaining(`\`${permission}\``)]);
      }
    }
  });

  it('is what each route answers to each caller', async () => {
    const wrong: string[] = [];
    let asked = 0;
    for (const operation of operations) {
      const needed = [...operation.all, ...operation.any.slice(0, 1)];
      for (const actor of [...people, await clientWith(needed), await clientWith(['orders:read'])]) {
        const status = await send(operation, await prepare(operation, actor), actor);
        const right = expected(operation, actor);
        asked++;
        if (!right.includes(status)) wrong.push(`${operation.name}, ${actor.name}: ${status}, not ${right.join('/')}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(asked).toBe(operations.length * 6);
  });

  const auditRows = async (): Promise<number> =>
    (await database.query<{ n: number }>('SELECT count(*)::int AS n FROM audit_events'))[0]?.n ?? NaN;

  it('has at least one row in the audit trail for every change, and none for reading', async () => {
    const rows: Record<string, number> = {};
    for (const operation of operations) {
      const sample = await prepare(operation, admin);
      const before = await auditRows();
      expect([operation.name, operation.success]).toEqual([
        operation.name,
        expect.arrayContaining([await send(operation, sample, admin)]),
      ]);
      rows[operation.name] = (await auditRows()) - before;
    }
    expect(operations.filter(isMutating).filter(({ name }) => (rows[name] ?? 0) < 1)).toEqual([]);
    const told = operations.filter(operation => !isMutating(operation) && rows[operation.name] !== 0);
    expect(told.map(({ name }) => name)).toEqual([EXPORT]);
  });

  it('changes nothing that cannot be written into the audit trail', async () => {
    for (const operation of operations.filter(isMutating)) {
      const sample = await prepare(operation, admin);
      const before = await stage.digest();
      const status = await whileNothingIsRecorded(database, () => send(operation, sample, admin));
      expect([operation.name, status]).toEqual([operation.name, 500]);
      expect([operation.name, await stage.digest()]).toEqual([operation.name, before]);
      // The same request does change something where it can be written.
      expect(operation.success).toContain(await send(operation, sample, admin));
      expect([operation.name, await stage.digest()]).not.toEqual([operation.name, before]);
    }
  });
});
