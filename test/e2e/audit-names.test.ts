import { beforeAll, describe, expect, it } from '@jest/globals';
import { AUDIT_EVENT_KINDS, type AuditEventKind } from '../../libs/contracts/src/index.js';
import { AIMED_KINDS } from '../../libs/audit/src/names/target-kinds.js';
import { newRole } from '../support/accounts.js';
import { ADMIN } from '../support/gatehouse.js';
import { clientToken, newClient } from '../support/oauth.js';
import { adminToken, claimsOf, logIn, newPerson, type Person } from '../support/people.js';
import { useGatehouse } from '../support/use-gatehouse.js';

interface Named {
  readonly kind: string;
  readonly id: string | null;
  readonly label: string | null;
}

interface Event {
  readonly id: string;
  readonly kind: AuditEventKind;
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly actor: Named;
  readonly target: Named | null;
  readonly owner: Named | null;
}

interface Page {
  readonly items: Event[];
  readonly next_cursor: string | null;
}

describe('events of the audit trail', () => {
  const { service } = useGatehouse({ GATEHOUSE_MAIL: 'off' });
  let admin: string;
  let grace: Named;
  let ada: Person;
  let role: string;

  beforeAll(async () => {
    const { api } = service;
    admin = await adminToken(api);
    grace = { kind: 'user', id: String(claimsOf(admin)['sub']), label: ADMIN.email };
    ada = await newPerson(api);
    role = await newRole(api, admin, ['orders:read']);
    await api.put(`/v1/users/${ada.id}/roles/${role}`, undefined, { token: admin });
  });

  async function list(query: Record<string, string> = {}, token = admin): Promise<Page> {
    const search = new URLSearchParams(query).toString();
    const { status, body } = await service.api.get<Page>(`/v1/audit-events?${search}`, { token });
    expect([status, body]).toEqual([200, body]);
    return body;
  }

  const newest = async (query: Record<string, string>, token = admin): Promise<Event | undefined> =>
    (await list({ ...query, limit: '1' }, token)).items[0];

  it('name who did something, and to whom', async () => {
    const given = await newest({ role });
    expect(given).toMatchObject({ actor_id: grace.id, target_id: ada.id });
    expect(given?.actor).toEqual(grace);
    expect(given?.target).toEqual({ kind: 'user', id: ada.id, label: ada.email });
    expect(given?.owner).toBeNull();
    expect((await newest({ target: role }))?.target).toEqual({ kind: 'role', id: role, label: role });
  });

  it('say whose a session is, and know nobody by a failed login', async () => {
    const { session_id } = await logIn(service.api, ada);
    await service.api.delete(`/v1/users/${ada.id}/sessions/${session_id}`, { token: admin });
    const ended = await newest({ kind: 'session_revoked' });
    expect([ended?.actor, ended?.target, ended?.owner]).toEqual([
      grace,
      { kind: 'session', id: session_id, label: null },
      { kind: 'user', id: ada.id, label: ada.email },
    ]);
    await service.api.login(ada.email, 'not-the-password-at-all');
    const failed = await newest({ kind: 'authn_login_fail' });
    expect(failed?.actor).toEqual({ kind: 'stranger', id: null, label: null });
    expect(failed?.target?.label).toBe(ada.email);
    expect((await newest({ kind: 'key_created' }))?.actor).toEqual({ kind: 'service', id: null, label: null });
  });

  it('name clients, and people by the address that they have now, until they are gone', async () => {
    const client = await newClient(service.api, admin, { scopes: ['audit:read', 'users:read'] });
    const made = await newest({ kind: 'client_created' });
    expect(made?.target).toEqual({ kind: 'client', id: client.client_id, label: expect.stringMatching(/^client-/) });
    const bob = await newPerson(service.api);
    const email = `moved-${bob.email}`;
    const { access_token: token } = await logIn(service.api, bob);
    await service.api.post('/v1/auth/email', { email, current_password: bob.password }, { token });
    expect((await newest({ target: bob.id }))?.target?.label).toBe(email);
    await service.api.delete(`/v1/users/${bob.id}`, { token: admin });
    for (const { target } of (await list({ target: bob.id })).items)
      expect(target).toEqual({ kind: 'user', id: bob.id, label: null });
  });

  it('tell those who may read the trail alone no address and no name of a client', async () => {
    const { api } = service;
    const reader = await clientToken(api, await newClient(api, admin, { scopes: ['audit:read'] }));
    const seeing = await clientToken(api, await newClient(api, admin, { scopes: ['audit:read', 'users:read'] }));
    expect((await newest({ role }, reader))?.target).toEqual({ kind: 'user', id: ada.id, label: null });
    expect((await newest({ target: role }, reader))?.target?.label).toBe(role);
    expect((await newest({ role }, seeing))?.target?.label).toBe(ada.email);
    expect((await newest({ kind: 'client_created' }, seeing))?.target).toMatchObject({ kind: 'client', label: null });
  });

  it('are found by several kinds, in parts', async () => {
    const kinds = ['authz_role_granted', 'authz_role_created', 'authz_role_granted'].join(',');
    const wanted = (await list({ limit: '100' })).items.filter(({ kind }) => kinds.includes(kind));
    const found: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Page = await list({ kinds, limit: '2', ...(cursor !== '' && { cursor }) });
      found.push(...page.items.map(({ id }) => id));
      cursor = page.next_cursor;
    }
    expect(found).toEqual(wanted.map(({ id }) => id));
    const both = (await list({ kinds: 'authz_role_created', kind: 'authz_role_granted', limit: '100' })).items;
    expect(both.map(({ id }) => id)).toEqual(found);
    expect((await list({ kinds, subject: ada.id })).items.map(({ kind }) => kind)).toEqual(
      Array(2).fill('authz_role_granted'),
    );
    const tooMany = AUDIT_EVENT_KINDS.slice(0, 21).join(',');
    for (const wrong of ['', ',', 'tea_made', 'key_created,', 'key_created, key_rotated', tooMany]) {
      const { status } = await service.api.get(`/v1/audit-events?kinds=${encodeURIComponent(wrong)}`, { token: admin });
      expect([wrong, status]).toEqual([wrong, 400]);
    }
    expect((await list({ kinds: AUDIT_EVENT_KINDS.slice(0, 20).join(','), subject: ada.id })).items).not.toEqual([]);
  });

  it('are aimed at something, whatever their kind, or it was said that they are not', () => {
    expect([...AIMED_KINDS].sort()).toEqual([...AUDIT_EVENT_KINDS].sort());
  });
});
