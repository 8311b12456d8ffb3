import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { describe, expect, it } from '@jest/globals';
import { useCommandLine } from '../support/command-line-scene.js';
import { adminToken, newLogin, newPerson, PASSWORD } from '../support/people.js';

interface Event {
  readonly id: string;
  readonly kind: string;
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly details: Record<string, unknown>;
}

describe('the command line', () => {
  const { database, auth, api } = useCommandLine();

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
      const target = { kind: 'user', id: person.id, label: person.email };
      expect(documents(created.out)[1]).toMatchObject({ kind: 'user_created', target_id: person.id, target });
      const logins = await auth.run('audit', 'tail', '--actor', person.id, '--kind', 'authn_login_success');
      expect(logins.out.trim().split('\n')).toHaveLength(1);
      expect(logins.out).toMatch(/^\d{4}-\S+Z authn_login_success +by [0-9a-f-]{36} /);
      expect(logins.out).toContain(`by ${person.id} (${person.email}) on `);
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

    it('is searched by the address that something was done from', async () => {
      const { person } = await newLogin(api());
      const find = (ip: string): Promise<{ out: string }> =>
        auth.run('audit', 'tail', '--subject', person.email, '--ip', ip, '--json');
      expect(documents((await find('127.0.0.1')).out).map(({ kind }) => kind)).toContain('authn_login_success');
      expect((await find('2001:db8::7')).out).toBe('');
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
