/** The pages of the API reference, made of openapi.json. */
import { cell, table } from './errors-page.js';

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
/** Problems are in the page of errors; here each would be a table of the same fields. */
const IS_PROBLEM = /Problem$/;

/** @returns the text of each page by its path on the site */
export function apiReference(document) {
  const operations = operationsOf(document);
  const pages = document.tags.map(({ name, description }) => {
    const its = operations.filter(({ tags }) => tags.includes(name));
    return [`api-reference/${name}`, tagPage(name, description, its, document)];
  });
  return new Map([
    ['api-reference/index', indexPage(document, operations)],
    ...pages,
    ['api-reference/schemas', schemasPage(document.components.schemas)],
  ]);
}

function operationsOf({ paths }) {
  return Object.entries(paths).flatMap(([path, item]) =>
    METHODS.filter(method => method in item).map(method => ({ path, method: method.toUpperCase(), ...item[method] })),
  );
}

const linkTo = ({ tags: [tag], operationId }) => `/api-reference/${tag}#${operationId.toLowerCase()}`;

function indexPage({ info, tags }, operations) {
  const sections = tags.map(({ name, description }) => {
    const rows = operations
      .filter(operation => operation.tags.includes(name))
      .map(operation => [
        `[${operation.operationId}](${linkTo(operation)})`,
        called(operation),
        cell(operation.summary),
      ]);
    return `## ${description}\n\n${table(['operation', 'request', 'what it does'], rows)}\n`;
  });
  const more =
    'Shapes are in [schemas](/api-reference/schemas), errors in [errors by code](/errors), all of it in [openapi.json](/openapi.json).';
  return [`# API reference\n\n${escaped(info.description)}\n\n${more}\n`, ...sections].join('\n');
}

function tagPage(name, description, operations, document) {
  const sections = operations.map(operation => operationSection(operation, document));
  return [`# ${description}\n\nOperations of the tag \`${name}\`.\n`, ...sections].join('\n');
}

function operationSection(operation, document) {
  const { operationId, description, parameters = [], requestBody, responses } = operation;
  const codes = operation['x-problem-codes'] ?? [];
  const body = Object.entries(requestBody?.content ?? {}).map(([type, { schema }]) => `\`${type}\`: ${typeOf(schema)}`);
  const rows = parameters.map(given => resolved(given, document)).map(parameterRow);
  return [
    `## ${operationId}\n`,
    `${called(operation)}\n`,
    `${escaped(description ?? '')}\n`,
    ...(rows.length === 0 ? [] : [`${table(['parameter', 'in', 'type', 'meaning'], rows)}\n`]),
    ...(body.length === 0 ? [] : [`Body: ${body.join(', or ')}\n`]),
    `${table(['answer', 'body', 'meaning'], answersOf(responses, document))}\n`,
    ...(codes.length === 0 ? [] : [`Errors: ${codes.map(code => `\`${code}\``).join(', ')}\n`]),
  ].join('\n');
}

const called = ({ method, path }) => `\`${method} ${path}\``;

const parameterRow = ({ name, in: place, required = false, schema, description = '' }) => [
  `\`${name}\`${required ? ' (needed)' : ''}`,
  place,
  typeOf(schema),
  cell(escaped(description)),
];

function answersOf(responses, document) {
  return Object.entries(responses).flatMap(([status, given]) => {
    if (Number(status) >= 400) return [];
    const { description, content = {} } = resolved(given, document);
    const bodies = Object.values(content).map(({ schema }) => typeOf(schema));
    return [[status, [...new Set(bodies)].join(', ') || 'none', cell(escaped(description))]];
  });
}

function schemasPage(schemas) {
  const shown = Object.entries(schemas)
    .filter(([name]) => !IS_PROBLEM.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const sections = shown.map(
    ([name, schema]) => `## ${name}\n\n${escaped(schema.description ?? '')}\n\n${fieldsOf(schema)}\n`,
  );
  return [`# Schemas\n\nThe shapes of bodies, by name.\n`, ...sections].join('\n');
}

function fieldsOf(schema) {
  const { properties, required = [] } = schema;
  if (properties === undefined) return `Type: ${typeOf(schema)}`;
  const rows = Object.entries(properties).map(([name, field]) => [
    `\`${name}\`${required.includes(name) ? '' : ' (may be absent)'}`,
    typeOf(field),
    cell(escaped(field.description ?? '')),
  ]);
  return table(['field', 'type', 'meaning'], rows);
}

/** A schema in a few words. */
function typeOf(schema = {}) {
  const { $ref, type, items, enum: values, format, oneOf, anyOf, allOf } = schema;
  if ($ref !== undefined) return refTo($ref.split('/').at(-1));
  const either = oneOf ?? anyOf ?? allOf;
  if (either !== undefined) return [...new Set(either.map(typeOf))].join(' or ');
  if (values !== undefined) return values.map(value => `\`${value}\``).join(', ');
  if (type === 'array' || items !== undefined) return `list of ${typeOf(items)}`;
  const types = [type ?? 'anything'].flat().join(' or ');
  return format === undefined ? types : `${types} (${format})`;
}

const refTo = name =>
  IS_PROBLEM.test(name) ? `\`${name}\`` : `[${name}](/api-reference/schemas#${name.toLowerCase()})`;

function resolved(given, document) {
  if (given.$ref === undefined) return given;
  return given.$ref
    .split('/')
    .slice(1)
    .reduce((part, step) => part[step], document);
}

/** What Markdown would take for something else, outside of code. */
const escaped = text => text.replaceAll(/(`[^`]*`)|[<{]/g, (found, code) => code ?? `\\${found}`);
