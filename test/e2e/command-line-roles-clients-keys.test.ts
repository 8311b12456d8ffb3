import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { useCommandLine } from '../support/command-line-scene.js';
import { ADMIN } from '../support/gatehouse.js';
import { assertion, byAssertion, clientToken, postForm, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, headerOf, logIn, newLogin, newPerson } from '../support/people.js';

describe('the command line', () => {
  const { auth, api, statuses, refusals } = useCommandLine();

  describe('roles', () => {
    it('are made of permissions and of other roles', async () => {
      const made = await auth.run('roles', 'create', 'reader', '--permission', 'books:read', '--description', 'Reads');
      expect([made.code, made.out]).toEqual([0, 'reader               books:read\n']);
      const lead = ['roles', 'create', 'librarian', '--permission', 'books:buy', '--permission', 'books:sell'];
      expect(await auth.json(...lead, '--include', 'reader', '--assign', 'reader')).toMatchObject({
        permissions: ['books:buy', 'books:sell'],
        includes: ['reader'],
        assigns: ['reader'],
      });
      expect((await auth.run(...lead)).err).toMatch(/^role_exists: /);
      expect((await auth.run('roles', 'create', 'Bad Name')).err).toMatch(/^validation_failed: .+\n {2}name: /);
      expect((await auth.run('roles', 'create', 'lost', '--include', 'nothing')).err).toContain('nothing');
    });

    it('come to demand a second factor, and are rid of that again', async () => {
      const made = await auth.run('roles', 'create', 'keeper', '--permission', 'books:keep', '--requires-mfa');
      expect([made.code, made.out]).toEqual([0, 'keeper               books:keep (second factor)\n']);
      const update = ['roles', 'update', 'keeper'];
      expect(await auth.json(...update, '--no-requires-mfa')).toMatchObject({ requires_mfa: false, version: 2 });
      expect((await auth.run(...update, '--description', 'Keeps')).out).toBe('keeper               books:keep\n');
      expect(await auth.json(...update, '--requires-mfa')).toMatchObject({ requires_mfa: true, description: 'Keeps' });
      expect((await auth.run('roles', 'list')).out).toMatch(/^keeper +books:keep \(second factor\)$/m);
      expect((await auth.run('roles', 'update', 'nobodys')).err).toMatch(/^role_not_found: /);
    });

    it('are given until a time and taken away on every instance at once', async () => {
      const admin = await adminToken(api());
      await api().post('/v1/roles', { name: 'support', permissions: ['orders:read'] }, { token: admin });
      const { person, tokens } = await newLogin(api());
      const granted = await auth.json(
        'roles',
        'grant',
        person.email,
        'support',
        '--expires-at',
        '2100-01-01T00:00:00Z',
      );
      expect(granted).toMatchObject({
        user_id: person.id,
        items: [
          { role: 'support', granted_by: null, expires_at: '2100-01-01T00:00:00.000Z' },
          { role: 'user', expires_at: null },
        ],
      });
      const { access_token } = (await api().refresh(tokens.refresh_token)).body;
      expect(claimsOf(access_token)['roles']).toContain('support');
      expect((await auth.run('roles', 'revoke', person.id, 'support')).out).toBe(`${person.id} user\n`);
      expect(await refusals(access_token)).toEqual([401, 401]);
      const { items } = await auth.json<{ items: { name: string }[] }>('roles', 'list');
      expect(items.map(role => role.name)).toEqual(expect.arrayContaining(['admin', 'support', 'user']));
      expect((await auth.run('roles', 'list')).out).toMatch(/^support +orders:read$/m);
    });

    it('are not given for the past, nor taken from the last administrator', async () => {
      const { email } = await newPerson(api());
      const late = await auth.run('roles', 'grant', email, 'user', '--expires-at', '2020-01-01T00:00:00Z');
      expect(late.code).toBe(1);
      expect(late.err).toMatch(/^validation_failed: .+\n {2}expires_at: in_the_past: /);
      expect((await auth.run('roles', 'revoke', ADMIN.email, 'admin')).err).toMatch(/^last_administrator: /);
    });
  });

  it('registers service clients, which get tokens', async () => {
    const client = await auth.json<ServiceClient>(
      'clients',
      'create',
      'orders',
      '--scope',
      'introspect',
      '--scope',
      'orders:read',
    );
    expect(client).toMatchObject({ name: 'orders', scopes: ['introspect', 'orders:read'], audiences: null });
    expect(claimsOf(await clientToken(api(), client))).toMatchObject({ sub: client.client_id });
    expect((await auth.run('clients', 'create', 'orders', '--scope', 'introspect')).err).toMatch(/^client_exists: /);
    expect((await auth.run('clients', 'create', 'more', '--scope', '*')).err).toMatch(
      /^validation_failed: .+\n {2}scopes/,
    );
  });

  it('registers service clients with a key, and makes a secret beside it only when told to', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const jwk = JSON.stringify(publicKey.export({ format: 'jwk' }));
    const create = ['clients', 'create', 'signer', '--scope', 'introspect', '--public-jwk'];
    const client = await auth.json<ServiceClient>(...create, jwk);
    expect(client).toMatchObject({ client_secret: null, secret_id: null });
    const form = byAssertion(assertion(client.client_id, privateKey));
    const { status } = await postForm(api(), '/oauth/token', { grant_type: 'client_credentials', ...form });
    expect(status).toBe(200);
    const told = await auth.run(...create.with(2, 'both'), jwk, '--with-secret');
    expect([told.code, told.out]).toEqual([0, expect.stringMatching(/^client_id +\S+\nclient_secret gcs_\S+\n$/)]);
    const silent = await auth.run(...create.with(2, 'key-alone'), jwk);
    expect([silent.code, silent.out]).toEqual([0, expect.stringMatching(/^client_id +\S+\n$/)]);
    expect(await auth.run(...create, 'no json')).toMatchObject({ code: 2, err: expect.stringContaining('JSON') });
    const weak = await auth.run(...create.with(2, 'weak'), '{"kty":"RSA","n":"AQ","e":"AQ"}');
    expect(weak).toMatchObject({ code: 1, err: expect.stringMatching(/^validation_failed: .+\n {2}public_jwk/) });
  });

  it('registers applications, and says which may run on devices and have to push what they ask for', async () => {
    const create = (name: string, ...more: string[]): Promise<object> => auth.json('clients', 'create', name, ...more);
    const uri = ['--redirect-uri', 'https://wiki.example.org/callback'];
    const none = { device_grant: false, require_pushed_authorization_requests: false };
    expect(await create('tv', '--kind', 'native')).toMatchObject({ ...none, device_grant: true, redirect_uris: [] });
    expect(await create('app', '--kind', 'native', '--no-device-grant', ...uri)).toMatchObject(none);
    expect(await create('wiki', '--kind', 'web', ...uri)).toMatchObject(none);
    const both = ['--device-grant', '--require-pushed-authorization-requests'];
    expect(await create('both', '--kind', 'web', ...uri, ...both)).toMatchObject({
      ...{ device_grant: true, require_pushed_authorization_requests: true },
    });
  });

  it('makes clients by a file, and whatever it changes counts on every instance at once', async () => {
    const file = (scopes: string): string => `clients: [{ name: by-file, scopes: [${scopes}] }]`;
    const made = await auth.runOn(file('introspect, orders:read'), 'apply', '-', '--json');
    const { clients } = JSON.parse(made.out) as { clients: [ServiceClient] };
    const token = await clientToken(api(), clients[0]);
    expect(claimsOf(token)).toMatchObject({ scope: 'introspect orders:read' });
    const before = await statuses(token);
    expect((await auth.runOn(file('introspect'), 'apply', '-')).code).toBe(0);
    expect([before, await refusals(token)]).toEqual([
      [403, 403],
      [401, 401],
    ]);
  });

  it('lists and retires signing keys, and shows none of their private halves', async () => {
    const { access_token } = await logIn(api(), await newPerson(api()));
    const kid = String(headerOf(access_token)['kid']);
    const { items } = await auth.json<{ items: object[] }>('keys', 'list');
    expect(items).toContainEqual(expect.objectContaining({ kid, state: 'current' }));
    expect(JSON.stringify(items)).not.toContain('private');
    const young = await auth.run('keys', 'rotate');
    expect([young.code, young.err]).toEqual([1, expect.stringMatching(/^key_too_young: .+ Try again in \d+ s\.\n$/)]);
    expect((await auth.run('keys', 'retire', kid)).code).toBe(0);
    expect(await refusals(access_token)).toEqual([401, 401]);
  });
});
