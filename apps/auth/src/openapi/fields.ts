import { fieldsOf, type FieldSchema, shownTypes } from '#libs/platform';
import { type Handler, handlerOf } from './demands.js';
import { type Document, operationsOf, type PlacedOperation, type Schema } from './document.js';

type Constructor = abstract new (...args: never[]) => unknown;

/** Where @nestjs/swagger notes the answers of a handler, by status. */
const ANSWERS = 'swagger/apiResponse';
type Answers = Readonly<Record<string, { readonly type?: Constructor | string }>>;

/**
 * Writes of every field, query and path parameter what its decorators say that it looks like: by those that validate and
 * by `Shown`. What a DTO says to the document alone goes first.
 */
export function documentFields(document: Document, handlers: ReadonlyMap<string, Handler>): void {
  const { schemas } = document.components;
  const placed = operationsOf(document);
  // What extends a class of which something is said may say nothing itself.
  for (const type of new Set([...shownTypes(), ...placed.flatMap(one => answersOf(one, handlers))])) {
    for (const [name, said] of fieldsOf(type)) write(said, schemas[type.name]?.properties?.[name]);
  }
  for (const one of placed) {
    for (const type of parametersOf(one, handlers)) {
      for (const [name, said] of fieldsOf(type)) write(said, demanded(name, type, one, document));
    }
  }
}

/** The classes that a handler answers with. */
function answersOf({ operation }: PlacedOperation, handlers: ReadonlyMap<string, Handler>): Constructor[] {
  const answers = Reflect.getMetadata(ANSWERS, handlerOf(operation, handlers).method) as Answers | undefined;
  return Object.values(answers ?? {}).flatMap(({ type }) => (typeof type === 'function' ? [type] : []));
}

/** The classes that a handler's parameters are validated against. */
function parametersOf({ operation }: PlacedOperation, handlers: ReadonlyMap<string, Handler>): Constructor[] {
  const handler = handlerOf(operation, handlers);
  const types: unknown = Reflect.getMetadata(
    'design:paramtypes',
    handler.controller.prototype as object,
    operation.operationId,
  );
  return (types as Constructor[]).filter(type => typeof type === 'function');
}

function demanded(name: string, type: Constructor, { operation }: PlacedOperation, { components }: Document): Schema {
  const parameter = operation.parameters?.find(one => one.name === name && one.in !== 'header');
  const schema = parameter?.schema ?? components.schemas[type.name]?.properties?.[name];
  if (schema === undefined) throw new Error(`${type.name}.${name} is validated, but not in the document`);
  return schema;
}

function write(said: FieldSchema, field: Schema | undefined): void {
  // An enumeration that has a name is written under it.
  if (field === undefined || field.$ref !== undefined) return;
  complete(field, said);
}

function complete(schema: Schema, { items, ...own }: FieldSchema): void {
  for (const [key, value] of Object.entries<unknown>(own)) {
    if (!(key in schema)) Object.assign(schema, { [key]: value });
  }
  if (items === undefined) return;
  if (schema.items === undefined) throw new Error(`said of items, but there is no list: ${JSON.stringify(schema)}`);
  complete(schema.items, items);
}
