/** What came from elsewhere may be of any form: these take of it what is of the form that is meant. */

export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;

export const listIn = (value: unknown, name: string): readonly unknown[] => {
  const field = fieldOf(value, name);
  return Array.isArray(field) ? field : [];
};

/** A text that is not empty. */
export const textIn = (value: unknown, name: string): string | undefined => {
  const field = fieldOf(value, name);
  return typeof field === 'string' && field !== '' ? field : undefined;
};

export const flagIn = (value: unknown, name: string): boolean | undefined => {
  const field = fieldOf(value, name);
  return typeof field === 'boolean' ? field : undefined;
};

/** A time as milliseconds since the epoch, written out or not, in the form that lines have it. */
export const timeIn = (value: unknown, name: string): string | undefined => {
  const field = Number(fieldOf(value, name));
  return Number.isSafeInteger(field) && field > 0 ? new Date(field).toISOString() : undefined;
};
