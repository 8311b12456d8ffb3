import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CommandLine } from '../support/command-line.js';
import { type CommandOutcome, runAuthCommands } from '../support/documents/auth-commands.js';
import { codeBlocks } from '../support/documents/code-blocks.js';
import { testEnvironment } from '../support/gatehouse.js';
import { useDatabase } from '../support/use-gatehouse.js';

const LOST = 'roles:\n  - name: fine\n  - name: lost\n    includes: [nowhere]\n';

/** What is run one after the other, by the name of what comes of it. */
const COMMANDS = {
  planned: ['plan', 'gatehouse.yaml'],
  done: ['apply', 'gatehouse.yaml'],
  plannedAgain: ['plan', 'gatehouse.yaml'],
  doneAgain: ['apply', 'gatehouse.yaml', '--json'],
  inWords: ['plan', 'changed.yaml'],
  asJson: ['plan', 'changed.yaml', '--json'],
  unread: ['apply', 'bad.yaml'],
  refused: ['apply', 'lost.yaml', '--json'],
  missing: ['plan', 'missing.yaml', '--json'],
};

describe('the command line: a file of roles, permissions and clients', () => {
  const database = useDatabase();
  let folder: string;
  let outcomes: Record<keyof typeof COMMANDS, CommandOutcome>;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-wanted-'));
    const blocks = await codeBlocks('docs/administration.md');
    const { text } = blocks.find(({ language, under }) => language === 'yaml' && under === 'As code') ?? { text: '' };
    const files = {
      'gatehouse.yaml': text,
      'changed.yaml': text.replace('[orders:read, users:read]', '[orders:read, orders:refund]'),
      'bad.yaml': text.replace('prune:', 'prunes:'),
      'lost.yaml': LOST,
      'id.example.org.secret': 'hush hush\n',
    };
    for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
    const settings = testEnvironment(database);
    const all = await runAuthCommands(Object.values(COMMANDS), { folder, settings });
    const named = Object.keys(COMMANDS).map((name, index) => [name, all[index]]);
    outcomes = Object.fromEntries(named) as typeof outcomes;
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('is planned, done, and done again to no effect, as the document shows it', async () => {
    const { planned, done, plannedAgain, doneAgain } = outcomes;
    expect(planned).toMatchObject({ code: 2, err: '' });
    expect(planned.out).toContain('role support would be made\n  description: "Answers customers"\n');
    expect(planned.out).not.toContain('secret');
    expect(done).toMatchObject({ code: 0, err: '' });
    expect(done.out).toContain('role support was made\n');
    expect(done.out).toMatch(/^client orders: client_secret gcs_\S+$/m);
    expect(plannedAgain).toMatchObject({ code: 0, out: 'Nothing differs.\n' });
    expect(JSON.parse(doneAgain.out)).toEqual({ changes: [], create: 0, update: 0, delete: 0, clients: [] });
    // What was planned has left nothing, and neither has what was refused.
    const kinds = await database.query<{ kind: string }>(
      `SELECT kind FROM audit_events WHERE user_agent = 'gatehouse command line' ORDER BY id`,
    );
    expect(kinds.map(({ kind }) => kind)).toEqual([
      'permission_declared',
      ...['authz_role_created', 'authz_role_created'],
      ...['client_created', 'client_secret_created', 'client_created', 'client_secret_created'],
      'identity_provider_created',
    ]);
  });

  it('tells what differs, in words and as JSON', () => {
    const words = ['role support would be changed', '  permissions: + orders:refund, - users:read'];
    expect(outcomes.inWords).toMatchObject({
      code: 2,
      out: [...words, '0 would be made, 1 changed, 0 deleted\n'].join('\n'),
    });
    expect([outcomes.asJson.code, JSON.parse(outcomes.asJson.out)]).toMatchObject([
      2,
      { changes: [{ kind: 'roles', action: 'update', name: 'support' }], create: 0, update: 1, delete: 0 },
    ]);
  });

  it('is refused with the line of what is at fault', () => {
    const { unread, refused, missing } = outcomes;
    expect(unread).toMatchObject({ code: 1, out: '' });
    expect(unread.err).toMatch(/^validation_failed: .+\n {2}bad\.yaml:\d+: prunes: unknown_field: /);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(JSON.parse(refused.err)).toMatchObject({
      code: 'role_not_found',
      errors: [{ field: 'roles[1].includes[0]', file: 'lost.yaml', line: 4 }],
    });
    expect([missing.code, JSON.parse(missing.err)]).toMatchObject([2, { code: 'not_understood' }]);
  });

  it('may be sent to the command, which says by its ending that something would change', async () => {
    const { code, out } = await new CommandLine(database).runOn('roles: [{ name: new }]', 'plan', '-');
    expect([code, out]).toEqual([2, 'role new would be made\n1 would be made, 0 changed, 0 deleted\n']);
  });
});
