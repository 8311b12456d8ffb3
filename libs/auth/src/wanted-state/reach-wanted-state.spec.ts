import { beforeAll, describe, expect, it } from '@jest/globals';
import { OPERATOR } from '#libs/authority';
import { RoleCatalogue, type RoleDefinition } from '#libs/roles';
import type { ClientDefinition } from '#libs/service-clients';
import { useModule } from '../../../../test/support/use-cases/use-module.js';
import { ReachWantedState } from './reach-wanted-state.js';
import type { WantedState } from './wanted-state.js';

const NOTHING: WantedState = {
  permissions: [],
  roles: [],
  clients: [],
  identity_providers: [],
  prune: new Set(),
};

const PROVIDER = {
  client_id: 'gatehouse',
  button_text: 'Example',
  scopes: ['openid'],
  makes_accounts: false,
  email_domains: [],
  role_mapping: [{ claim: 'groups', value: 'helpers', role: 'lead' }],
  mfa_acr_values: [],
  mfa_amr_values: [],
};

type RoleContent = Partial<RoleDefinition>;

const roles = (content: Record<string, RoleContent>): WantedState => ({
  ...NOTHING,
  roles: Object.entries(content).map(([name, definition], index) => ({
    name,
    path: `roles[${index}]`,
    definition: { description: '', permissions: [], includes: [], assigns: [], requires_mfa: false, ...definition },
  })),
});

function client(more: Partial<ClientDefinition>, status?: 'active' | 'disabled'): WantedState['clients'][number] {
  const none = { audiences: null, public_jwk: null, redirect_uris: [], post_logout_redirect_uris: [] };
  const no = { backchannel_logout_session_required: false, first_party: false, device_grant: false };
  const rest = { backchannel_logout_uri: null, logo_uri: null, require_pushed_authorization_requests: false };
  const definition = { kind: 'service', name: 'orders', scopes: [], ...none, ...no, ...rest, ...more } as const;
  return { path: 'clients[0]', definition, withSecret: true, status };
}

