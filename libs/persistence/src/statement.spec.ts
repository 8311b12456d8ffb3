import { describe, expect, it } from '@jest/globals';
import { parametersOf } from './parameters.js';
import { type Statement, statement, StatementRunner } from './index.js';

describe('the values in a text', () => {
  it.each([
    [
      'get a number each, however often they are named',
      'UPDATE t SET a = :a, b = :b WHERE a <> :a AND c = :b_2',
      'UPDATE t SET a = $1, b = $2 WHERE a <> $1 AND c = $3',
      ['a', 'b', 'b_2'],
    ],
    ['are told from casts', 'SELECT :a::uuid, b::text[], :c ::int', 'SELECT $1::uuid, b::text[], $2 ::int', ['a', 'c']],
    ['are told from assignments', 'SELECT f(x := :a, y :=b)', 'SELECT f(x := $1, y :=b)', ['a']],
    ['are told from slices', 'SELECT l[low:high], l[1:2], l[f(1):high]', undefined, []],
    ['are not looked for in texts', `SELECT ':no' || 'it''s :no' || e'\\':no' || :a`, undefined, ['a']],
    ['are not looked for in identifiers', 'SELECT ":no", "a"":no" FROM t WHERE b = :a', undefined, ['a']],
    ['are not looked for in texts between dollars', 'SELECT $$ :no $1 $$, $x$ $$ :no $x$, :a', undefined, ['a']],
    ['are not looked for in comments', 'SELECT 1 -- :no $7\n + :a /* :no\n $7 */', undefined, ['a']],
    ['may be a JSON path’s neighbours', `SELECT d #> '{a,:no}' @? '$.a' FROM t WHERE e->>:a = ':no'`, undefined, ['a']],
  ])('%s', (_what, text, resolved, names) => {
    const expected = resolved ?? text.replace(':a', '$1');
    expect(parametersOf(text)).toEqual({ text: expected, names, count: names.length });
  });

  it('may be counted, as long as none is left out and none has a name', () => {
    expect(parametersOf(`SELECT $2, $1, $1, 'costs $3'`)).toMatchObject({ names: [], count: 2 });
    expect(() => parametersOf('SELECT $1, $3')).toThrow('$2 is left out');
    expect(() => parametersOf('SELECT $1, :name')).toThrow('either names or numbers');
    expect(() => parametersOf('SELECT /* a /* b */ :name */ 1')).toThrow('not understood');
  });
});

describe('a statement', () => {
  const named = statement<never, { id: string; at: Date | null }>('spec.named', 'SELECT :at, :id, :at');

  it('puts values with names in order', () => {
    expect(named).toMatchObject({ text: 'SELECT $1, $2, $1', order: ['at', 'id'] });
    expect(named.valuesOf({ id: 'one', at: null })).toEqual([null, 'one']);
  });

  it('takes neither fewer nor more than it names', () => {
    const fewer = { id: 'one' } as unknown as { id: string; at: null };
    expect(() => named.valuesOf(fewer)).toThrow('spec.named is not given at');
    const more = { id: 'one', at: null, also: 1 };
    expect(() => named.valuesOf(more)).toThrow('spec.named is given more than at, id');
  });

  it('has a name of its own', () => {
    statement('spec.twice', 'SELECT 1');
    expect(() => statement('spec.twice', 'SELECT 1')).toThrow('there is a statement spec.twice already');
  });

  it('gives its values names if they are more than three', () => {
    statement<never, [number, number, number]>('spec.three', 'SELECT $1, $2, $3');
    expect(() => statement('spec.four', 'SELECT $1, $2, $3, $4')).toThrow('the values of spec.four need names');
    // @ts-expect-error -- the types say so as well
    statement<never, [number, number, number, number]>('spec.four', 'SELECT 4');
  });

  it('is not run with other values, as far as types can tell', () => {
    const run = (runner: StatementRunner, one: Statement<never, [string]>): unknown[] => [
      runner.run(named, { id: 'one', at: null }),
      // @ts-expect-error -- a name is missing
      runner.run(named, { id: 'one' }),
      // @ts-expect-error -- a name is superfluous
      runner.run(named, { id: 'one', at: null, also: 1 }),
      // @ts-expect-error -- and so it is where it comes with a whole object
      runner.run(named, { ...{ id: 'one', also: 1 }, at: null }),
      // @ts-expect-error -- not a date
      runner.run(named, { id: 'one', at: 'noon' }),
      // @ts-expect-error -- one too many
      runner.run(one, ['one', 'two']),
    ];
    expect(run).toBeInstanceOf(Function);
  });
});
