import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import {
  CREDENTIALS,
  admin,
  administer,
  byPassword,
  database,
  expectOAuthError,
  introspect,
  isActive,
  registered,
  requestToken,
  revokeAs,
  service,
  worker,
  setTheOAuthScene,
} from '../support/oauth-scene.js';
import { assertion, basic, byAssertion, clientToken, postForm, type ServiceClient } from '../support/oauth.js';
import { claimsOf, logIn } from '../support/people.js';

/** Until another instance hears of it. */
const PATIENCE_MS = 5000;

setTheOAuthScene();

describe('a client that is disabled, deleted or changed', () => {
  const pathOf = ({ client_id }: ServiceClient): string => `/v1/clients/${client_id}`;
  const useAt = (token: string): Promise<Answer> => service.api.get('/v1/clients', { token });
  const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keyed = (): Promise<ServiceClient> =>
    registered({ scopes: ['introspect'], public_jwk: ec.publicKey.export({ format: 'jwk' }) });

  async function expectDead(client: ServiceClient, token: string): Promise<void> {
    expectOAuthError(await requestToken(CREDENTIALS, basic(client)), 401, 'invalid_client');
    const form = { ...CREDENTIALS, ...byAssertion(assertion(client.client_id, ec.privateKey)) };
    expectOAuthError(await requestToken(form), 401, 'invalid_client');
    expectOAuthError(await introspect(admin, client), 401, 'invalid_client');
    expectOAuthError(await revokeAs(client, token), 401, 'invalid_client');
    expect(await isActive(token)).toBe(false);
    const refused = await useAt(token);
    expect([refused.status, refused.body['code']]).toEqual([401, 'invalid_token']);
  }

  it('gets nothing while disabled, its tokens are dead at once and stay so', async () => {
    const client = await keyed();
    const token = await clientToken(service.api, client);
    expect([await isActive(token), (await useAt(token)).status]).toEqual([true, 403]);
    const disabled = await administer('PATCH', pathOf(client), { status: 'disabled' });
    expect([disabled.status, disabled.body['status']]).toEqual([200, 'disabled']);
    await expectDead(client, token);
    expect((await administer('PATCH', pathOf(client), { status: 'active' })).status).toBe(200);
    expect(await isActive(token)).toBe(false);
    expect(await isActive(await clientToken(service.api, client))).toBe(true);
  });

  it('gets nothing once deleted, and nothing of it can be found', async () => {
    const client = await keyed();
    const token = await clientToken(service.api, client);
    expect(await isActive(token)).toBe(true);
    expect((await administer('DELETE', pathOf(client))).status).toBe(204);
    await expectDead(client, token);
    expect((await administer('GET', pathOf(client))).status).toBe(404);
    expect((await administer('PATCH', pathOf(client), { status: 'active' })).status).toBe(404);
    expect((await administer('POST', `${pathOf(client)}/secrets`, {})).status).toBe(404);
    expect((await administer('DELETE', pathOf(client))).status).toBe(404);
    expect(await database.query('SELECT 1 FROM client_secrets WHERE client_id = $1', [client.client_id])).toEqual([]);
  });

  it.each([
    ['disabled', (path: string) => administer('PATCH', path, { status: 'disabled' })],
    ['deleted', (path: string) => administer('DELETE', path)],
  ])('takes the tokens of people that it got by their passwords with it when it is %s', async (_what, act) => {
    const client = await registered();
    const { access_token } = await byPassword(client);
    expect(await isActive(access_token)).toBe(true);
    await act(pathOf(client));
    expect(await isActive(access_token)).toBe(false);
    expect((await service.api.me(access_token)).status).toBe(401);
  });

  it('leaves what it got for people before it was disabled dead when it is enabled again', async () => {
    const client = await registered();
    const before = await byPassword(client);
    const replica = await Gatehouse.start(database, { GATEHOUSE_AUDIENCE: 'notes, orders' });
    try {
      for (const { api } of [service, replica]) expect((await api.me(before.access_token)).status).toBe(200);
      for (const status of ['disabled', 'active']) {
        expect((await administer('PATCH', pathOf(client), { status })).status).toBe(200);
      }
      const form = { grant_type: 'refresh_token', refresh_token: before.refresh_token };
      for (const { api } of [service, replica]) {
        const end = Date.now() + PATIENCE_MS;
        while ((await api.me(before.access_token)).status === 200 && Date.now() < end) await delay(5);
        expect((await api.me(before.access_token)).status).toBe(401);
        expectOAuthError(await postForm(api, '/oauth/token', form, basic(client)), 400, 'invalid_grant');
      }
      expect(await isActive(before.access_token)).toBe(false);
      // An instance that has seen nothing of it goes by the database alone.
      await database.query('DELETE FROM revocations WHERE target = $1', [client.client_id]);
      const late = await Gatehouse.start(database, { GATEHOUSE_AUDIENCE: 'notes, orders' });
      const statuses = [(await late.api.me(before.access_token)).status, await late.stop()];
      expect(statuses).toEqual([401, 0]);
    } finally {
      await replica.stop();
    }
    const { items } = (await administer('GET', `/v1/users/${String(claimsOf(before.access_token)['sub'])}/sessions`))
      .body as { items: { id: string; revoked: boolean }[] };
    expect(items.map(({ id, revoked }) => [id, revoked])).toEqual([[before.session_id, true]]);
    const after = await byPassword(client);
    expect([await isActive(after.access_token), (await service.api.me(after.access_token)).status]).toEqual([
      true,
      200,
    ]);
    const refreshed = await requestToken(
      { grant_type: 'refresh_token', refresh_token: after.refresh_token },
      basic(client),
    );
    expect(await isActive(String(refreshed.body['access_token']))).toBe(true);
  });

  it('outdates what it got for people when it is changed, until they refresh', async () => {
    const client = await registered();
    const { access_token, refresh_token } = await byPassword(client);
    expect((await administer('PATCH', pathOf(client), { name: randomUUID() })).status).toBe(200);
    expect((await service.api.me(access_token)).status).toBe(401);
    const { body } = await requestToken({ grant_type: 'refresh_token', refresh_token }, basic(client));
    expect((await service.api.me(String(body['access_token']))).status).toBe(200);
  });

  it('keeps its tokens where it is as it is to be already, and nobody is told', async () => {
    const public_jwk = ec.publicKey.export({ format: 'jwk' });
    const client = await registered({ scopes: ['orders:read'], audiences: ['orders'], public_jwk, with_secret: true });
    const token = await clientToken(service.api, client);
    const path = pathOf(client);
    const { body: before } = await administer('GET', path);
    const { scopes, audiences, status } = before;
    for (const change of [{}, { scopes, audiences, status, public_jwk }]) {
      expect(await administer('PATCH', path, change)).toMatchObject({ status: 200, body: before });
    }
    expect(await isActive(token)).toBe(true);
    const [told] = await database.query(
      "SELECT count(*)::integer FROM audit_events WHERE kind = 'client_updated' AND target_id = $1",
      [client.client_id],
    );
    expect(told).toEqual({ count: 0 });
  });

  it('gets nothing for an audience that was taken from it, by an older session either', async () => {
    const client = await registered({ audiences: ['notes', 'orders'] });
    const { refresh_token } = await byPassword(client);
    expect((await administer('PATCH', pathOf(client), { audiences: ['notes'] })).status).toBe(200);
    const answer = await requestToken({ grant_type: 'refresh_token', refresh_token }, basic(client));
    const granted = answer.status === 200 ? claimsOf(answer.body['access_token'] as string)['aud'] : 'nothing';
    expect(['notes', 'nothing']).toContain(granted);
  });

  it('loses a scope at once, from the tokens that it has too', async () => {
    const client = await registered({ scopes: ['introspect', 'orders:read'] });
    const token = await clientToken(service.api, client);
    expect((await administer('PATCH', pathOf(client), { scopes: ['orders:read'] })).status).toBe(200);
    expect(await isActive(token)).toBe(false);
    expectOAuthError(await introspect(admin, client), 400, 'unauthorized_client');
    const answer = await requestToken({ ...CREDENTIALS, scope: 'introspect' }, basic(client));
    expectOAuthError(answer, 400, 'invalid_scope');
  });
});

