/** A record as the API shows it: times are RFC 3339 texts, lists are its own. */
export type OnTheWire<T> = { -readonly [Name in keyof T]: Shown<T[Name]> };

type Shown<Value> = Value extends Date ? string : Value extends readonly (infer Item)[] ? Item[] : Value;

/** Puts a record of the database into that form, field by field. */
export function onTheWire<T extends object>(record: T): OnTheWire<T> {
  const shown = { ...record } as Record<string, unknown>;
  // A field at a time and in place: lists are long, and by way of entries it takes twice as long.
  for (const name in shown) if (shown[name] instanceof Date) shown[name] = shown[name].toISOString();
  return shown as OnTheWire<T>;
}
