/** A record as the API shows it: times are RFC 3339 texts, lists are its own. */
export type OnTheWire<T> = { -readonly [Name in keyof T]: Shown<T[Name]> };

type Shown<Value> = Value extends Date ? string : Value extends readonly (infer Item)[] ? Item[] : Value;

/** Puts a record of the database into that form, field by field. */
export function onTheWire<T extends object>(record: T): OnTheWire<T> {
  const entries = Object.entries(record).map(([name, value]) => [
    name,
    value instanceof Date ? value.toISOString() : value,
  ]);
  return Object.fromEntries(entries) as OnTheWire<T>;
}
