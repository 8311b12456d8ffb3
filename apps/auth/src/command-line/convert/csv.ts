/** A row of a file of values with commas between, by the names in its first line. */
export type CsvRow = Readonly<Record<string, string>>;

const BYTE_ORDER_MARK = '\ufeff';
/** A field, in quotes or not, and what ends it: nothing at the end of the text (RFC 4180 §2). */
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/**
 * Reads comma-separated values (RFC 4180) whose first line has the names. A field in quotes may hold commas, line ends and, doubled, quotes.
 * @throws Error that names the line, for what is of no such form
 */
export function* readCsv(text: string): Generator<CsvRow> {
  const rows = records(text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text);
  const { value: names, done } = rows.next();
  if (done === true) return;
  for (const values of rows) {
    if (values.length === 1 && values[0] === '') continue;
    yield Object.fromEntries(names.map((name, place) => [name, values[place] ?? '']));
  }
}

function* records(text: string): Generator<string[], undefined> {
  let record: string[] = [];
  for (let place = 0; place < text.length || record.length > 0;) {
    FIELD.lastIndex = place;
    const [whole, quoted, plain = '', end] = FIELD.exec(text) ?? [];
    if (whole === undefined) throw new Error(`line ${lineAt(text, place)} is not of the form of CSV`);
    record.push(quoted?.replaceAll('""', '"') ?? plain);
    place += whole.length;
    if (end === ',') continue;
    yield record;
    record = [];
    if (end === '') return undefined;
  }
  return undefined;
}

const lineAt = (text: string, place: number): number => text.slice(0, place).split('\n').length;
