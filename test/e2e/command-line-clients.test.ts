import { describe, expect, it } from '@jest/globals';
import { useCommandLine } from '../support/command-line-scene.js';
import { clientToken, type ServiceClient } from '../support/oauth.js';
import { adminToken } from '../support/people.js';

const CALLBACK = 'https://wiki.example.org/callback';

describe('the command line: clients', () => {
  const { database, auth, api, statuses, refusals } = useCommandLine();

  const kept = async (id: string): Promise<unknown> =>
    (await api().get(`/v1/clients/${id}`, { token: await adminToken(api()) })).body;

  it('lists clients, all or some, and shows one by its name or its id, without a secret', async () => {
    const service = await auth.json<ServiceClient>('clients', 'create', 'orders', '--scope', 'introspect');
    const wiki = ['clients', 'create', 'Wiki', '--kind', 'web', '--redirect-uri', CALLBACK, '--first-party'];
    const { client_id: id } = await auth.json<ServiceClient>(...wiki);
    expect((await auth.run('clients', 'list')).out).toBe(
      `${id} web     active   Wiki\n${service.client_id} service active   orders\n`,
    );
    for (const filter of [
      ['--kind', 'web'],
      ['--name-contains', 'IK'],
    ]) {
      expect(await auth.json('clients', 'list', ...filter)).toEqual({ items: [await kept(id)] });
    }
    expect(await auth.json('clients', 'list', '--scope', 'introspect')).toMatchObject({ items: [{ name: 'orders' }] });
    for (const called of ['Wiki', id]) expect(await auth.json('clients', 'show', called)).toEqual(await kept(id));
    const { out } = await auth.run('clients', 'show', 'Wiki');
    expect(out).toMatch(new RegExp(`^${id} web     active   Wiki\n`));
    expect(out).toMatch(/^ {2}redirect_uris +https:\/\/wiki\.example\.org\/callback$/m);
    expect(out).toMatch(/^ {2}first_party +yes$/m);
    expect(out).not.toMatch(/logo_uri|secret/);
  });

  it('changes what is said of a client, takes away what is to be no more, and leaves the rest', async () => {
    const create = ['clients', 'create', 'board', '--kind', 'web', '--redirect-uri', CALLBACK, '--audience', 'orders'];
    const logout = 'https://board.example.org/logout';
    const { client_id: id } = await auth.json<ServiceClient>(...create, '--backchannel-logout-uri', logout);
    const words = ['--name', 'Board', '--redirect-uri', 'https://board.example.org/', '--first-party'];
    const changed = await auth.json('clients', 'update', 'board', ...words);
    expect(changed).toMatchObject({
      ...{ name: 'Board', redirect_uris: ['https://board.example.org/'], first_party: true },
      ...{ audiences: ['orders'], backchannel_logout_uri: logout },
    });
    expect(changed).toEqual(await kept(id));
    const none = ['--no-audience', '--no-backchannel-logout-uri', '--no-first-party'];
    expect(await auth.json('clients', 'update', id, ...none)).toMatchObject({
      ...{ name: 'Board', audiences: null, backchannel_logout_uri: null, first_party: false },
    });
    const [event] = await database.query(
      `SELECT actor_id, user_agent FROM audit_events WHERE kind = 'client_updated' AND target_id = $1 LIMIT 1`,
      [id],
    );
    expect(event).toEqual({ actor_id: null, user_agent: 'gatehouse command line' });
  });

  it('outdates the tokens of a client that it changes, on every instance, and gives one that is disabled none', async () => {
    const client = await auth.json<ServiceClient>('clients', 'create', 'stock', '--scope', 'orders:read');
    const token = await clientToken(api(), client);
    const before = await statuses(token);
    expect((await auth.run('clients', 'update', 'stock', '--scope', 'introspect')).code).toBe(0);
    expect([before, await refusals(token)]).toEqual([
      [403, 403],
      [401, 401],
    ]);
    expect((await auth.run('clients', 'disable', 'stock')).out).toMatch(/^\S+ service disabled stock\n/);
    await expect(clientToken(api(), client)).rejects.toThrow('401');
    expect(await auth.json('clients', 'enable', 'stock')).toMatchObject({ status: 'active', scopes: ['introspect'] });
    await clientToken(api(), client);
  });

  it('refuses what the API refuses, and says why', async () => {
    expect(await auth.run('clients', 'show', 'nobody')).toMatchObject({
      ...{ code: 1, err: expect.stringMatching(/^client_not_found: /) },
    });
    const uris = ['clients', 'update', 'Board', '--no-redirect-uri', '--json'];
    const lacking = await auth.run(...uris);
    expect([lacking.code, JSON.parse(lacking.err)]).toMatchObject([
      1,
      { code: 'validation_failed', errors: [{ field: 'redirect_uris', code: 'is_needed' }] },
    ]);
    const inside = await auth.run('clients', 'update', 'Board', '--backchannel-logout-uri', 'https://10.0.0.1/logout');
    expect(inside.code).toBe(1);
    expect(inside.err).toMatch(/^ {2}backchannel_logout_uri: not_allowed: .+10\.0\.0\.1.+GATEHOUSE_OUTBOUND_HOSTS/m);
    expect(await auth.run('clients', 'list', '--kind', 'toaster')).toMatchObject({ code: 2, out: '' });
  });
});
