import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { useCommandLine } from '../support/command-line-scene.js';
import { testEnvironment } from '../support/gatehouse.js';
import { cameTo, someone, textOf } from '../support/imports.js';

describe('the command that imports people', () => {
  const { database, auth } = useCommandLine();
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-import-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function fileOf(...lines: unknown[]): Promise<string> {
    const file = join(folder, `${someone()}.jsonl`);
    await writeFile(file, textOf(lines));
    return file;
  }

  it('says what came of it, and may give any role and claim', async () => {
    const file = await fileOf({ email: someone(), roles: ['admin'], ext: { plan: 'gold' } }, { email: someone() });
    expect(await auth.run('users', 'import', file)).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^2 created, 0 unchanged, 0 refused \(import [-0-9a-f]{36}\)\n$/),
    });
    expect(await auth.json('users', 'import', file)).toMatchObject({ ...cameTo(0, 2), refusals: [] });
  });

  it('ends as refused where a line is, having told which and why, and has the others in', async () => {
    const file = await fileOf({ email: someone() }, { email: 'no\u001b[31mbody' }, '', '{');
    const { code, out, err } = await auth.run('users', 'import', file);
    expect([code, err]).toEqual([1, 'validation_failed: 2 lines are not in.\n']);
    expect(out.split('\n').slice(0, 2)).toEqual([
      'line 2: validation_failed: email must be an email',
      'line 4: invalid_json: The line is not valid JSON.',
    ]);
    const again = await auth.run('users', 'import', file, '--json');
    expect([again.code, JSON.parse(again.out), JSON.parse(again.err)]).toMatchObject([
      1,
      { ...cameTo(0, 1, 2), refusals: [{ line: 2 }, { line: 4 }] },
      { code: 'validation_failed' },
    ]);
  });

  it('reads what is sent to it', async () => {
    const args = ['dist/programs/auth.js', 'users', 'import', '-'];
    const env = { PATH: process.env['PATH'], ...testEnvironment(database) };
    const out = await new Promise<string>(resolve => {
      const child = execFile(process.execPath, args, { env }, (_error, text) => resolve(text));
      child.stdin?.end(textOf([{ email: someone() }, { email: someone() }]));
    });
    expect(out).toMatch(/^2 created/);
  });

  it('does not understand a file that is not there, nor one that it cannot convert', async () => {
    expect(await auth.run('users', 'import', join(folder, 'nothing'))).toMatchObject({ code: 2, out: '' });
    expect(await auth.run('users', 'convert', 'keycloak', join(folder, 'nothing'))).toMatchObject({ code: 2 });
    const file = await fileOf('{');
    for (const system of ['keycloak', 'auth0', 'django']) {
      expect([system, (await auth.run('users', 'convert', system, file)).code]).toEqual([system, 1]);
    }
    expect(await auth.run('users', 'convert', 'keycloak', await fileOf({ users: [7, null, {}] }))).toMatchObject({
      code: 0,
      out: '',
      err: '0 written, 3 left out who have no e-mail address\n',
    });
  });

  it('converts no table in which it is not seen who is banned or deleted, nor the rest of one that is cut short', async () => {
    const convert = async (...lines: string[]): Promise<unknown> =>
      auth.run('users', 'convert', 'supabase', await fileOf(...lines));
    const names = 'email,encrypted_password,email_confirmed_at,raw_app_meta_data,banned_until,created_at,deleted_at';
    expect(await convert('email,encrypted_password,email_confirmed_at,raw_app_meta_data,created_at')).toMatchObject({
      code: 1,
      err: expect.stringContaining('banned_until, deleted_at'),
    });
    expect(await convert(names.replaceAll(',', ';'), ';;;;;;')).toMatchObject({ code: 1, out: '' });
    expect(await convert(names, 'ada@example.test,x,now')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('line 2 has 3 fields, and not 7'),
    });
  });

  it('heeds for all files of a realm that the first one demands a confirmed address', async () => {
    const users = await fileOf({ users: [{ email: someone(), credentials: [{ type: 'password' }] }] });
    const realm = await fileOf({ realm: 'shop', verifyEmail: true });
    expect((await auth.run('users', 'convert', 'keycloak', users)).out).toContain('password_hash');
    expect((await auth.run('users', 'convert', 'keycloak', realm, users)).out).not.toContain('password_hash');
  });
});
