/**
 * A named SQL statement. The name lets the server plan it once for each connection; `Row` and `Values` say what it
 * takes and gives, so that a caller cannot mix them up.
 */
export interface Statement<Row, Values extends readonly unknown[]> {
  readonly name: string;
  readonly text: string;
  /** Never set: carries the types of the rows and the values. */
  readonly types?: { row: Row; values: Values };
}

/** @param name unique in the whole service, such as `sessions.rotate` */
export function statement<Row = never, Values extends readonly unknown[] = []>(
  name: string,
  text: string,
): Statement<Row, Values> {
  return { name, text };
}
