import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { logIn, adminToken, newPerson } from '../support/people.js';
import { definitionOf, newProvider, type Provider, PROVIDERS } from '../support/upstream-scene.js';
import { useGatehouse } from '../support/use-gatehouse.js';

describe('the identity providers', () => {
  const { service } = useGatehouse({ GATEHOUSE_OUTBOUND_HOSTS: 'id.internal:8080' });
  let admin: string;
  /** May configure providers, see users, and give the role `reader`. */
  let clerk: string;
  let count = 0;

  beforeAll(async () => {
    admin = await adminToken(service.api);
    const person = await newPerson(service.api);
    for (const role of [
      { name: 'reader', permissions: [] },
      { name: 'refunder', permissions: ['orders:refund'] },
      {
        name: 'clerk',
        permissions: ['identity_providers:read', 'identity_providers:write'],
        assigns: ['reader', 'refunder'],
      },
    ]) {
      if (role.name === 'refunder') {
        await service.api.put('/v1/permissions/orders:refund', { description: 'Refund' }, { token: admin });
      }
      expect((await service.api.post('/v1/roles', role, { token: admin })).status).toBe(201);
    }
    await service.api.put(`/v1/users/${person.id}/roles/clerk`, undefined, { token: admin });
    clerk = (await logIn(service.api, person)).access_token;
  });

  const issuer = (): string => `https://id${++count}.example.org`;
  const make = (more: object, token = admin): Promise<Answer<Provider & Record<string, unknown>>> =>
    service.api.post(PROVIDERS, definitionOf(issuer(), more), { token });

  it('are made, shown, listed, changed and deleted, each by its version', async () => {
    const address = issuer();
    const made = await service.api.post<Provider>(PROVIDERS, definitionOf(address), { token: admin });
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const { id } = made.body;
    expect(made.body).toEqual({
      ...{ id, issuer: address, client_id: 'gatehouse', button_text: 'Example Inc.', scopes: ['openid', 'email'] },
      ...{ makes_accounts: false, email_domains: [], role_mapping: [], mfa_acr_values: [], mfa_amr_values: [] },
      ...{ enabled: true, redirect_uri: `https://auth.example.test/oauth/upstream/${id}`, version: 1 },
      ...{ created_at: expect.any(String), updated_at: expect.any(String) },
    });
    const path = `${PROVIDERS}/${id}`;
    const seen = { 'if-match': '"1"' };
    const changed = await service.api.patch(path, { button_text: 'New' }, { token: admin, headers: seen });
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"']);
    expect((await service.api.patch(path, {}, { token: admin, headers: seen })).status).toBe(412);
    expect((await service.api.delete(path, { token: admin, headers: seen })).status).toBe(412);
    const list = await service.api.get<{ items: Provider[] }>(`${PROVIDERS}?limit=1`, { token: admin });
    expect(list.body.items).toEqual([changed.body]);
    expect((await service.api.delete(path, { token: admin })).status).toBe(204);
    expect((await service.api.get(path, { token: admin })).status).toBe(404);
  });

  it('are of no new version where they are as they are to be', async () => {
    const { body } = await make({
      role_mapping: [{ claim: 'groups', value: 'readers', role: 'reader' }],
      mfa_amr_values: ['mfa'],
    });
    const path = `${PROVIDERS}/${body.id}`;
    const { role_mapping, mfa_amr_values, email_domains, enabled } = body;
    for (const change of [{}, { role_mapping, mfa_amr_values, email_domains, enabled }]) {
      expect(await service.api.patch(path, change, { token: admin })).toMatchObject({ status: 200, body });
    }
    const trail = `/v1/audit-events?target=${body.id}&kind=identity_provider_updated`;
    expect((await service.api.get<{ items: unknown[] }>(trail, { token: admin })).body.items).toEqual([]);
    expect((await service.api.delete(path, { token: admin })).status).toBe(204);
  });

  it('are one an issuer, which never changes, and a hundred', async () => {
    const one = await newProvider(service.api, admin, issuer());
    const again = await service.api.post(PROVIDERS, definitionOf(one.issuer), { token: admin });
    expect([again.status, again.body['code']]).toEqual([409, 'identity_provider_exists']);
    const change = await service.api.patch(`${PROVIDERS}/${one.id}`, { issuer: issuer() }, { token: admin });
    expect(change.status).toBe(400);
    const made: Provider[] = [];
    for (let answer = await make({}); answer.status === 201; answer = await make({})) made.push(answer.body);
    expect(made).toHaveLength(99);
    expect((await make({})).body['code']).toBe('too_many_identity_providers');
    for (const { id } of [one, ...made]) await service.api.delete(`${PROVIDERS}/${id}`, { token: admin });
  });

  it.each([
    ...['http://id.example.org', 'https://id.example.org?x', 'https://id.example.org#', 'https://u@id.example.org'],
    ...['https://10.0.0.1', 'https://127.0.0.1', 'https://[::1]', 'http://id.internal', 'ftp://id.internal:8080'],
    ...[
      'javascript:alert(1)',
      'https://ID.example.org',
      'https://id.example.org:443',
      'id.example.org',
      'https://2130706433',
    ],
  ])('have no issuer such as %s', async text => {
    const answer = await service.api.post(PROVIDERS, definitionOf(text), { token: admin });
    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ field: 'issuer' }] }]);
  });

  it('may be at a host that the operator has listed', async () => {
    const { id } = await newProvider(service.api, admin, 'http://id.internal:8080/realms/one');
    await service.api.delete(`${PROVIDERS}/${id}`, { token: admin });
  });

  it.each<[string, object]>([
    ['scopes', { scopes: ['email'] }],
    ['email_domains', { makes_accounts: true }],
    ['email_domains', { email_domains: ['Example.org'] }],
    ['email_domains', { email_domains: ['example'] }],
    ['role_mapping', { role_mapping: [{ claim: 'groups', value: 'x', role: 'user' }] }],
    ['role_mapping[0].value', { role_mapping: [{ claim: 'groups', role: 'reader' }] }],
    ['role_mapping[0].role', { role_mapping: [{ claim: 'groups', value: 'x', role: 'No Role' }] }],
    ['role_mapping[0]', { role_mapping: [{ claim: 'groups', value: 'x', role: 'reader', more: 1 }] }],
    ['role_mapping[0].claim', { role_mapping: ['groups'] }],
  ])('are refused for what does not go together in %s', async (field, more) => {
    const answer = await make(more);
    expect([answer.status, answer.body]).toMatchObject([400, { errors: [{ field: expect.stringContaining(field) }] }]);
  });

  it('do for nobody what whoever configures them could not do themselves', async () => {
    const mapping = (role: string): object => ({ role_mapping: [{ claim: 'groups', value: 'x', role }] });
    const mine = await make(mapping('reader'), clerk);
    expect(mine.status).toBe(201);
    for (const more of [
      mapping('refunder'),
      mapping('admin'),
      { makes_accounts: true, email_domains: ['example.org'] },
      { mfa_amr_values: ['mfa'] },
      { mfa_acr_values: ['high'] },
    ]) {
      expect((await make(more, clerk)).status).toBe(403);
      expect((await service.api.patch(`${PROVIDERS}/${mine.body.id}`, more, { token: clerk })).status).toBe(403);
    }
    expect((await make(mapping('nothing'))).status).toBe(404);
    // What it does already is not theirs to change either.
    const other = await make(mapping('refunder'));
    expect(other.status).toBe(201);
    const path = `${PROVIDERS}/${other.body.id}`;
    expect((await service.api.patch(path, { role_mapping: [] }, { token: clerk })).status).toBe(403);
    expect((await service.api.patch(path, { client_secret: 'x' }, { token: clerk })).status).toBe(403);
    expect((await service.api.delete(path, { token: clerk })).status).toBe(403);
    expect((await service.api.delete(path, { token: admin })).status).toBe(204);
    expect((await service.api.delete(`${PROVIDERS}/${mine.body.id}`, { token: clerk })).status).toBe(204);
  });

  it('are in the trail without their secrets', async () => {
    const { id } = await newProvider(service.api, admin, issuer(), { client_secret: 'hush hush' });
    await service.api.patch(`${PROVIDERS}/${id}`, { client_secret: 'hush again' }, { token: admin });
    await service.api.delete(`${PROVIDERS}/${id}`, { token: admin });
    const { body } = await service.api.get<{ items: { kind: string }[] }>(`/v1/audit-events?target=${id}`, {
      token: admin,
    });
    expect(body.items.map(({ kind }) => kind)).toEqual([
      ...['identity_provider_deleted', 'identity_provider_updated', 'identity_provider_created'],
    ]);
    expect(JSON.stringify(body)).not.toContain('hush');
    expect(JSON.stringify(body)).toContain('"secret_changed":true');
  });
});
