/**
 * The OpenAPI document as the generator sees it: operations without references, the schemas that they need, and the codes of
 * errors. What it does not understand it refuses, so that nothing is left out in silence.
 */
import { EFFECTS, FILLED_IN, HEADERS_OF_THE_CORE, LEFT_OUT, REPEATABLE } from './decisions.js';
import { codesIn, problemMembersIn, schemaNamesIn } from './schemas.js';

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head'];

/** What gives out a session. */
const ENTRIES = ['LoginResponse', 'StepUpResponse'];

/** @returns {{ operations, schemas, problemCodes, problemMembers, oauthCodes, inputSchemas }} */
export function readDocument(openapi) {
  const resolve = node => (node?.$ref === undefined ? node : resolve(lookUp(openapi, node.$ref)));
  const operations = Object.entries(openapi.paths)
    .flatMap(([path, item]) => METHODS.filter(method => item[method] !== undefined).map(method => [path, method, item]))
    .filter(([, method, item]) => !(item[method].operationId in LEFT_OUT))
    .map(([path, method, item]) => readOperation(path, method, item, resolve))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const ids = operations.map(({ id }) => id);
  for (const id of [EFFECTS, FILLED_IN, REPEATABLE].flatMap(Object.keys)) {
    if (!ids.includes(id)) throw new Error(`decisions.js speaks of ${id}, which is no operation`);
  }
  for (const { id, results } of operations) {
    const givesSession = results.some(({ schema }) => schemaNamesIn(schema).some(name => ENTRIES.includes(name)));
    if (givesSession && !(id in EFFECTS)) throw new Error(`decisions.js does not say what ${id} does to the login`);
  }

  const schemas = openapi.components.schemas;
  const closure = (roots, seen = new Set()) => {
    for (const name of roots) {
      if (seen.has(name)) continue;
      if (schemas[name] === undefined) throw new Error(`there is no schema ${name}`);
      seen.add(name);
      closure(schemaNamesIn(schemas[name]), seen);
    }
    return seen;
  };
  const inputs = closure(operations.flatMap(({ input }) => schemaNamesIn(input)));
  const outputs = closure(operations.flatMap(({ results }) => results.flatMap(({ schema }) => schemaNamesIn(schema))));
  return {
    operations,
    schemas,
    inputSchemas: [...inputs].sort(),
    resultSchemas: inOrderOfUse([...outputs].sort(), schemas),
    problemCodes: codesOf(operations, 'problemCodes'),
    problemMembers: problemMembersIn(
      operations.flatMap(operation => operation.problems),
      resolve,
    ),
    oauthCodes: codesOf(operations, 'oauthCodes'),
  };
}

function lookUp(openapi, reference) {
  const found = reference
    .slice(2)
    .split('/')
    .reduce((node, key) => node?.[key.replaceAll('~1', '/').replaceAll('~0', '~')], openapi);
  if (!reference.startsWith('#/') || found === undefined) throw new Error(`${reference} leads nowhere`);
  return found;
}

function readOperation(path, method, item, resolve) {
  const operation = item[method];
  const { operationId: id, summary, description, deprecated = false } = operation;
  if (!/^[a-z][A-Za-z0-9]*$/.test(id ?? '')) throw new Error(`${method} ${path}: an operation needs a name`);
  const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
    .map(resolve)
    .filter(({ in: place, name }) => !(place === 'header' && name.toLowerCase() in HEADERS_OF_THE_CORE))
    .map(parameter => ({ ...parameter, key: keyOf(id, parameter) }));
  const responses = Object.entries(operation.responses).map(([status, response]) => [
    status,
    Object.entries(resolve(response).content ?? {}).map(([type, { schema }]) => ({ type, schema })),
  ]);
  const problems = responses.flatMap(([status, contents]) =>
    contents.filter(content => isError(status, content, resolve)),
  );
  return {
    id,
    path,
    method: method.toUpperCase(),
    text: textOf(summary, description),
    deprecated,
    parameters,
    body: bodyOf(id, resolve(operation.requestBody), resolve),
    input: [parameters.map(({ schema }) => schema), bodyOf(id, resolve(operation.requestBody), resolve)?.schema],
    results: responses.flatMap(([status, contents]) => resultsOf(id, status, contents, resolve)),
    authentication: authenticationOf(operation),
    problems: problems.filter(isProblem).map(({ schema }) => schema),
    problemCodes: codesIn(
      problems.filter(isProblem).map(({ schema }) => schema),
      'code',
      resolve,
    ),
    oauthCodes: codesIn(
      problems.filter(problem => !isProblem(problem)).map(({ schema }) => schema),
      'error',
      resolve,
    ),
  };
}

