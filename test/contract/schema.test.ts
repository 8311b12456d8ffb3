import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { countApplied, revert } from '../support/migrations.js';
import { useEmptyDatabase } from '../support/use-gatehouse.js';

describe('the schema', () => {
  const database = useEmptyDatabase();

  async function typeorm(...args: string[]): Promise<{ code: number; output: string }> {
    const env = { ...process.env, DATABASE_URL: database.url, NODE_OPTIONS: '' };
    const running = promisify(execFile)('npm', ['run', '--silent', ...args], { env });
    return running.then(
      ({ stdout, stderr }) => ({ code: 0, output: stdout + stderr }),
      (error: unknown) => {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { code, output: stdout + stderr };
      },
    );
  }

  const tables = async (): Promise<unknown[]> =>
    (
      await database.query(
        `SELECT table_name FROM information_schema.tables
         WHERE table_schema = 'public' AND table_name <> 'migrations' ORDER BY 1`,
      )
    ).map(row => row['table_name']);

  it('is made by the TypeORM command line, agrees with the entities, and can be taken back step by step', async () => {
    expect((await typeorm('migration:run')).code).toBe(0);
    expect(await typeorm('migration:check')).toEqual({ code: 0, output: expect.stringContaining('No changes') });
    const made = await tables();
    expect(made).toContain('sessions');
    const applied = await countApplied(database);
    expect((await typeorm('migration:revert')).code).toBe(0);
    expect(await countApplied(database)).toBe(applied - 1);
    await revert(database, applied - 1);
    expect(await tables()).toEqual([]);
    expect((await typeorm('migration:run')).code).toBe(0);
    expect(await tables()).toEqual(made);
  });

  it('that lacks a column is found to differ from the entities', async () => {
    await database.query('ALTER TABLE sessions RENAME COLUMN user_agent TO agent');
    expect((await typeorm('migration:check')).code).not.toBe(0);
    await database.query('ALTER TABLE sessions RENAME COLUMN agent TO user_agent');
  });

  // TypeORM's own comparison does not see conditions of indexes, the order of their columns, or the text of checks.
  it('has these constraints and indexes, to the letter', async () => {
    const constraints = await database.query(
      `SELECT conrelid::regclass::text || ': ' || conname || ' ' || pg_get_constraintdef(oid) AS line
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND contype <> 'n'
         AND conrelid::regclass::text <> 'migrations' ORDER BY 1`,
    );
    const indexes = await database.query(
      `SELECT indexdef AS line FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations' ORDER BY 1`,
    );
    const options = await database.query(
      `SELECT relname || ' ' || array_to_string(reloptions, ',') AS line FROM pg_class
       WHERE reloptions IS NOT NULL AND relnamespace = 'public'::regnamespace ORDER BY 1`,
    );
    const lines = [...constraints, ...indexes, ...options].map(row => String(row['line']));
    expect(lines.join('\n')).toMatchSnapshot();
  });

  it('indexes nothing that a refresh changes, so that it can be done in place', async () => {
    const indexed = await database.query<{ column: string }>(
      `SELECT DISTINCT a.attname AS column FROM pg_index i
       JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY(i.indkey)
       WHERE i.indrelid = 'sessions'::regclass`,
    );
    const columns = indexed.map(row => row.column);
    expect(columns).toContain('id');
    for (const changed of ['jti', 'counter', 'rotated_at', 'last_used_at']) expect(columns).not.toContain(changed);
  });
});
