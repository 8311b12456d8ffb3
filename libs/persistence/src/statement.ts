/**
 * A named SQL statement. The name lets the server plan it once for each connection; `Row` and `Values` say what it
 * takes and gives, so that a caller cannot mix them up.
 */
export interface Statement<Row, Values extends readonly unknown[]> {
  /** Empty: the server plans it anew each time. */
  readonly name: string;
  readonly text: string;
  /** Never set: carries the types of the rows and the values. */
  readonly types?: { row: Row; values: Values };
}

const known = new Map<string, string>();

/** @param name unique in the whole service, such as `sessions.rotate` */
export function statement<Row = never, Values extends readonly unknown[] = []>(
  name: string,
  text: string,
): Statement<Row, Values> {
  known.set(name, text);
  return { name, text };
}

/**
 * A statement that the server plans each time for the values at hand. For searches, where a plan that is good for most
 * values is bad for some: a planning takes less than a millisecond, the wrong plan a second.
 */
export function plannedAnew<Row = never, Values extends readonly unknown[] = []>(text: string): Statement<Row, Values> {
  return { name: '', text };
}

/** The texts of all statements that the modules of this process have brought. */
export function knownTexts(): readonly string[] {
  return [...known.values()];
}
