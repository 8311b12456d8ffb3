import { parametersOf } from './parameters.js';

/** Values in order. So few that nobody mixes them up; more have names. */
export type Ordered =
  readonly [] | readonly [unknown] | readonly [unknown, unknown] | readonly [unknown, unknown, unknown];

/** Values by name. */
export type Named = object & { readonly [Symbol.iterator]?: never };

/** Of what is given nothing may be left over: it would be for a column that nobody writes. */
export type NothingElse<Values, Given> = Values extends readonly unknown[]
  ? unknown
  : { readonly [Name in Exclude<keyof Given, keyof Values>]: never };

/** A statement as far as it does not matter what it takes and gives. */
export interface KnownStatement {
  /** Empty: the server plans it anew each time. */
  readonly name: string;
  /** As the server gets it: with `$1`, `$2` … */
  readonly text: string;
  /** The names of the values, in the order in which the server gets them; empty where they have none. */
  readonly order: readonly string[];
}

/**
 * A named SQL statement. The name lets the server plan it once for each connection; `Row` and `Values` say what it
 * takes and gives, so that a caller cannot mix them up.
 */
export interface Statement<Row, Values> extends KnownStatement {
  /** What the server gets. @throws Error for named values that are not those of the text, whatever their type says */
  valuesOf(values: Values): unknown[];
  /** Never set: carries the types of the rows and the values. */
  readonly types?: { row: Row; values: Values };
}

const MOST_ORDERED = 3;

const known = new Map<string, KnownStatement>();

/**
 * @param name unique in the whole service, such as `sessions.rotate`
 * @param text with `:name` for each value, as often as it is wanted; or `$1`, `$2`, `$3` for values that are given in order
 * @throws Error for a name that is taken, and a text whose values are more than three without names
 */
export function statement<Row = never, Values extends Ordered | Named = []>(
  name: string,
  text: string,
): Statement<Row, Values> {
  if (known.has(name)) throw new Error(`there is a statement ${name} already`);
  const { names, count, text: resolved } = parametersOf(text);
  if (count > MOST_ORDERED && names.length === 0) throw new Error(`the values of ${name} need names`);
  const valuesOf = names.length === 0 ? inOrder : byName(name, names);
  const made = { name, text: resolved, order: names, valuesOf } as Statement<Row, Values>;
  known.set(name, made);
  return made;
}

/**
 * A statement that the server plans each time for the values at hand. For searches, where a plan that is good for most
 * values is bad for some: a planning takes less than a millisecond, the wrong plan a second. Its text is put together with
 * the list of its values, which are as many as there are conditions.
 */
export function plannedAnew<Row = never, Values extends readonly unknown[] = []>(text: string): Statement<Row, Values> {
  return { name: '', text, order: [], valuesOf: inOrder };
}

/** All statements that the modules of this process have brought. */
export function knownStatements(): readonly KnownStatement[] {
  return [...known.values()];
}

const inOrder = (values: readonly unknown[]): unknown[] => [...values];

function byName(statement: string, names: readonly string[]): (values: Readonly<Record<string, unknown>>) => unknown[] {
  return values => {
    // Types see to it; this is for what they do not reach, as an object with more in it than its type says.
    if (Object.keys(values).length > names.length)
      throw new Error(`${statement} is given more than ${names.join(', ')}`);
    return names.map(name => {
      const value = values[name];
      if (value === undefined) throw new Error(`${statement} is not given ${name}`);
      return value;
    });
  };
}
