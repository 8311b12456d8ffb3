/** A record as the API shows it: times are RFC 3339 texts, lists are its own. */
export type OnTheWire<T> = { -readonly [Name in keyof T]: Shown<T[Name]> };

type Shown<Value> = Value extends Date ? string : Value extends readonly (infer Item)[] ? Item[] : Value;

/** Puts a record of the database into that form, field by field. */
export function onTheWire<T extends object>(record: T): OnTheWire<T> {
  const shown = Object.entries(record).map(([name, value]): [string, unknown] => [name, textOf(value)]);
  return Object.fromEntries(shown) as OnTheWire<T>;
}

const textOf = (value: unknown): unknown => (value instanceof Date ? value.toISOString() : value);
