import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';
import { ADMIN, type Gatehouse, testEnvironment } from '../support/gatehouse.js';
import { assertion, byAssertion, clientToken, postForm, type ServiceClient } from '../support/oauth.js';
import { adminToken, claimsOf, headerOf, logIn, newLogin, newPerson, PASSWORD } from '../support/people.js';
import { useDatabase, useInstances } from '../support/use-gatehouse.js';

interface Event {
  readonly id: string;
  readonly kind: string;
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly details: Record<string, unknown>;
}

describe('the command line', () => {
  const database = useDatabase();
  const services = useInstances(database, {}, {});
  let auth: CommandLine;

  beforeAll(async () => {
    auth = new CommandLine(database);
  });

  const api = (): Gatehouse['api'] => services[0].api;

  /** What every instance says to a token. */
  const statuses = (token: string): Promise<number[]> =>
    Promise.all(services.map(async service => (await service.api.me(token)).status));

  const newestEvent = async (kind: string): Promise<Record<string, unknown> | undefined> =>
    (await database.query('SELECT * FROM audit_events WHERE kind = $1 ORDER BY id DESC LIMIT 1', [kind]))[0];

  describe('says how it is used', () => {
    it('and ends with 0 where that was asked for', async () => {
      const all = await auth.run('--help');
      expect(all).toMatchObject({ code: 0, err: '' });
      for (const group of ['users', 'roles', 'sessions', 'keys', 'clients', 'audit']) {
        expect(all.out).toMatch(new RegExp(`^  ${group} `, 'm'));
        const { code, out } = await auth.run(group, '--help');
        expect([group, code]).toEqual([group, 0]);
        expect(out).toContain(`auth ${group}`);
      }
      expect((await auth.run('roles', 'grant', '--help')).out).toContain('--expires-at <time>');
    });

    it('and ends with 2 where it does not understand', async () => {
      const wrong = [
        [],
        ['users'],
        ['explode'],
        ['users', 'explode'],
        ['users', 'create'],
        ['users', 'list', '--colour', 'red'],
        ['users', 'list', '--status', 'lost'],
        ['users', 'list', '--limit', '1e3'],
        ['users', 'disable', 'one', 'two'],
        ['roles', 'grant', 'somebody', 'support', '--expires-at', 'tomorrow'],
        ['clients', 'create', 'orders'],
        ['audit', 'tail', '--kind', 'tea_made'],
      ];
      for (const args of wrong) {
        const { code, out, err } = await auth.run(...args);
        expect([args, code, out]).toEqual([args, 2, '']);
        expect(err).toMatch(/^(error: |Usage: )/);
      }
    });
  });

  describe('with --json', () => {
    it('tells on stderr, as JSON, why it was refused or not understood', async () => {
      const { email } = await newPerson(api());
      const cases: [string[], number, object][] = [
        [['users', 'create', email], 1, { code: 'email_taken' }],
        [['users', 'create', 'x'], 1, { code: 'validation_failed', errors: [{ field: 'email', code: 'is_email' }] }],
        [['keys', 'rotate'], 1, { code: 'key_too_young', retry_after: expect.any(Number) }],
        [['users', 'list', '--colour', 'red'], 2, { code: 'not_understood', message: "unknown option '--colour'" }],
        [['users', 'disable'], 2, { code: 'not_understood', message: "missing required argument 'user'" }],
        [['roles', 'grant', email, 'user', '--expires-at', 'soon'], 2, { code: 'not_understood' }],
      ];
      for (const [args, wanted, document] of cases) {
        const { code, out, err } = await auth.run(...args, '--json');
        expect([args, code, out]).toEqual([args, wanted, '']);
        expect(JSON.parse(err)).toMatchObject(document);
      }
    });
  });

  it('makes no database: a folder without one is a mistake', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'gatehouse-command-'));
    const { DATABASE_URL: _without, ...settings } = testEnvironment(database);
    try {
      for (const missing of [folder, join(folder, 'missing')]) {
        const environment = { ...settings, GATEHOUSE_DATA_DIR: missing };
        const { code, out, err } = await auth.runWith(environment, 'users', 'list');
        expect([code, out]).toEqual([1, '']);
        expect(err).toContain(`there is no database in ${missing}`);
        const asJson = await auth.runWith(environment, 'users', 'list', '--json');
        expect(JSON.parse(asJson.err)).toMatchObject({ code: 'configuration_error' });
      }
      expect(await readdir(folder)).toEqual([]);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('gives up on a database that cannot be reached, and says so without the password', async () => {
    const settings = { ...testEnvironment(database), DATABASE_URL: 'postgres://nobody:hushhush@127.0.0.1:1/none' };
    const [plain, asJson] = await Promise.all([
      auth.runWith(settings, 'users', 'list'),
      auth.runWith(settings, 'users', 'list', '--json'),
    ]);
    const message = 'The database cannot be reached: connect ECONNREFUSED 127.0.0.1:1.';
    expect(plain).toEqual({ code: 1, out: '', err: `database_unavailable: ${message}\n` });
    expect([asJson.code, asJson.out]).toEqual([1, '']);
    expect(JSON.parse(asJson.err)).toEqual({ code: 'database_unavailable', message });
  });

  describe('users', () => {
    it('are shown with their roles, and deleted', async () => {
      const person = await newPerson(api());
      const shown = await auth.json('users', 'show', person.email);
      expect(shown).toMatchObject({ id: person.id, status: 'active', roles: [{ role: 'user', expires_at: null }] });
      expect((await auth.run('users', 'show', person.id)).out).toBe(`${person.id} active   ${person.email}\n  user\n`);
      expect((await auth.run('roles', 'list', '--user', person.email)).out).toBe(`${person.id} user\n`);
      expect(await auth.json('users', 'delete', person.email)).toEqual({ user_id: person.id });
      expect((await auth.run('users', 'show', person.email)).err).toMatch(/^user_not_found: /);
      expect((await auth.run('roles', 'list', '--user', person.id)).err).toMatch(/^user_not_found: /);
      expect((await auth.run('users', 'delete', ADMIN.email)).err).toMatch(/^last_administrator: /);
    });

    it('get back in by a token that is printed, be it the last administrator, and all sessions end', async () => {
      const before = await logIn(api(), ADMIN);
      const { token, purpose } = await auth.json<{ token: string; purpose: string }>('users', 'reset', ADMIN.email);
      expect(purpose).toBe('reset');
      const second = (await auth.run('users', 'reset', ADMIN.email)).out;
      expect(second).toMatch(
        /^Token to set a password with, good until \S+Z:\n\S{40,}\nIt can be pasted at \S+\/account#\/set-password\n$/,
      );
      const set = (text: string): Promise<{ status: number }> =>
        api().post('/v1/auth/password/set', { token: text, password: ADMIN.password });
      // The later token is the one that is good.
      expect((await set(token)).status).toBe(400);
      expect((await set(second.trim().split('\n')[1] ?? '')).status).toBe(204);
      expect(await statuses(before.access_token)).toEqual([401, 401]);
      expect((await logIn(api(), ADMIN)).access_token).toBeTruthy();
    });

    it('are made, and set a password by the token that is printed', async () => {
      const email = `${randomUUID()}@example.test`;
      const made = await auth.json<{ id: string; status: string; set_password_token: string }>(
        'users',
        'create',
        email,
      );
      expect(made).toMatchObject({ email, status: 'invited' });
      const set = { token: made.set_password_token, password: PASSWORD };
      expect((await api().post('/v1/auth/password/set', set)).status).toBe(204);
      expect((await api().login(email, PASSWORD)).status).toBe(200);
      expect(await newestEvent('user_created')).toMatchObject({
        actor_id: null,
        target_id: made.id,
        user_agent: 'gatehouse command line',
      });
    });

    it('are made with roles, or not at all', async () => {
      await api().post('/v1/roles', { name: 'clerk', permissions: [] }, { token: await adminToken(api()) });
      const email = `${randomUUID()}@example.test`;
      const refused = await auth.run('users', 'create', email, '--role', 'clerk', '--role', 'nothing');
      expect([refused.code, refused.out]).toEqual([1, '']);
      expect(refused.err).toMatch(/^role_not_found: .+\n/);
      expect(await auth.json('users', 'list', '--email-prefix', email)).toEqual({ items: [] });
      const made = await auth.run('users', 'create', email, '--role', 'clerk', '--role', 'admin');
      expect([made.code, made.err]).toEqual([0, '']);
      expect(made.out).toMatch(
        new RegExp(`^[0-9a-f-]{36} invited  ${email}\n.*\n\\S{40,}\nIt can be pasted at \\S+\n$`),
      );
      const ofClerks = await auth.json<{ items: { email: string }[] }>('users', 'list', '--role', 'clerk');
      expect(ofClerks.items.map(user => user.email)).toEqual([email]);
    });

    it('are refused with the code, and with each field that is wrong', async () => {
      const { email } = await newPerson(api());
      expect(await auth.run('users', 'create', email)).toEqual({
        code: 1,
        out: '',
        err: 'email_taken: This e-mail address is registered already.\n',
      });
      const wrong = await auth.run('users', 'create', 'nobody');
      expect(wrong.code).toBe(1);
      expect(wrong.err).toMatch(/^validation_failed: .+\n {2}email: is_email: .+\n$/);
      expect((await auth.run('users', 'disable', 'nobody@example.test')).err).toMatch(/^user_not_found: /);
    });

    it('are disabled on every instance at once, and enabled again', async () => {
      const { person, tokens } = await newLogin(api());
      expect(await statuses(tokens.access_token)).toEqual([200, 200]);
      expect(await auth.json('users', 'disable', person.email)).toMatchObject({ id: person.id, status: 'disabled' });
      expect(await statuses(tokens.access_token)).toEqual([401, 401]);
      expect((await api().refresh(tokens.refresh_token)).status).toBe(400);
      expect(await auth.json('users', 'enable', person.id)).toMatchObject({ status: 'active' });
      expect((await api().login(person.email, PASSWORD)).status).toBe(200);
    });

    it('are not disabled if no administrator would be left', async () => {
      const { code, err } = await auth.run('users', 'disable', ADMIN.email);
      expect([code, err]).toEqual([1, expect.stringMatching(/^last_administrator: /)]);
    });

    it('are listed newest first, as lines and as JSON', async () => {
      const newest = await newPerson(api());
      const { items } = await auth.json<{ items: { id: string }[] }>('users', 'list', '--limit', '2');
      expect(items).toHaveLength(2);
      expect(items[0]).toMatchObject({ id: newest.id, email: newest.email, status: 'active' });
      const { out } = await auth.run('users', 'list', '--status', 'active', '--limit', '1');
      expect(out).toBe(`${newest.id} active   ${newest.email}\n`);
    });
  });

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
      expect(await statuses(access_token)).toEqual([401, 401]);
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

  it('ends one session, or all', async () => {
    const { person, tokens } = await newLogin(api());
    const [other, third] = [await logIn(api(), person), await logIn(api(), person)];
    await auth.json('sessions', 'revoke', person.email, other.session_id);
    expect(await statuses(other.access_token)).toEqual([401, 401]);
    expect(await statuses(tokens.access_token)).toEqual([200, 200]);
    expect((await auth.run('sessions', 'revoke', person.id)).code).toBe(0);
    expect(await statuses(tokens.access_token)).toEqual([401, 401]);
    expect(await statuses(third.access_token)).toEqual([401, 401]);
    expect((await auth.run('sessions', 'revoke', person.id, 'nonsense')).err).toMatch(/^session_not_found: /);
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

  it('lists and retires signing keys, and shows none of their private halves', async () => {
    const { access_token } = await logIn(api(), await newPerson(api()));
    const kid = String(headerOf(access_token)['kid']);
    const { items } = await auth.json<{ items: object[] }>('keys', 'list');
    expect(items).toContainEqual(expect.objectContaining({ kid, state: 'current' }));
    expect(JSON.stringify(items)).not.toContain('private');
    const young = await auth.run('keys', 'rotate');
    expect([young.code, young.err]).toEqual([1, expect.stringMatching(/^key_too_young: .+ Try again in \d+ s\.\n$/)]);
    expect((await auth.run('keys', 'retire', kid)).code).toBe(0);
    expect(await statuses(access_token)).toEqual([401, 401]);
  });

  describe('the audit trail', () => {
    const documents = (text: string): Event[] =>
      text
        .split('\n')
        .filter(line => line !== '')
        .map(line => JSON.parse(line) as Event);

    it('is shown oldest first, by kind, by who and by what', async () => {
      const { person } = await newLogin(api());
      const { out } = await auth.run('audit', 'tail', '--target', person.email, '--json');
      expect(documents(out).map(({ kind, target_id }) => [kind, target_id])).toEqual(
        expect.arrayContaining([['user_created', person.id]]),
      );
      const created = await auth.run('audit', 'tail', '--kind', 'user_created', '--limit', '2', '--json');
      expect(documents(created.out)).toHaveLength(2);
      expect(documents(created.out)[1]).toMatchObject({ kind: 'user_created', target_id: person.id });
      const logins = await auth.run('audit', 'tail', '--actor', person.id, '--kind', 'authn_login_success');
      expect(logins.out.trim().split('\n')).toHaveLength(1);
      expect(logins.out).toMatch(/^\d{4}-\S+Z authn_login_success +by [0-9a-f-]{36} /);
    });

    it('names the operator, and takes nobody else for one', async () => {
      const email = `${randomUUID()}@example.test`;
      const made = await auth.json<{ id: string }>('users', 'create', email);
      const byOperator = await auth.run('audit', 'tail', '--target', made.id, '--kind', 'user_created');
      expect(byOperator.out).toMatch(/ user_created +by operator on /);
      const headers = { 'user-agent': 'gatehouse command line' };
      const body = { email: `${randomUUID()}@example.test`, password: PASSWORD };
      const stranger = await api().post('/v1/auth/register', body, { headers });
      const byStranger = await auth.run(
        'audit',
        'tail',
        '--target',
        String(stranger.body['id']),
        '--kind',
        'user_created',
      );
      expect(byStranger.out).toMatch(/ user_created +by - on /);
      expect((await auth.run('audit', 'tail', '--kind', 'key_created', '--limit', '1')).out).toMatch(/ by service on /);
    });

    it('is searched by a role and by whom it is about', async () => {
      const { person, tokens } = await newLogin(api());
      await auth.json('roles', 'create', 'sought');
      await auth.json('roles', 'grant', person.email, 'sought');
      await auth.json('sessions', 'revoke', person.id, tokens.session_id);
      const given = await auth.run('audit', 'tail', '--role', 'sought', '--json');
      expect(documents(given.out).map(({ kind, target_id }) => [kind, target_id])).toEqual([
        ['authz_role_granted', person.id],
      ]);
      const about = await auth.run('audit', 'tail', '--subject', person.email, '--json');
      expect(documents(about.out).map(({ kind }) => kind)).toEqual([
        'user_created',
        'authz_role_granted',
        'authn_login_success',
        'authz_role_granted',
        'session_revoked',
      ]);
    });

    it('steers no terminal by what callers have written', async () => {
      const token = await adminToken(api());
      const body = { name: 'odd', description: 'odd \u009b31m \u202e role', permissions: [] };
      expect((await api().post('/v1/roles', body, { token })).status).toBe(201);
      for (const options of [[], ['--json']]) {
        const { out } = await auth.run('audit', 'tail', '--kind', 'authz_role_created', '--limit', '1', ...options);
        expect(out).toContain('odd \\u009b31m \\u202e role');
      }
    });

    it('is followed, event by event, though one appears long after others that began later', async () => {
      const follower = auth.start('audit', 'tail', '--follow', '--json', '--limit', '1');
      await follower.printed(/"id"/);
      const slow = new pg.Client(database.url);
      await slow.connect();
      const early = idOf(Date.now() - 2000);
      await slow.query('BEGIN');
      await slow.query(`INSERT INTO audit_events (id, kind, target_id) VALUES ($1, 'key_created', 'slow')`, [early]);
      const first = await newPerson(api());
      await follower.printed(new RegExp(first.id));
      await slow.query('COMMIT');
      await slow.end();
      await follower.printed(/"slow"/);
      const second = await newPerson(api());
      await follower.printed(new RegExp(`"user_created".*${second.id}`));
      follower.child.kill('SIGINT');
      expect(await follower.exited()).toBe(0);
      const ids = documents(follower.output()).map(event => event.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toContain(early);
    });

    /** A UUIDv7 of that time. */
    function idOf(time: number): string {
      const hex = time.toString(16).padStart(12, '0');
      return `${hex.slice(0, 8)}-${hex.slice(8)}-7${randomUUID().slice(15)}`;
    }
  });
});
