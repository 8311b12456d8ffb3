import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { useCommandLine } from '../support/command-line-scene.js';
import { cameTo, someone, textOf } from '../support/imports.js';
import { logIn } from '../support/people.js';
import { range, rounds } from '../support/rounds.js';
import { FOREIGN_HASHES, FOREIGN_PASSWORD } from '../support/specs/foreign-hashes.js';
import { until } from '../support/workers.js';

const [, BCRYPT] = FOREIGN_HASHES.find(([kind]) => kind === 'bcrypt $2b$') ?? [];
const PEOPLE = rounds(50_000, 5_000, 10_000);

describe('an import that is killed', () => {
  const { database, auth, api } = useCommandLine();
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatehouse-import-'));
  });

  afterAll(() => rm(folder, { recursive: true }));

  async function count(sql: string): Promise<number> {
    return (await database.query<{ n: number }>(`SELECT count(*)::int AS n FROM ${sql}`))[0]?.n ?? NaN;
  }

  it('has done whole batches and nothing else, and does the rest when it is run again', async () => {
    const file = join(folder, 'people.jsonl');
    const emails = range(PEOPLE).map(someone);
    await writeFile(file, textOf(emails.map(email => ({ email, password_hash: BCRYPT, ext: { plan: 'gold' } }))));
    const before = await count('users');

    const running = auth.start('users', 'import', file);
    await until(async () => (await count('users')) > before);
    running.child.kill('SIGKILL');
    await running.exited();
    const partly = (await count('users')) - before;
    expect(partly).toBeLessThan(PEOPLE);

    const report = await auth.json('users', 'import', file);
    expect(report).toMatchObject(cameTo(PEOPLE - partly, partly));
    expect(await auth.json('users', 'import', file)).toMatchObject(cameTo(0, PEOPLE));
    expect((await count('users')) - before).toBe(PEOPLE);
    // Nobody is there by halves: each has a standing, a role, and is in the trail.
    const imported = `users u JOIN subjects s USING (id) WHERE u.email LIKE 'm%' AND s.ext = '{"plan":"gold"}'`;
    expect(await count(imported)).toBe(PEOPLE);
    expect(await count(`subjects WHERE kind = 'user' AND id NOT IN (SELECT id FROM users)`)).toBe(0);
    expect(await count(`users WHERE id NOT IN (SELECT user_id FROM user_roles WHERE role = 'user')`)).toBe(0);
    expect(await count(`audit_events WHERE kind = 'user_created' AND details ? 'import'`)).toBe(PEOPLE);
    await logIn(api(), { email: emails.at(-1) ?? '', password: FOREIGN_PASSWORD });
  });
});
