import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type ts from 'typescript';
import { type KnownStatement, knownStatements, statement } from '../../libs/persistence/src/statement.js';
import { TestDatabase } from '../support/database.js';
import { type Declared, declaredIn } from '../support/statements/declared.js';
import { describedBy } from '../support/statements/described.js';
import { faultsOf, faultsOfRow } from '../support/statements/faults.js';
import { programOf, sources } from '../support/statements/program.js';
import { SEARCHES } from '../support/statements/searches.js';

const WRONG = 'test/support/statements/wrong-statements.ts';
const HIDDEN = 'test/support/statements/hidden-statement.ts';
const DEFINITION = 'libs/persistence/src/statement.ts';

/** What types say about a statement is what PostgreSQL says about it on the schema that the migrations make. */
describe('the statements', () => {
  let database: TestDatabase;
  let client: pg.Client;
  /** As the compiler finds them in the sources: a type leaves no trace in what runs. */
  let declared: Declared[];
  let wrong: Declared[];
  let program: ts.Program;
  /** As they are when their modules run, by name. */
  let known: Map<string, KnownStatement>;

  beforeAll(async () => {
    database = await TestDatabase.createMigrated();
    client = new pg.Client(database.url);
    await client.connect();
    const files = (await sources()).filter(file => file !== DEFINITION);
    program = programOf([...files, WRONG, HIDDEN]);
    [declared, wrong] = [declaredIn(program, files), declaredIn(program, [WRONG])];
    known = await bringing(declared);
  });

  afterAll(async () => {
    await client.end();
    await database.drop();
  });

  /** All statements that there are once these have been defined. */
  async function bringing(theirs: readonly Declared[]): Promise<typeof known> {
    for (const file of new Set(theirs.map(({ file }) => file))) await import(resolve(file));
    return new Map(knownStatements().map(one => [one.name, one]));
  }

  /** What is wrong, by name. */
  async function faultsIn(theirs: readonly Declared[], brought: typeof known): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const one of theirs) {
      const runs = brought.get(one.name) ?? { name: one.name, text: '', order: [] };
      const faults = await describedBy(client, runs.text).then(
        described => faultsOf(one, runs, described),
        (error: unknown) => [String(error)],
      );
      if (faults.length > 0) found[one.name] = faults;
    }
    return found;
  }

  const withName = (): Declared[] => declared.filter(({ name }) => name !== '');

  it('are those that the sources define, each under a name of its own', () => {
    const names = withName().map(({ name }) => name);
    expect(names.length).toBeGreaterThan(90);
    expect([...known.keys()].sort()).toEqual(names.sort());
  });

  it('take the values and give the columns that their types name', async () => {
    expect(await faultsIn(withName(), known)).toEqual({});
  });

  it('that are put together for a search do so for every set of filters', async () => {
    const searches = declared.filter(({ name }) => name === '');
    expect(searches.map(({ file }) => file).sort()).toEqual(Object.keys(SEARCHES).sort());
    const found: Record<string, string[]> = {};
    for (const { file, row = new Map<string, string>() } of searches) {
      for (const { statement: search, values } of SEARCHES[file]?.() ?? []) {
        const described = await describedBy(client, search.text);
        const faults = faultsOfRow(row, described);
        if (described.parameters.length !== values.length) faults.push(`takes ${described.parameters.length} values`);
        if (faults.length > 0) found[search.text] = faults;
      }
    }
    expect(found).toEqual({});
  });

  it('are found out where they are wrong', async () => {
    const faults = await faultsIn(wrong, await bringing(wrong));
    expect(faults).toEqual({
      'wrong.column': ['gives email, which its row has not', 'does not give adress'],
      'wrong.type_of_column': ['gives count as bigint, and not as number'],
      'wrong.rows': ['gives id, which its row has not'],
      'wrong.value_too_many': ['takes 1 values, and not 2'],
      'wrong.value_missing': ['takes 2 values, and not 1'],
      'wrong.type_of_value': ['takes $1 as uuid, and not as number'],
      'wrong.name_without_use': ['has no use for email'],
      'wrong.name_missing': ['wants email, which its values have not'],
      'wrong.type_of_name': ['takes id as uuid, and not as Date'],
      'wrong.table': ['error: relation "people" does not exist'],
    });
  });

  it('cannot hide, and cannot share a name', () => {
    expect(() => declaredIn(program, [HIDDEN])).toThrow("a statement's name is to be written where it is defined");
    expect(() => statement('sessions.record_grace', 'SELECT 1')).toThrow(
      'there is a statement sessions.record_grace already',
    );
  });
});