describe('reaching what is wanted', () => {
  const { get, database, newAdministrator, newUser, eventsOf } = useModule();
  const reach = get(ReachWantedState);
  const catalogue = get(RoleCatalogue);

  const events = async (): Promise<number> =>
    Number((await database.query('SELECT count(*) FROM audit_events'))[0]?.['count']);

  const kinds = async (target: string): Promise<string[]> => (await eventsOf(target)).map(({ kind }) => kind);

  const actions = (changes: readonly { action: string; name: string }[]): string[] =>
    changes.map(({ action, name }) => `${action} ${name}`);

  const everything: WantedState = {
    ...roles({
      lead: { includes: ['helper'], assigns: ['helper', 'lead'] },
      helper: { permissions: ['orders:read', 'orders:refund'], assigns: ['lead'] },
    }),
    permissions: [{ path: 'permissions[0]', name: 'orders:refund', description: 'Give money back.' }],
    clients: [client({ scopes: ['orders:read', 'introspect'] })],
    identity_providers: [
      {
        path: 'identity_providers[0]',
        issuer: 'https://id.example.org',
        definition: PROVIDER,
        enabled: undefined,
        secret: 'hush',
      },
    ],
  };

  describe('from nothing', () => {
    let before: number;

    beforeAll(async () => {
      before = await events();
    });

    it('is planned in full, and leaves nothing behind', async () => {
      const planned = await reach.plan(OPERATOR, everything);
      expect(actions(planned).sort()).toEqual([
        ...['create helper', 'create https://id.example.org', 'create lead', 'create orders', 'create orders:refund'],
      ]);
      expect(await events()).toBe(before);
      await expect(catalogue.get('helper')).rejects.toMatchObject({ code: 'role_not_found' });
    });

    it('makes what others name first, though they name each other', async () => {
      const { changes, clients } = await reach.execute(OPERATOR, everything);
      expect(changes).toHaveLength(5);
      expect(clients).toEqual([
        {
          name: 'orders',
          kind: 'service',
          client_id: expect.any(String),
          client_secret: expect.stringMatching(/^gcs_/),
        },
      ]);
      expect(await catalogue.get('lead')).toMatchObject({ includes: ['helper'], assigns: ['helper', 'lead'] });
      expect(await catalogue.get('helper')).toMatchObject({ assigns: ['lead'] });
      expect(await kinds('lead')).toEqual(['authz_role_created']);
      expect(await kinds('orders:refund')).toEqual(['permission_declared']);
      const [made] = await eventsOf(clients[0]!.client_id);
      expect(made).toMatchObject({ kind: 'client_created', actor_id: null });
    });

    it('changes nothing the second time, in whatever order lists are', async () => {
      const before = await events();
      const turned = { ...everything, clients: [client({ scopes: ['introspect', 'orders:read'] })] };
      expect(await reach.execute(OPERATOR, turned)).toEqual({ changes: [], clients: [] });
      expect(await events()).toBe(before);
    });
  });

  it('lets two roles change which of them includes the other', async () => {
    await reach.execute(OPERATOR, roles({ above: { includes: ['below'] }, below: {} }));
    await reach.execute(OPERATOR, roles({ above: {}, below: { includes: ['above'], permissions: ['a:b'] } }));
    expect(await catalogue.get('below')).toMatchObject({ includes: ['above'], effective_permissions: ['a:b'] });
    expect(await kinds('above')).toEqual(['authz_role_created', 'authz_role_updated']);
  });

  it('leaves what it does not speak of, unless that is pruned', async () => {
    await reach.execute(OPERATOR, roles({ stays: {}, goes: {} }));
    const stays = roles({ stays: {} });
    expect(await reach.plan(OPERATOR, stays)).toEqual([]);
    const { changes } = await reach.execute(OPERATOR, { ...stays, prune: new Set(['roles'] as const) });
    expect(changes.every(({ action }) => action === 'delete')).toBe(true);
    const left = (await catalogue.list({ after: undefined, limit: 100 })).map(({ name }) => name);
    expect(left).toEqual(['admin', 'stays', 'user']);
    const prune = new Set(['permissions', 'clients', 'identity_providers'] as const);
    const gone = await reach.execute(OPERATOR, { ...NOTHING, prune });
    expect(actions(gone.changes)).toEqual(
      expect.arrayContaining(['delete orders:refund', 'delete orders', 'delete https://id.example.org']),
    );
    expect(await reach.plan(OPERATOR, { ...NOTHING, prune: new Set(['roles'] as const) })).toHaveLength(1);
  });

  it('changes it once, whoever wants the same at the same time', async () => {
    const wanted = roles({ once: { permissions: ['a:b'] }, after: { includes: ['once'] } });
    const all = await Promise.all([1, 2, 3].map(() => reach.execute(OPERATOR, wanted)));
    expect(all.map(({ changes }) => changes.length).sort()).toEqual([0, 0, 2]);
    expect(await kinds('once')).toEqual(['authz_role_created']);
  });

  it('leaves whether a client is disabled as it is, unless that is said', async () => {
    const service = (scopes: string[], status?: 'active' | 'disabled'): WantedState => ({
      ...NOTHING,
      clients: [client({ name: 'billing', scopes }, status)],
    });
    await reach.execute(OPERATOR, service(['a:b'], 'disabled'));
    const { changes } = await reach.execute(OPERATOR, service(['c:d']));
    expect(changes).toMatchObject([{ differences: [{ field: 'scopes', before: ['a:b'], after: ['c:d'] }] }]);
    expect(await reach.plan(OPERATOR, service(['c:d'], 'disabled'))).toEqual([]);
    expect(await reach.plan(OPERATOR, service(['c:d'], 'active'))).toHaveLength(1);
  });

  describe('where a part of it is refused', () => {
    it.each<[string, WantedState, object]>([
      [
        'a role that is nowhere',
        roles({ fine: {}, bad: { includes: ['nowhere'] } }),
        { code: 'role_not_found', errors: [{ field: 'roles[1].includes[0]' }] },
      ],
      [
        'roles that would include each other',
        roles({ fine: {}, one: { includes: ['two'] }, two: { includes: ['one'] } }),
        { code: 'role_cycle' },
      ],
      ['a built-in role', roles({ fine: {}, user: { permissions: ['a:b'] } }), { code: 'built_in_role' }],
      [
        'a permission in code',
        { ...roles({ fine: {} }), permissions: [{ path: 'permissions[0]', name: 'users:read', description: 'x' }] },
        { code: 'permission_exists', errors: [{ field: 'permissions[0]', code: 'permission_exists' }] },
      ],
      [
        'a provider without a secret',
        {
          ...roles({ lead: {} }),
          identity_providers: [
            ...everything.identity_providers.map(one => ({
              ...one,
              issuer: 'https://other.example.org',
              secret: undefined,
            })),
          ],
        },
        { code: 'validation_failed', errors: [{ field: 'identity_providers[0].client_secret_file' }] },
      ],
    ])('nothing is done, and a plan says so too: %s', async (_what, wanted, refusal) => {
      const before = await events();
      await expect(reach.plan(OPERATOR, wanted)).rejects.toMatchObject(refusal);
      await expect(reach.execute(OPERATOR, wanted)).rejects.toMatchObject(refusal);
      expect(await events()).toBe(before);
      await expect(catalogue.get('fine')).rejects.toMatchObject({ code: 'role_not_found' });
    });

    it('since whoever asks does not hold what it gives', async () => {
      const wanted = roles({ mighty: { permissions: ['users:claims'] } });
      const nobody = await newUser();
      await expect(reach.plan(nobody.caller, wanted)).rejects.toMatchObject({ code: 'insufficient_scope' });
      await reach.execute(OPERATOR, roles({ editor: { permissions: ['roles:read', 'roles:write'] } }));
      const editor = await newUser({ roles: ['editor'] });
      const refusal = { code: 'permission_not_held', errors: [{ field: 'roles[0]' }] };
      await expect(reach.execute(editor.caller, wanted)).rejects.toMatchObject(refusal);
      const admin = await newAdministrator();
      expect((await reach.execute(admin.caller, wanted)).changes).toHaveLength(1);
      expect(await eventsOf('mighty')).toMatchObject([{ actor_id: admin.id }]);
    });
  });
});
