import ts from 'typescript';

/** What a value is to the driver: `string`, `number`, `Date`, `string[]`, … */
export type Kind = string;

/** The kind of the values of a TypeScript type; null is not looked at. @throws Error for a type that has more than one */
export function kindOf(type: ts.Type, checker: ts.TypeChecker): Kind {
  const present = checker.getNonNullableType(type);
  const kinds = new Set((present.isUnion() ? present.types : [present]).map(member => kindOfOne(member, checker)));
  const [kind, ...others] = kinds;
  if (kind === undefined || others.length > 0) {
    throw new Error(`${checker.typeToString(type)} is ${[...kinds].join(' or ') || 'nothing'} to the driver`);
  }
  return kind;
}

function kindOfOne(type: ts.Type, checker: ts.TypeChecker): Kind {
  if (type.flags & ts.TypeFlags.StringLike) return 'string';
  if (type.flags & ts.TypeFlags.NumberLike) return 'number';
  if (type.flags & ts.TypeFlags.BooleanLike) return 'boolean';
  if (checker.isArrayType(type)) {
    const [element] = checker.getTypeArguments(type as ts.TypeReference);
    return `${element === undefined ? 'nothing' : kindOf(element, checker)}[]`;
  }
  const name = type.symbol.name;
  return name === 'Date' || name === 'Buffer' ? name : 'object';
}

/** As what the driver gives a type of PostgreSQL, by the name of that. */
const GIVEN: Readonly<Record<string, readonly Kind[]>> = {
  text: ['string'],
  uuid: ['string'],
  bigint: ['string'],
  void: ['string'],
  integer: ['number'],
  smallint: ['number'],
  'double precision': ['number'],
  boolean: ['boolean'],
  'timestamp with time zone': ['Date'],
  bytea: ['Buffer'],
  jsonb: ['object'],
};

/** What a parameter may get besides. */
const TAKEN: Readonly<Record<string, readonly Kind[]>> = { bigint: ['number'], jsonb: ['string'] };

export function isGiven(type: string, kind: Kind): boolean {
  return kindsOf(type, GIVEN).includes(kind);
}

export function isTaken(type: string, kind: Kind): boolean {
  return isGiven(type, kind) || kindsOf(type, TAKEN).includes(kind);
}

function kindsOf(type: string, table: typeof GIVEN): readonly Kind[] {
  return type.endsWith('[]') ? kindsOf(type.slice(0, -2), table).map(kind => `${kind}[]`) : (table[type] ?? []);
}
