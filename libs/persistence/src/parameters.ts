/** A text with `$1`, `$2` … in it, and what stands for each. */
export interface Parameters {
  readonly text: string;
  /** What the parameters are called, in order; empty where the text counts them itself, or has none. */
  readonly names: readonly string[];
  readonly count: number;
}

/**
 * What may have a colon or a `$` in it and means no value: texts, quoted identifiers, comments, casts and `:=`. Then what
 * is one: `:name`, unless it is the bound of a slice (`list[low:high]`), and `$1`.
 */
const PARTS = new RegExp(
  [
    String.raw`(?<!\w)[eE]'(?:[^'\\]|\\.|'')*'`,
    String.raw`'(?:[^']|'')*'`,
    String.raw`"(?:[^"]|"")*"`,
    String.raw`(?<!\w)\$(?<tag>(?:[a-z_]\w*)?)\$.*?\$\k<tag>\$`,
    String.raw`--[^\n]*`,
    String.raw`\/\*.*?\*\/`,
    '::|:=',
    String.raw`(?<![\w\])]):(?<name>[a-z_]\w*)`,
    String.raw`(?<!\w)\$(?<number>\d+)`,
  ].join('|'),
  'gis',
);

/**
 * Puts numbers in the place of names: `:name` becomes `$1` wherever it stands, the next name `$2`.
 * @throws Error for a text that has names as well as numbers, or leaves a number out
 */
export function parametersOf(text: string): Parameters {
  const names: string[] = [];
  const numbers = new Set<number>();
  const resolved = text.replace(PARTS, (part: string, ...rest: unknown[]) => {
    const { name, number } = rest.at(-1) as { name?: string; number?: string };
    if (part.startsWith('/*') && part.includes('/*', 2))
      throw new Error('a comment within a comment is not understood');
    if (number !== undefined) numbers.add(Number(number));
    if (name === undefined) return part;
    if (!names.includes(name)) names.push(name);
    return `$${names.indexOf(name) + 1}`;
  });
  if (names.length > 0 && numbers.size > 0) throw new Error('values have either names or numbers');
  for (let number = 1; number <= numbers.size; number++) {
    if (!numbers.has(number)) throw new Error(`$${number} is left out`);
  }
  return { text: resolved, names, count: names.length + numbers.size };
}
