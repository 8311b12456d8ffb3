import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../support/api.js';
import { encode } from '../support/jws.js';
import {
  CREDENTIALS,
  administer,
  database,
  requestToken,
  statusWith,
  worker,
  setTheOAuthScene,
} from '../support/oauth-scene.js';
import { assertion, byAssertion, type ServiceClient } from '../support/oauth.js';
import { goodModulus, rsaJwk, spoiltEcKeys, WEAK_RSA_KEYS } from '../support/weak-keys.js';

setTheOAuthScene();

describe('registration of clients', () => {
  const register = (body: object): Promise<Answer> => administer('POST', '/v1/clients', { ...unique(), ...body });
  const unique = (): { name: string; scopes: string[] } => ({ name: randomUUID(), scopes: [] });
  const p256 = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicJwk = p256.publicKey.export({ format: 'jwk' });
  const exported = (type: 'secp256k1' | 'P-384'): object =>
    generateKeyPairSync('ec', { namedCurve: type }).publicKey.export({ format: 'jwk' });

  it('takes a client of which no scopes are said for one that has none', async () => {
    const { status, body } = await register({ scopes: undefined });
    expect([status, body]).toEqual([201, expect.objectContaining({ scopes: [] })]);
  });

  it.each<[string, object]>([
    ['no name', { name: undefined }],
    ['an empty name', { name: '' }],
    ['a name that is null', { name: null }],
    ['a name of 101 characters', { name: 'n'.repeat(101) }],
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
