/**
 * What a value of JSON has to be, as data: a name of a simple type; an object with the check of each field, whose name
 * ends in `?` if it may be absent; or a list that begins with what it is. Fields that a check does not know are let pass,
 * so that the service may add some.
 */
export type Check = Simple | Special | Fields;

type Simple = 'string' | 'integer' | 'number' | 'boolean' | 'null' | 'any';
type Special =
  | readonly ['enum', ...(string | number | boolean | null)[]]
  | readonly ['list', Check]
  | readonly ['map', Check]
  | readonly ['or', ...Check[]]
  | readonly ['and', ...Check[]];

interface Fields {
  readonly [name: string]: Check;
}

/** Where a value is not what it has to be. The value itself is not told: it may be secret. */
export interface Mismatch {
  /** RFC 6901; empty for the whole. */
  readonly pointer: string;
  readonly expected: string;
  readonly found: string;
}

/** The first place where the value does not match, if any. */
export function mismatchOf(check: Check, value: unknown, pointer = ''): Mismatch | undefined {
  if (typeof check === 'string') {
    return isSimple(check, value) ? undefined : { pointer, expected: check, found: kindOf(value) };
  }
  return isSpecial(check) ? mismatchOfSpecial(check, value, pointer) : mismatchOfFields(check, value, pointer);
}

const isSpecial = (check: Special | Fields): check is Special => Array.isArray(check);

function isSimple(type: Simple, value: unknown): boolean {
  switch (type) {
    case 'any':
      return value !== undefined;
    case 'integer':
      return Number.isInteger(value);
    case 'number':
    case 'string':
    case 'boolean':
    case 'null':
      return kindOf(value) === type;
  }
}

function mismatchOfSpecial(check: Special, value: unknown, pointer: string): Mismatch | undefined {
  switch (check[0]) {
    case 'enum': {
      const [, ...allowed] = check;
      if (allowed.some(one => one === value)) return undefined;
      const expected = allowed.map(one => JSON.stringify(one)).join(' or ');
      return { pointer, expected, found: typeof value === 'string' ? 'another string' : kindOf(value) };
    }
    case 'list':
      if (!Array.isArray(value)) return { pointer, expected: 'list', found: kindOf(value) };
      return first(value.entries(), ([index, item]) => mismatchOf(check[1], item, `${pointer}/${index}`));
    case 'map':
      if (!isObject(value)) return { pointer, expected: 'object', found: kindOf(value) };
      return first(Object.entries(value), ([name, item]) => mismatchOf(check[1], item, below(pointer, name)));
    case 'or':
      return mismatchOfAlternatives(check, value, pointer);
    case 'and': {
      const [, ...parts] = check;
      return first(parts, part => mismatchOf(part, value, pointer));
    }
  }
}

/** Of several alternatives, that one is reported which the value came closest to: it failed the deepest inside. */
function mismatchOfAlternatives(
  [, ...alternatives]: readonly ['or', ...Check[]],
  value: unknown,
  pointer: string,
): Mismatch | undefined {
  const mismatches: Mismatch[] = [];
  for (const alternative of alternatives) {
    const mismatch = mismatchOf(alternative, value, pointer);
    if (mismatch === undefined) return undefined;
    mismatches.push(mismatch);
  }
  const here = mismatches.filter(mismatch => mismatch.pointer === pointer);
  if (here.length === mismatches.length) {
    return { pointer, expected: here.map(({ expected }) => expected).join(' or '), found: kindOf(value) };
  }
  return mismatches.reduce((deepest, next) => (next.pointer.length > deepest.pointer.length ? next : deepest));
}

function mismatchOfFields(fields: Fields, value: unknown, pointer: string): Mismatch | undefined {
  if (!isObject(value)) return { pointer, expected: 'object', found: kindOf(value) };
  return first(Object.entries(fields), ([key, check]) => {
    const name = key.endsWith('?') ? key.slice(0, -1) : key;
    const item = Object.hasOwn(value, name) ? value[name] : undefined;
    return item === undefined && name !== key ? undefined : mismatchOf(check, item, below(pointer, name));
  });
}

const below = (pointer: string, name: string): string =>
  `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const isObject = (value: unknown): value is Record<string, unknown> => kindOf(value) === 'object';

function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function first<Item>(items: Iterable<Item>, look: (item: Item) => Mismatch | undefined): Mismatch | undefined {
  for (const item of items) {
    const mismatch = look(item);
    if (mismatch !== undefined) return mismatch;
  }
  return undefined;
}
