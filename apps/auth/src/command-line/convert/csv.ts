/** A row of a file of values with commas between, by the names in its first line. */
export type CsvRow = Readonly<Record<string, string>>;

const BYTE_ORDER_MARK = '\ufeff';
/** A field, in quotes or not, and what ends it: nothing at the end of the text (RFC 4180 §2). */
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/**
 * Reads comma-separated values (RFC 4180) whose first line has the names. A field in quotes may hold commas, line ends and, doubled, quotes.
 * @param needed names that have to be among them: nobody would notice else what a file says by what it lacks
 * @throws Error that names the line, for what is of no such form, and the names that are not there
 */
export function* readCsv(text: string, needed: readonly string[] = []): Generator<CsvRow> {
  const content = text.startsWith(BYTE_ORDER_MARK) ? text.slice(1) : text;
  const rows = records(content);
  const names = rows.next().value?.values ?? [];
  const missing = needed.filter(name => !names.includes(name));
  if (missing.length > 0)
    throw new Error(`line 1 does not name these columns, with commas between: ${missing.join(', ')}`);
  for (const { values, place } of rows) {
    if (values.length === 1 && values[0] === '') continue;
    if (values.length !== names.length) {
      throw new Error(`line ${lineAt(content, place)} has ${values.length} fields, and not ${names.length}`);
    }
    yield Object.fromEntries(names.map((name, column) => [name, values[column] ?? '']));
  }
}

interface CsvRecord {
  readonly values: readonly string[];
  /** Where it begins. */
  readonly place: number;
}

function* records(text: string): Generator<CsvRecord, undefined> {
  let [values, start]: [string[], number] = [[], 0];
  for (let place = 0; place < text.length || values.length > 0;) {
    FIELD.lastIndex = place;
    const [whole, quoted, plain = '', end] = FIELD.exec(text) ?? [];
    if (whole === undefined) throw new Error(`line ${lineAt(text, place)} is not of the form of CSV`);
    values.push(quoted?.replaceAll('""', '"') ?? plain);
    place += whole.length;
    if (end === ',') continue;
    yield { values, place: start };
    [values, start] = [[], place];
    if (end === '') return undefined;
  }
  return undefined;
}

const lineAt = (text: string, place: number): number => text.slice(0, place).split('\n').length;
