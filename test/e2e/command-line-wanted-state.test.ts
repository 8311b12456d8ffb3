import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';
import { runAuthCommands } from '../support/documents/auth-commands.js';
import { codeBlocks } from '../support/documents/code-blocks.js';
import { testEnvironment } from '../support/gatehouse.js';
import { useDatabase } from '../support/use-gatehouse.js';

describe('the command line: a file of roles, permissions and clients', () => {
  const database = useDatabase();
  const auth = new CommandLine(database);
  let folder: string;
  let file: string;
  let documented: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-wanted-'));
    file = join(folder, 'gatehouse.yaml');
    [{ text: documented } = { text: '' }] = (await codeBlocks('docs/administration.md')).filter(
      ({ language, under }) => language === 'yaml' && under === 'As code',
    );
    await writeFile(join(folder, 'id.example.org.secret'), 'hush hush\n');
    await writeFile(file, documented);
  });

  afterAll(() => rm(folder, { recursive: true }));

  const counted = async (): Promise<unknown> => (await database.query('SELECT count(*) FROM audit_events'))[0];

  it('is planned, done, and done again to no effect, as the document shows it', async () => {
    const commands = [
      ['plan', file],
      ['apply', file],
      ['plan', file],
      ['apply', file, '--json'],
    ];
    const [planned, done, ...again] = await runAuthCommands(commands, { folder, settings: testEnvironment(database) });
    expect(planned).toMatchObject({ code: 2, err: '' });
    expect(planned?.out).toContain('role support would be made\n  description: "Answers customers"\n');
    expect(planned?.out).not.toContain('secret');
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done?.out).toContain('role support was made\n');
    expect(done?.out).toMatch(/^client orders: client_secret gcs_\S+$/m);
    const nothing = JSON.stringify({ changes: [], create: 0, update: 0, delete: 0, clients: [] });
    expect(again).toMatchObject([
      { code: 0, out: 'Nothing differs.\n' },
      { code: 0, out: `${nothing}\n` },
    ]);
    // What was planned has left nothing.
    const made = `SELECT count(*)::integer AS count FROM audit_events
      WHERE kind = 'client_created' AND user_agent = 'gatehouse command line'`;
    expect(await database.query(made)).toEqual([{ count: 2 }]);
  });

  it('tells what differs, in words and as JSON', async () => {
    const changed = documented.replace(
      'permissions: [orders:read, users:read]',
      'permissions: [orders:read, orders:refund]',
    );
    expect(changed).not.toBe(documented);
    const { code, out } = await auth.runOn(changed, 'plan', '-');
    expect([code, out.split('\n')]).toEqual([
      2,
      [
        'role support would be changed',
        '  permissions: + orders:refund, - users:read',
        '0 would be made, 1 changed, 0 deleted',
        '',
      ],
    ]);
    const asJson = await auth.runOn(changed, 'plan', '-', '--json');
    expect([asJson.code, JSON.parse(asJson.out)]).toMatchObject([
      2,
      { changes: [{ kind: 'roles', action: 'update', name: 'support' }], create: 0, update: 1, delete: 0 },
    ]);
  });

  it('is refused with the line of what is at fault, and then nothing is done', async () => {
    const bad = `${documented.replace('prune:', 'prunes:')}\n`;
    const unread = await auth.runOn(bad, 'apply', '-');
    expect([unread.code, unread.out]).toEqual([1, '']);
    expect(unread.err).toMatch(/^validation_failed: .+\n {2}stdin:\d+: prunes: unknown_field: /);
    const lost = 'roles:\n  - name: fine\n  - name: lost\n    includes: [nowhere]\n';
    const before = await counted();
    const refused = await auth.runOn(lost, 'apply', '-', '--json');
    expect([refused.code, refused.out]).toEqual([1, '']);
    expect(JSON.parse(refused.err)).toMatchObject({
      code: 'role_not_found',
      errors: [{ field: 'roles[1].includes[0]', file: 'stdin', line: 4 }],
    });
    expect(await counted()).toEqual(before);
    expect((await auth.run('plan', join(folder, 'missing.yaml'))).err).toContain('cannot be read');
  });
});
