import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { Gatehouse } from '../support/gatehouse.js';
import { encode } from '../support/jws.js';
import { assertion, basic, byAssertion, clientToken, postForm, type ServiceClient } from '../support/oauth.js';
import { claimsOf, logIn } from '../support/people.js';
import { goodModulus, rsaJwk, spoiltEcKeys, WEAK_RSA_KEYS } from '../support/weak-keys.js';
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
  statusWith,
  worker,
  setTheOAuthScene,
} from '../support/oauth-scene.js';

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

describe('registration of clients', () => {
  const register = (body: object): Promise<Answer> => administer('POST', '/v1/clients', { ...unique(), ...body });
  const unique = (): { name: string; scopes: string[] } => ({ name: randomUUID(), scopes: [] });
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicJwk = p256.publicKey.export({ format: 'jwk' });
  const exported = (type: 'secp256k1' | 'P-384'): object =>
    generateKeyPairSync('ec', { namedCurve: type }).publicKey.export({ format: 'jwk' });

  it.each<[string, object]>([
    ['no name', { name: undefined }],
    ['an empty name', { name: '' }],
    ['a name that is null', { name: null }],
    ['a name of 101 characters', { name: 'n'.repeat(101) }],
    ['no scopes', { scopes: undefined }],
    ['scopes that are null', { scopes: null }],
    ['scopes as a text', { scopes: 'introspect' }],
    ['a scope with a space', { scopes: ['orders:read orders:write'] }],
    ['a scope that is everything', { scopes: ['*'] }],
    ['a scope twice', { scopes: ['introspect', 'introspect'] }],
    ['no audience in the list', { audiences: [] }],
    ['an empty audience', { audiences: [''] }],
    ['audiences that are null', { audiences: null }],
    ['an id of its own', { client_id: randomUUID() }],
    ['a secret of its own', { client_secret: 'x' }],
    ['a secret, perhaps', { with_secret: 'yes' }],
    ['a secret or none', { with_secret: null }],
    ['a status', { status: 'active' }],
    ['a private key', { public_jwk: p256.privateKey.export({ format: 'jwk' }) }],
    ['an RSA key with padding', { public_jwk: { ...rsaJwk(goodModulus()), e: 'AQAB=' } }],
    ['an RSA key with the point of an EC key', { public_jwk: { ...publicJwk, ...rsaJwk(goodModulus()) } }],
    ['a symmetric key', { public_jwk: { kty: 'oct', k: encode('x'.repeat(32)) } }],
    ['a key on P-384', { public_jwk: exported('P-384') }],
    ['a key on secp256k1', { public_jwk: exported('secp256k1') }],
    ['a point that is not on the curve', { public_jwk: { ...publicJwk, x: encode('x'.repeat(32)) } }],
    ['an RSA key of 1024 bits', { public_jwk: shortRsa() }],
    ['an RSA key with zeros before it', { public_jwk: paddedRsa() }],
    ['a key of unknown kind', { public_jwk: { kty: 'XYZ' } }],
    ['an empty key', { public_jwk: {} }],
    ['a key that is null', { public_jwk: null }],
    ['a key as a text', { public_jwk: JSON.stringify(publicJwk) }],
    ['a key as a list', { public_jwk: [publicJwk] }],
  ])('with %s is 400', async (_what, body) => {
    const answer = await register(body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed']);
  });

  const FITTING = { kid: 'k', use: 'sig', key_ops: ['verify'], ext: true };

  it('keeps no more of a key than the key, and the algorithm that it is for', async () => {
    const { body } = await register({ public_jwk: { ...publicJwk, ...FITTING, alg: 'ES256' } });
    expect(body['public_jwk']).toEqual({ ...publicJwk, alg: 'ES256' });
    const jwk = rsaJwk(goodModulus(), 2n ** 32n - 1n);
    expect((await register({ public_jwk: { ...jwk, ...FITTING } })).body['public_jwk']).toEqual(jwk);
  });

  const refusalOf = async (public_jwk: object): Promise<unknown> => {
    const { status, body } = await register({ public_jwk });
    const [error] = (body['errors'] ?? []) as { field: string; code: string; message: string }[];
    return [status, body['code'], error?.field, error?.code, error?.message];
  };

  it.each(WEAK_RSA_KEYS)('with an RSA key with %s is 400, and says what is wrong', async (_what, make, why) => {
    const said = ['public_jwk', 'invalid_key', expect.stringMatching(why)];
    expect(await refusalOf(make())).toEqual([400, 'validation_failed', ...said]);
  });

  it.each(spoiltEcKeys())('with an EC key with %s is 400, and says what is wrong', async (_what, jwk) => {
    const said = ['public_jwk', 'invalid_key', expect.stringMatching(/^public_jwk (has|is|must) /)];
    expect(await refusalOf(jwk)).toEqual([400, 'validation_failed', ...said]);
  });

  describe('with a key', () => {
    const bySigning = (client: unknown): Promise<Answer> =>
      requestToken({ ...CREDENTIALS, ...byAssertion(assertion(String(client), p256.privateKey)) });
    const secretsOf = async (client: unknown): Promise<unknown[]> =>
      (await administer('GET', `/v1/clients/${String(client)}/secrets`)).body['items'] as unknown[];

    it('gives no secret that nobody has asked for', async () => {
      const { status, body } = await register({ public_jwk: publicJwk });
      expect([status, body['client_secret'], body['secret_id']]).toEqual([201, null, null]);
      expect(await secretsOf(body['client_id'])).toEqual([]);
      expect((await bySigning(body['client_id'])).status).toBe(200);
      const events = await database.query('SELECT kind FROM audit_events WHERE target_id = $1', [body['client_id']]);
      expect(events).toEqual([{ kind: 'client_created' }]);
    });

    it('gives one to who asks for it, and takes the last one away again', async () => {
      const { body } = await register({ public_jwk: publicJwk, with_secret: true });
      const path = `/v1/clients/${String(body['client_id'])}/secrets`;
      const client = body as unknown as ServiceClient;
      expect([await statusWith(client), (await secretsOf(client.client_id)).length]).toEqual([200, 1]);
      expect((await administer('DELETE', `${path}/${client.secret_id}`)).status).toBe(204);
      expect([await statusWith(client), await secretsOf(client.client_id)]).toEqual([401, []]);
      expect((await bySigning(client.client_id)).status).toBe(200);
      const { client_secret } = (await administer('POST', path, {})).body as { client_secret: string };
      expect(await statusWith({ ...client, client_secret })).toBe(200);
    });
  });

  it('gives a secret to a client without a key, unless it is told not to', async () => {
    const secrets = [];
    for (const with_secret of [undefined, true, false]) {
      secrets.push((await register({ with_secret })).body['client_secret']);
    }
    expect(secrets).toEqual([expect.any(String), expect.any(String), null]);
  });

  it('refuses a name that is taken, and shows a client without its secret', async () => {
    const { name } = unique();
    const { body, headers } = await register({ name });
    expect(headers.get('cache-control')).toBe('no-store');
    const again = await register({ name });
    expect([again.status, again.body['code']]).toEqual([409, 'client_exists']);
    const { client_secret: _secret, secret_id: _id, ...shown } = body;
    expect((await administer('GET', `/v1/clients/${String(body['client_id'])}`)).body).toEqual(shown);
  });

  it.each<object>([
    { name: null },
    { scopes: null },
    { audiences: [] },
    { public_jwk: 'text' },
    { status: null },
    { status: 'deleted' },
    { client_id: randomUUID() },
    { with_secret: true },
  ])('cannot be changed by %j', async change => {
    const path = `/v1/clients/${worker.client_id}`;
    const before = (await administer('GET', path)).body;
    const answer = await administer('PATCH', path, change);
    expect([answer.status, answer.body['code']]).toEqual([400, 'validation_failed']);
    expect((await administer('GET', path)).body).toEqual(before);
  });

  it('loses its audiences and its key by null', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const public_jwk = publicKey.export({ format: 'jwk' });
    const { body } = await register({ name: `keyed-${randomUUID()}`, audiences: ['orders'], public_jwk });
    expect(body).toMatchObject({ audiences: ['orders'], public_jwk: { kty: 'EC' } });
    const changed = await administer('PATCH', `/v1/clients/${String(body['client_id'])}`, {
      audiences: null,
      public_jwk: null,
    });
    expect(changed.body).toMatchObject({ audiences: null, public_jwk: null });
  });

  it('leaves no trace when it fails', async () => {
    const before = await database.query('SELECT count(*) FROM subjects');
    await register({ public_jwk: {} });
    const { name } = unique();
    await register({ name });
    await register({ name });
    const after = await database.query('SELECT count(*) - 1 AS count FROM subjects');
    expect(after).toEqual(before);
  });

  function shortRsa(): object {
    return generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  }

  function paddedRsa(): object {
    const jwk = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
    const modulus = Buffer.concat([Buffer.alloc(128), Buffer.from(jwk.n ?? '', 'base64url')]);
    return { ...jwk, n: modulus.toString('base64url') };
  }
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
