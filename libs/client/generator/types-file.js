/** types.ts: an interface or type for each schema and each operation's input, and the codes of errors. */
import { FILLED_IN, GROWING } from './decisions.js';
import { nameOf, schemaNamesIn, typesOf } from './schemas.js';
import { comment } from './text.js';

export function typesFile(document) {
  const { operations, schemas, inputSchemas, resultSchemas, problemCodes, problemMembers, oauthCodes } = document;
  const inputs = new Set(inputSchemas);
  const names = [...new Set([...inputSchemas, ...resultSchemas])].sort();
  return [
    ...names.map(name => declaration(name, schemas[name], { isInput: inputs.has(name) })),
    ...operations.filter(hasInput).map(inputDeclaration),
    `/** What went wrong, for programs: \`ProblemError.code\`. */\nexport type ProblemCode = ${union(problemCodes)};`,
    `/** What a problem says beside what every problem says, by its code. */\nexport interface ProblemMembers ${membersOf(problemMembers)}`,
    `/** What went wrong at an OAuth endpoint: \`OAuthError.code\`. */\nexport type OAuthErrorCode = ${union(oauthCodes)};`,
  ].join('\n\n');
}

const membersOf = problemMembers =>
  `{\n${members(
    Object.entries(problemMembers).map(([code, schema]) => [code, schema, true]),
    {},
  )}\n}`;

export const inputName = ({ id }) => `${id[0].toUpperCase()}${id.slice(1)}Input`;

export const hasInput = operation => operation.parameters.length > 0 || fieldsOfBody(operation).length > 0;

/** Whether an operation can be called without anything. */
export const needsInput = operation =>
  operation.parameters.some(({ required }) => required) || fieldsOfBody(operation).some(([, , required]) => required);

/** Name, schema and whether it is required, of each field of the body that the caller gives. */
function fieldsOfBody({ id, body }) {
  if (body === undefined) return [];
  const { properties, required = [] } = body.fields;
  return Object.entries(properties)
    .filter(([name]) => !(FILLED_IN[id] ?? []).includes(name))
    .map(([name, schema]) => [name, schema, body.required && required.includes(name)]);
}

/** Everything that an operation takes, in one flat object. */
function inputDeclaration(operation) {
  const fields = [
    ...operation.parameters.map(({ key, schema, required = false, description }) => [
      key,
      { description, ...schema },
      required,
    ]),
    ...fieldsOfBody(operation),
  ];
  const twice = fields.find(([name], index) => fields.findIndex(([other]) => other === name) !== index);
  if (twice !== undefined) throw new Error(`${operation.id}: two things are called ${twice[0]}`);
  return `export interface ${inputName(operation)} {\n${members(fields, { isInput: true })}\n}`;
}

function declaration(name, schema, context) {
  const doc = comment(schema.description);
  if (GROWING.includes(name)) return `${doc}export type ${name} = ${typeOf(schema, context)} | (string & {});`;
  const isPlain =
    schema.properties !== undefined && [schema.type].flat().join() === 'object' && schema.allOf === undefined;
  if (!isPlain) return `${doc}export type ${name} = ${typeOf(schema, context)};`;
  return `${doc}export interface ${name} {\n${fieldsOf(schema, context)}\n}`;
}

function fieldsOf({ properties, required = [] }, context) {
  return members(
    Object.entries(properties).map(([name, schema]) => [name, schema, required.includes(name)]),
    context,
  );
}

function members(fields, context) {
  return fields
    .map(([name, schema, required]) => {
      const type = typeOf(schema, context);
      // Whoever calls may pass on what is undefined: it is not sent.
      const optional = context.isInput ? `${type} | undefined` : type;
      return `${comment(schema.description)}${JSON.stringify(name)}${required ? '' : '?'}: ${required ? type : optional};`;
    })
    .join('\n');
}

export function typeOf(schema, context = {}) {
  if (schema.$ref !== undefined) return nameOf(schema.$ref);
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return union(schema.enum);
  if (schema.allOf !== undefined) return allOf(schema, context);
  const alternatives = schema.oneOf ?? schema.anyOf;
  if (alternatives !== undefined) return alternatives.map(part => typeOf(part, context)).join(' | ');
  const types = typesOf(schema).map(type => simpleType(type, schema, context));
  if (types.length === 0 && schemaNamesIn(schema).length > 0)
    throw new Error(`not understood: ${JSON.stringify(schema)}`);
  return types.length === 0 ? 'unknown' : types.join(' | ');
}

function allOf({ allOf: parts, ...rest }, context) {
  const own = rest.properties === undefined ? [] : [rest];
  return [...parts, ...own].map(part => typeOf(part, context)).join(' & ');
}

function simpleType(type, schema, context) {
  switch (type) {
    case 'integer':
      return 'number';
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
      return type;
    case 'array':
      return `${context.isInput ? 'readonly ' : ''}(${typeOf(schema.items ?? {}, context)})[]`;
    case 'object':
      if (schema.properties !== undefined) return `{\n${fieldsOf(schema, context)}\n}`;
      return `Record<string, ${typeof schema.additionalProperties === 'object' ? typeOf(schema.additionalProperties, context) : 'unknown'}>`;
    default:
      throw new Error(`a type ${type} is not understood`);
  }
}

function union(values) {
  return values.length === 0 ? 'never' : values.map(value => JSON.stringify(value)).join(' | ');
}