/** A description may begin with the summary. */
function textOf(summary = '', description = '') {
  return description.startsWith(summary) ? description : [summary, description].filter(text => text).join('\n\n');
}

/** A parameter's name as a field: headers in snake case, like everything else. */
function keyOf(id, { in: place, name, schema }) {
  if (place === 'cookie') throw new Error(`${id}: a cookie is no parameter`);
  if (schema?.type === 'array' || schema?.type === 'object') throw new Error(`${id}: ${name} is not a single value`);
  return place === 'header' ? name.toLowerCase().replaceAll('-', '_') : name;
}

function bodyOf(id, requestBody, resolve) {
  if (requestBody === undefined) return undefined;
  const { required = false, content } = requestBody;
  const [[type, { schema }], ...others] = Object.entries(content);
  const kinds = {
    'application/json': 'json',
    'application/x-www-form-urlencoded': 'form',
    'application/x-ndjson': 'lines',
  };
  if (others.length > 0 || kinds[type] === undefined) {
    throw new Error(`${id}: one body of JSON, of lines of it or of a form, please`);
  }
  if (resolve(schema).properties === undefined) throw new Error(`${id}: the body is not an object with fields`);
  // The schema is that of a line; the caller gives as many as there are.
  if (kinds[type] === 'lines') {
    const lines = { type: 'array', items: schema, description: 'One each.' };
    return { kind: 'lines', required, schema, fields: { properties: { lines }, required: ['lines'] } };
  }
  return { kind: kinds[type], required, schema, fields: resolve(schema) };
}

const isProblem = ({ type }) => type.startsWith('application/problem+json');

/** Whether an answer is an error: a problem document, or RFC 6749's form. Others, of whatever status, are results. */
function isError(status, content, resolve) {
  return isProblem(content) || (status >= '400' && codesIn([content.schema], 'error', resolve).length > 0);
}

function resultsOf(id, status, contents, resolve) {
  if (status === '304' || (status >= '400' && contents.every(content => isError(status, content, resolve)))) return [];
  if (!/^\d{3}$/.test(status)) throw new Error(`${id}: ${status} is not one status`);
  if (contents.length === 0) return [{ status, kind: 'nothing' }];
  const [{ type, schema }, ...others] = contents;
  if (others.length > 0) throw new Error(`${id}: ${status} has several media types`);
  if (type.startsWith('text/plain')) return [{ status, kind: 'text', schema }];
  if (type !== 'application/json') throw new Error(`${id}: ${type} is not understood`);
  return [{ status, kind: 'json', schema }];
}

/** `caller`: with the caller's token or cookie. `client`: with the credentials of a service client. */
function authenticationOf({ security = [] }) {
  const schemes = security.flatMap(Object.keys);
  if (schemes.includes('basic')) return 'client';
  return schemes.length > 0 ? 'caller' : 'none';
}

function codesOf(operations, kind) {
  return [...new Set(operations.flatMap(operation => operation[kind]))].sort();
}

/** Those that others are made of come first. */
function inOrderOfUse(names, schemas) {
  const sorted = new Set();
  const visit = (name, above) => {
    if (above.includes(name)) throw new Error(`a schema contains itself: ${[...above, name].join(' → ')}`);
    for (const part of schemaNamesIn(schemas[name])) visit(part, [...above, name]);
    sorted.add(name);
  };
  for (const name of names) visit(name, []);
  return [...sorted];
}
