import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { useCommandLine } from '../support/command-line-scene.js';
import { ADMIN } from '../support/gatehouse.js';
import { adminToken, logIn, newLogin, newPerson, PASSWORD } from '../support/people.js';

describe('the command line', () => {
  const { database, auth, api, statuses, refusals } = useCommandLine();

  const newestEvent = async (kind: string): Promise<Record<string, unknown> | undefined> =>
    (await database.query('SELECT * FROM audit_events WHERE kind = $1 ORDER BY id DESC LIMIT 1', [kind]))[0];
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
      expect(await refusals(before.access_token)).toEqual([401, 401]);
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
      expect(await refusals(tokens.access_token)).toEqual([401, 401]);
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

  it('ends one session, or all', async () => {
    const { person, tokens } = await newLogin(api());
    const [other, third] = [await logIn(api(), person), await logIn(api(), person)];
    await auth.json('sessions', 'revoke', person.email, other.session_id);
    expect(await refusals(other.access_token)).toEqual([401, 401]);
    expect(await statuses(tokens.access_token)).toEqual([200, 200]);
    expect((await auth.run('sessions', 'revoke', person.id)).code).toBe(0);
    expect(await refusals(tokens.access_token)).toEqual([401, 401]);
    expect(await refusals(third.access_token)).toEqual([401, 401]);
    expect((await auth.run('sessions', 'revoke', person.id, 'nonsense')).err).toMatch(/^session_not_found: /);
  });
});