describe('whoever makes credentials has to have logged in recently', () => {
  let stale: string;

  beforeAll(async () => {
    const tokens = await logIn(service.api, { email: 'root@example.test', password: 'correct-otter-harvest-42' });
    await database.query(`UPDATE sessions SET issued_at = issued_at - interval '1 hour' WHERE id = $1`, [
      tokens.session_id,
    ]);
    stale = (await service.api.refresh(tokens.refresh_token)).body.access_token;
  });

  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  it.each<[string, string, () => string, object]>([
    ['a new client', 'POST', () => '/v1/clients', { name: 'late', scopes: [] }],
    ['a new secret', 'POST', () => `/v1/clients/${worker.client_id}/secrets`, {}],
    [
      'a new key',
      'PATCH',
      () => `/v1/clients/${worker.client_id}`,
      { public_jwk: publicKey.export({ format: 'jwk' }) },
    ],
  ])('for %s', async (_what, method, path, body) => {
    const answer = await service.api.call(method, path(), body, { token: stale });
    expect([answer.status, answer.body['code']]).toEqual([401, 'insufficient_user_authentication']);
    expect(answer.headers.get('www-authenticate')).toBe(
      'Bearer realm="gatehouse", error="insufficient_user_authentication", max_age="1800"',
    );
  });

  it('but not to look at them, nor to take them away', async () => {
    const client = await registered();
    const path = `/v1/clients/${client.client_id}`;
    expect((await service.api.get(path, { token: stale })).status).toBe(200);
    expect((await service.api.delete(`${path}/secrets/${client.secret_id}`, { token: stale })).status).toBe(204);
    expect((await service.api.delete(path, { token: stale })).status).toBe(204);
  });
});
