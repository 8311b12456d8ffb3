import { getMetadataStorage } from 'class-validator';
import type { Handler } from './demands.js';
import { type Document, operationsOf, type PlacedOperation, type Schema } from './document.js';

/** The parts of class-validator's notes that are read here. */
interface Rule {
  readonly type: string;
  readonly name?: string;
  readonly propertyName: string;
  readonly constraints?: readonly unknown[];
  readonly each: boolean;
}

/** Nothing that is sent may hold a NUL character, which PostgreSQL cannot store. */
const STORABLE = '^[^\\u0000]*$';

/** What each validator demands, in the words of JSON Schema; nothing where the type says it already. */
const MEANING: Readonly<Record<string, (constraints: readonly unknown[]) => Schema>> = {
  arrayMaxSize: ([maxItems]) => ({ maxItems: maxItems as number }),
  arrayMinSize: ([minItems]) => ({ minItems: minItems as number }),
  arrayNotEmpty: () => ({ minItems: 1 }),
  arrayUnique: () => ({ uniqueItems: true }),
  isArray: () => ({}),
  isBoolean: () => ({}),
  isEmail: ([pattern]) => ({ pattern: (pattern as RegExp).source }),
  isIn: ([values]) => ({ enum: values as readonly unknown[] }),
  isInt: () => ({}),
  isNotEmpty: () => ({ minLength: 1 }),
  isObject: () => ({}),
  isPlainName: ([pattern]) => ({ pattern: pattern as string }),
  isRfc3339: () => ({ format: 'date-time' }),
  isString: () => ({}),
  isUuid: () => ({ format: 'uuid' }),
  matches: ([pattern]) => ({ pattern: (pattern as RegExp).source }),
  max: ([maximum]) => ({ maximum: maximum as number }),
  maxLength: ([maxLength]) => ({ maxLength: maxLength as number }),
  min: ([minimum]) => ({ minimum: minimum as number }),
};

/** They decide whether the others count, not what is good. */
const WITHOUT_MEANING = ['conditionalValidation', 'whitelistValidation', 'nestedValidation'];

/**
 * Says of every field, query and path parameter what its validators demand: said once, at the field, for both. What a DTO
 * says to the document alone goes first.
 * @throws Error for a validator that nobody has put into words
 */
export function documentRules(document: Document, handlers: ReadonlyMap<string, Handler>): void {
  for (const placed of operationsOf(document)) {
    const handler = handlers.get(placed.operation.operationId);
    if (handler === undefined) throw new Error(`${placed.operation.operationId} has no handler`);
    for (const type of parametersOf(handler, placed)) {
      for (const rule of rulesOf(type)) apply(rule, fieldOf(rule.propertyName, type, placed, document));
    }
  }
}

/** Says it of all texts in bodies for which nothing more particular was said. */
export function documentStorableTexts(document: Document): void {
  for (const { operation } of operationsOf(document)) {
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) {
      const { properties = {} } = resolved(schema, document);
      for (const field of Object.values(properties)) restrict(field);
    }
    for (const { in: place, schema } of operation.parameters ?? []) if (place === 'query') restrict(schema);
  }
}

function restrict(schema: Schema): void {
  if (schema.items !== undefined) restrict(schema.items);
  const isFree = schema.pattern === undefined && schema.enum === undefined;
  if (schema.type === 'string' && isFree && !['uuid', 'date-time'].includes(schema.format ?? '')) {
    schema.pattern = STORABLE;
  }
}

type Constructor = abstract new (...args: never[]) => unknown;

/** The classes that a handler's parameters are validated against. */
function parametersOf({ controller }: Handler, { operation }: PlacedOperation): Constructor[] {
  const types: unknown = Reflect.getMetadata(
    'design:paramtypes',
    controller.prototype as object,
    operation.operationId,
  );
  return (types as Constructor[]).filter(type => typeof type === 'function' && rulesOf(type).length > 0);
}

function rulesOf(type: Constructor): Rule[] {
  const rules = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false) as readonly Rule[];
  return rules.filter(({ type: kind }) => !WITHOUT_MEANING.includes(kind));
}

function fieldOf(
  name: string,
  type: Constructor,
  { operation }: PlacedOperation,
  document: Document,
): Schema | undefined {
  const parameter = operation.parameters?.find(one => one.name === name && one.in !== 'header');
  return parameter?.schema ?? document.components.schemas[type.name]?.properties?.[name];
}

const resolved = (schema: Schema, { components }: Document): Schema =>
  components.schemas[schema.$ref?.split('/').at(-1) ?? ''] ?? schema;

function apply({ name = '', propertyName, constraints = [], each }: Rule, field: Schema | undefined): void {
  const meaning = MEANING[name];
  if (meaning === undefined) throw new Error(`${propertyName}: nobody has said what ${name} means in the document`);
  if (field === undefined) throw new Error(`${propertyName} is validated, but not in the document`);
  // Elsewhere the whole enumeration has a name.
  if (field.$ref !== undefined) return;
  const place = each ? field.items : field;
  if (place === undefined) throw new Error(`${propertyName} is validated as a list, but is none in the document`);
  for (const [key, value] of Object.entries<unknown>({ ...meaning(constraints) })) {
    if (!(key in place)) Object.assign(place, { [key]: value });
  }
}
