import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { useCommandLine } from '../support/command-line-scene.js';
import { testEnvironment } from '../support/gatehouse.js';
import { newPerson } from '../support/people.js';

describe('the command line', () => {
  const { database, auth, api } = useCommandLine();

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
});
