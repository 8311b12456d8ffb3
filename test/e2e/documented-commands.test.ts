import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { authCommandsIn, type CommandOutcome, runAuthCommands } from '../support/documents/auth-commands.js';
import { type CodeBlock, codeBlocks } from '../support/documents/code-blocks.js';
import { ruleFor } from '../support/documents/tried.js';
import { testEnvironment } from '../support/gatehouse.js';
import { useDatabase } from '../support/use-gatehouse.js';

const OURS = 'test/e2e/documented-commands.test.ts';
/** In the order in which their commands find what they need. */
const DOCUMENTS = [
  'docs/migrating.md',
  'docs/administration.md',
  'docs/people.md',
  'docs/upstream.md',
  'docs/openid-connect.md',
  'docs/add-to-your-service.md',
  'docs/operations.md',
];
/** The administrator who has lost the password. */
const ADMIN = 'admin@example.org';

/** Commands that end otherwise than as done, and how. */
const ENDINGS: Readonly<Record<string, number>> = { 'plan gatehouse.yaml': 2 };

describe('the commands of the documents', () => {
  const database = useDatabase();
  let folder: string;
  let blocks: CodeBlock[];
  let outcomes: CommandOutcome[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-documented-'));
    blocks = (await Promise.all(DOCUMENTS.map(codeBlocks))).flat().filter(block => ruleFor(block)?.by === OURS);
    const [line] = blocks.filter(({ language }) => language === 'json');
    // Ada is made by another document.
    await writeFile(join(folder, 'people.jsonl'), line?.text.replace('ada@', 'ida@') ?? '');
    const yaml = (await codeBlocks('docs/administration.md')).find(({ language }) => language === 'yaml');
    await writeFile(join(folder, 'gatehouse.yaml'), yaml?.text ?? '');
    await writeFile(join(folder, 'id.example.org.secret'), 'hush\n');
    await writeFile(join(folder, 'new-secret'), 'hush hush\n');

    const scripts = blocks.filter(({ language }) => language === 'sh');
    const documented = (await Promise.all(scripts.map(({ text }) => authCommandsIn(text)))).flat();
    // Roles that the text says are to be there, and the person that it speaks of beside those that it makes.
    const before = [
      ['roles', 'create', 'editor'],
      ['users', 'create', ADMIN],
    ];
    const commands = [...before, ...inOrder(documented)];
    const settings = testEnvironment(database);
    outcomes = (await runAuthCommands(commands, { folder, settings, input: 'hush\n' })).slice(before.length);
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('are done, each as it stands there', () => {
    expect(outcomes.length).toBeGreaterThan(20);
    const wrong = outcomes.filter(({ args, code }) => code !== (ENDINGS[args.join(' ')] ?? 0));
    expect(wrong).toEqual([]);
  });

  it('come to what the text says', () => {
    const saidBy = (command: string): string =>
      outcomes.find(({ args }) => args.join(' ').startsWith(command))?.out ?? '';
    expect(saidBy('users import')).toMatch(/^1 created, 0 unchanged, 0 refused/);
    expect(saidBy('clients create reports')).toMatch(/^client_id +\S+\nclient_secret gcs_\S+\n$/);
    expect(saidBy('users list --email-contains example.org --json')).toContain('"email":"ada@example.org"');
    expect(saidBy('audit tail --limit 3').trim().split('\n')).toHaveLength(3);
    expect(saidBy('apply gatehouse.yaml')).toContain('client wiki: client_secret gcs_');
  });

  it('find by SQL what they say, and write what they say', async () => {
    const statements = blocks.filter(({ language }) => language === 'sql');
    expect(statements).toHaveLength(4);
    for (const { text } of statements) await database.query(text);
    expect(
      await database.query(`SELECT status FROM subjects WHERE id = '00000000-0000-7000-8000-000000000001'`),
    ).toEqual([{ status: 'active' }]);
  });
});

/** Roles come first: a document that is read before another may name one that the other makes. */
function inOrder(commands: readonly string[][]): string[][] {
  const isRole = ([group, verb]: readonly string[]): boolean => group === 'roles' && verb === 'create';
  const seen = new Set<string>();
  const once = commands.filter(args => args.includes('--help') || !seen.has(args.join(' ')) || !isRole(args));
  return [...once.filter(isRole), ...once.filter(args => !isRole(args))];
}
