import { beforeAll, describe, expect, it } from '@jest/globals';
import type { RevocationBatch, RevocationEntry } from '../../libs/contracts/src/index.js';
import { FeedStream } from '../support/feed-stream.js';
import { clientToken, newClient, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newLogin, newPerson } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the feed of revocations', () => {
  const { database, service } = useGatehouse();
  let admin: string;
  let subscriber: ServiceClient;
  let token: string;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    subscriber = await newClient(service.api, admin, { scopes: ['revocations:read'] });
    token = await clientToken(service.api, subscriber);
  });

  async function read(after?: string | null): Promise<RevocationBatch> {
    const query = after === undefined || after === null ? '' : `?after=${after}`;
    const answer = await service.api.get<RevocationBatch>(`/v1/revocations${query}`, { token });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    return answer.body;
  }

  /** What comes into the feed while `work` is done. */
  async function newsOf(work: () => Promise<unknown>): Promise<RevocationEntry[]> {
    const { cursor, items: before } = await read();
    await work();
    const { items, reset } = await read(cursor);
    expect(reset).toBe(false);
    return items.filter(item => !before.some(known => JSON.stringify(known) === JSON.stringify(item)));
  }

  const jtiOf = (accessToken: string): string => String(claimsOf(accessToken)['jti']);

  it('tells the whole picture first: the roles and what they permit', async () => {
    const { reset, items, cursor, as_of } = await read();
    expect(reset).toBe(true);
    expect(items).toContainEqual({ kind: 'role', name: 'admin', version: 1, permissions: ['*'] });
    expect(items).toContainEqual({ kind: 'role', name: 'user', version: 1, permissions: [] });
    expect(cursor).toMatch(/^[\w-]{16}\.\d+\.\d+$/);
    expect(Math.abs(Date.parse(as_of ?? '') - Date.now())).toBeLessThan(60_000);
  });

  it('has one entry for each thing that is taken back', async () => {
    const { person, tokens } = await newLogin(service.api);
    const other = await logIn(service.api, person);
    const epoch = Number(claimsOf(tokens.access_token)['epoch']);
    const times = expect.stringMatching(/^\d{4}-.*Z$/);

    const logout = await newsOf(() => service.api.post('/v1/auth/logout', undefined, { token: other.access_token }));
    expect(logout).toEqual([{ kind: 'session', sid: other.session_id, expires_at: times }]);

    const jti = jtiOf(tokens.access_token);
    const revocation = await newsOf(() => service.api.post('/v1/revocations', { jti }, { token: admin }));
    expect(revocation).toEqual([{ kind: 'token', jti, expires_at: times }]);

    const refreshed = (await service.api.refresh(tokens.refresh_token)).body;
    const everywhere = await newsOf(() =>
      service.api.post('/v1/auth/logout-all', undefined, { token: refreshed.access_token }),
    );
    const subject = { kind: 'subject', sub: person.id, expires_at: times };
    expect(everywhere).toEqual([{ ...subject, min_epoch: epoch + 1, status: 'active' }]);

    const path = `/v1/users/${person.id}`;
    const disabled = await newsOf(() => service.api.patch(path, { status: 'disabled' }, { token: admin }));
    expect(disabled).toEqual([{ ...subject, min_epoch: epoch + 2, status: 'disabled' }]);
    const enabled = await newsOf(() => service.api.patch(path, { status: 'active' }, { token: admin }));
    expect(enabled).toEqual([{ ...subject, min_epoch: epoch + 3, status: 'active' }]);
  });

  it('keeps an entry for longer than any token lives', async () => {
    const { tokens } = await newLogin(service.api);
    const [entry] = await newsOf(() => service.api.post('/v1/auth/logout', undefined, { token: tokens.access_token }));
    expect(Date.parse(entry?.expires_at ?? '') - Date.now()).toBeGreaterThan(3_600_000);
  });

  it('has an entry for a refresh token that was used twice', async () => {
    const { tokens } = await newLogin(service.api);
    const second = (await service.api.refresh(tokens.refresh_token)).body;
    await service.api.refresh(second.refresh_token);
    const news = await newsOf(() => service.api.refresh(tokens.refresh_token));
    expect(news).toEqual([expect.objectContaining({ kind: 'session', sid: tokens.session_id })]);
  });

  it('has one entry for a role, whatever is done to it, and believes a role that comes back', async () => {
    const role = { name: 'packer', permissions: ['parcels:pack'] };
    const post = (): Promise<unknown> => service.api.post('/v1/roles', role, { token: admin });
    const definition = { kind: 'role', name: 'packer' };
    expect(await newsOf(post)).toEqual([{ ...definition, version: 1, permissions: ['parcels:pack'] }]);
    const patch = (): Promise<unknown> =>
      service.api.patch('/v1/roles/packer', { permissions: ['parcels:pack', 'parcels:send'] }, { token: admin });
    expect(await newsOf(patch)).toEqual([{ ...definition, version: 2, permissions: ['parcels:pack', 'parcels:send'] }]);
    const remove = (): Promise<unknown> => service.api.delete('/v1/roles/packer', { token: admin });
    expect(await newsOf(remove)).toEqual([
      { ...definition, version: 3, permissions: [], expires_at: expect.any(String) },
    ]);
    expect(await newsOf(post)).toEqual([{ ...definition, version: 4, permissions: ['parcels:pack'] }]);
  });

  it('writes one row where a user with many sessions logs out everywhere', async () => {
    const { person, tokens } = await newLogin(service.api);
    for (let session = 0; session < 5; session++) await logIn(service.api, person);
    const count = async (): Promise<number> =>
      Number((await database.query('SELECT count(*)::int AS n FROM revocations'))[0]?.['n']);
    const before = await count();
    await service.api.post('/v1/auth/logout-all', undefined, { token: tokens.access_token });
    expect(await count()).toBe(before + 1);
  });

  it('is for service clients with the scope, and for roles that permit it', async () => {
    const stranger = await clientToken(service.api, await newClient(service.api, admin, { scopes: ['orders:read'] }));
    const { tokens } = await newLogin(service.api);
    for (const path of ['/v1/revocations', '/v1/revocations/stream']) {
      expect((await service.api.get(path)).status).toBe(401);
      expect((await service.api.get(path, { token: stranger })).status).toBe(403);
      expect((await service.api.get(path, { token: tokens.access_token })).status).toBe(403);
    }
    expect((await service.api.get('/v1/revocations', { token: admin })).status).toBe(200);
  });

  it.each(['', 'x', 'a.b.c', '0123456789abcdef.1', `${'a'.repeat(16)}.-1.2`, `${'a'.repeat(16)}.${'9'.repeat(17)}.1`])(
    'refuses the cursor %j',
    async after => {
      const { status, body } = await service.api.get(`/v1/revocations?after=${after}`, { token });
      expect([status, body['code']]).toEqual([400, 'validation_failed']);
    },
  );

  it('begins anew for a cursor of another feed, and for one from too long ago', async () => {
    const [feed = '', mark = '', asOf = ''] = (await read()).cursor?.split('.') ?? [];
    expect((await read(`${'x'.repeat(16)}.${mark}.${asOf}`)).reset).toBe(true);
    expect((await read(`${feed}.${mark}.${Number(asOf) - 86_400_000}`)).reset).toBe(true);
    expect((await read(`${feed}.${mark}.${asOf}`)).reset).toBe(false);
  });

  it('comes as a stream: the picture, then news within the moment, then heartbeats, and goes on after a cut', async () => {
    const stream = await FeedStream.open(service.url, token);
    const picture = await stream.next();
    expect([picture.data.reset, picture.data.as_of === null]).toEqual([true, false]);
    expect(picture.id).toBe(picture.data.cursor);

    const { tokens } = await newLogin(service.api);
    await service.api.post('/v1/auth/logout', undefined, { token: tokens.access_token });
    const news = await stream.until(({ data }) => data.items.length > 0);
    expect(news.data).toMatchObject({ reset: false, items: [{ kind: 'session', sid: tokens.session_id }] });
    const heartbeat = await stream.next();
    expect(heartbeat.data.items).toEqual([]);
    expect(Date.parse(heartbeat.data.as_of ?? '')).toBeGreaterThan(Date.parse(news.data.as_of ?? ''));
    stream.close();

    const missed = await newPerson(service.api);
    const lost = await logIn(service.api, missed);
    await service.api.post('/v1/auth/logout', undefined, { token: lost.access_token });
    const resumed = await FeedStream.open(service.url, token, heartbeat.id);
    const first = await resumed.next();
    expect(first.data.reset).toBe(false);
    expect(first.data.items).toContainEqual(expect.objectContaining({ sid: lost.session_id }));
    resumed.close();
  });

  it('ends the stream of a client that is disabled', async () => {
    const leaving = await newClient(service.api, admin, { scopes: ['revocations:read'] });
    const stream = await FeedStream.open(service.url, await clientToken(service.api, leaving));
    await stream.next();
    await service.api.patch(`/v1/clients/${leaving.client_id}`, { status: 'disabled' }, { token: admin });
    await stream.ended();
  });

  it('sends a large picture in parts of which only the last one has a cursor', async () => {
    await database.query(
      `INSERT INTO revocations (kind, target, transaction_id, expires_at)
       SELECT 'token', 'many-' || n, pg_current_xact_id()::text::bigint, now() + interval '1 hour'
       FROM generate_series(1, 2500) n`,
    );
    const stream = await FeedStream.open(service.url, token);
    const parts = [await stream.next()];
    while (parts.at(-1)?.data.cursor === null) parts.push(await stream.next());
    stream.close();
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.map(({ data }) => data.reset)).toEqual(parts.map((_, place) => place === 0));
    expect(parts.slice(0, -1).every(({ id, data }) => id === undefined && data.as_of === null)).toBe(true);
    const items = parts.flatMap(({ data }) => data.items);
    expect(items.filter(item => item.kind === 'token' && item.jti.startsWith('many-'))).toHaveLength(2500);
  });

  it('has another name once the database is another one, and then tells everything anew', async () => {
    const stream = await FeedStream.open(service.url, token);
    const { data: before } = await stream.next();
    await database.query('UPDATE feed SET id = gen_random_uuid()');
    const { data: after } = await stream.until(({ data }) => data.reset);
    stream.close();
    expect(after.feed).not.toBe(before.feed);
    expect((await read(before.cursor)).reset).toBe(true);
    expect((await service.api.me(admin)).status).toBe(200);
  });
});
