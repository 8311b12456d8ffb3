/** Holds an exchange with the service against openapi.json. */
import { operationFor, pathValues, resolved } from './operations.js';
import { faultsOfRequest, faultsOfResponse, pointerTo } from './schemas.js';

const FORM = 'application/x-www-form-urlencoded';
/** Each line is told what is wrong with it, so whatever is sent is accepted. */
const LINES = 'application/x-ndjson';
/** Not of the API: the pages, the page about the API, the document itself, and where browsers are sent on to pages. */
const BESIDE_THE_API =
  /^\/((docs|account|console|device|login|logged-out|upstream|pages)(\/|$)|openapi\.json$|oauth\/(authorize|end-session|upstream\/.*)$)/;
/** Answered for all paths alike, of the API or not. */
const UNJUDGED_METHODS = ['HEAD', 'OPTIONS'];

/**
 * @param request `{method, url, headers, body}`: `headers` a Headers, `body` a text where it is one
 * @param response `{status, headers}`
 * @returns undefined where the document has nothing to say; else the operation, what is wrong so far, and how to judge
 * the body when it has come
 */
export function judge(request, response) {
  const { pathname } = new URL(request.url);
  if (BESIDE_THE_API.test(pathname) || UNJUDGED_METHODS.includes(request.method)) return undefined;
  const operation = operationFor(request.method, pathname);
  if (operation === undefined) return outsider(pathname, response);
  const { id, definition } = operation;
  const reference = definition.responses[response.status];
  if (reference === undefined)
    return { id, faults: [`the status ${response.status} is not declared`], ofBody: () => [] };
  const declared = resolved(reference);
  const place =
    reference.$ref ?? pointerTo('paths', operation.path, operation.method, 'responses', String(response.status));
  const faults = [...faultsOfHeaders(declared, response), ...faultsOfType(declared, response)];
  if (response.status < 300) faults.push(...faultsOfAccepted(operation, request));
  return { id, faults, ofBody: bodyJudge(declared, place, response.headers) };
}

/** A path or method that is not in the document. */
function outsider(pathname, { status, headers }) {
  const type = mediaType(headers);
  const isOAuth = /^\/oauth\/(token|introspect|revoke|par|device_authorization)$/.test(pathname) && status === 405;
  const isProblem = status >= 400 && type === (isOAuth ? 'application/json' : 'application/problem+json');
  return {
    id: undefined,
    faults: isProblem ? [] : [`not in the document, and answers ${status} ${type}`],
    ofBody: () => [],
  };
}

const mediaType = headers => (headers.get('content-type') ?? '').split(';')[0].trim().toLowerCase();

function faultsOfHeaders({ headers = {} }, response) {
  return Object.entries(headers).flatMap(([name, reference]) => {
    const { required = false, schema } = resolved(reference);
    const value = response.headers.get(name);
    if (value === null) return required ? [`the header ${name} is missing`] : [];
    const pointer = reference.$ref === undefined ? undefined : `${reference.$ref}/schema`;
    const faults = pointer === undefined ? enumFaults(schema, value) : faultsOfResponse(pointer, scalar(value, schema));
    return faults.map(fault => `the header ${name}: ${fault}`);
  });
}

const enumFaults = (schema, value) =>
  schema.enum === undefined || schema.enum.includes(value) ? [] : [`${value} is not in ${schema.enum}`];

function faultsOfType({ content }, { headers }) {
  const type = mediaType(headers);
  if (content === undefined) return type === '' ? [] : [`there is a body of ${type}, and none is declared`];
  return type in content ? [] : [`the type ${type} is not declared, but ${Object.keys(content)}`];
}

/** @returns judges the body of a response as text, or the data of one event where it is a stream of them */
function bodyJudge({ content }, place, headers) {
  const type = mediaType(headers);
  if (content === undefined) return text => (text === '' ? [] : ['there is a body, and none is declared']);
  if (!(type in content)) return () => [];
  const pointer = `${place}/content/${pointerTo(type).slice('#/'.length)}/schema`;
  if (type === LINES) return text => faultsOfLines(pointer, text);
  const isJson = /json$|event-stream$/.test(type);
  return text => {
    try {
      return faultsOfResponse(pointer, isJson ? JSON.parse(text) : text);
    } catch (error) {
      return [`the body is no JSON: ${error.message}`];
    }
  };
}

/** The schema is that of each line. */
function faultsOfLines(pointer, text) {
  const lines = text.split('\n').filter(line => line !== '');
  return lines.flatMap(line => faultsOfResponse(pointer, JSON.parse(line)));
}

/** The document has to allow what the service takes. */
function faultsOfAccepted(operation, { url, headers, body }) {
  const { path, method, definition } = operation;
  const { parameters = [], requestBody } = definition;
  const { pathname, searchParams: query } = new URL(url);
  const inPath = pathValues(operation, pathname);
  const declared = parameters.filter(one => one.in === 'query').map(({ name }) => name);
  const unknown = [...query.keys()].filter(name => !declared.includes(name));
  const faults = unknown.map(name => `the query parameter ${name} is not declared`);
  parameters.forEach((parameter, index) => {
    const { name, required, schema } = parameter;
    const values = valuesOf(parameter, { inPath, query, headers });
    if (values.length === 0 && required) faults.push(`${name} is missing`);
    if (values.length > 1) faults.push(`${name} was accepted more than once`);
    const pointer = pointerTo('paths', path, method, 'parameters', String(index), 'schema');
    for (const value of values) {
      faults.push(...faultsOfRequest(pointer, scalar(value, resolved(schema))).map(fault => `${name}: ${fault}`));
    }
  });
  return [
    ...faults,
    ...faultsOfRequestBody(requestBody, pointerTo('paths', path, method, 'requestBody', 'content'), headers, body),
  ];
}

function valuesOf({ name, in: place }, { inPath, query, headers }) {
  if (place === 'query') return query.getAll(name);
  return [place === 'path' ? inPath[name] : headers.get(name)].filter(value => value !== null && value !== undefined);
}

function faultsOfRequestBody(requestBody, place, headers, body) {
  if (requestBody !== undefined && LINES in requestBody.content) return [];
  if (body === undefined || body === '') return requestBody?.required ? ['the body is missing, and was accepted'] : [];
  // An empty object says no more than no body.
  if (requestBody === undefined) return /^\{\s*\}$/.test(body) ? [] : ['a body was accepted that is not declared'];
  const type = mediaType(headers);
  if (!(type in requestBody.content)) return [`a body of ${type} was accepted`];
  const value = type === FORM ? Object.fromEntries(new URLSearchParams(body)) : JSON.parse(body);
  // Whatever is no token is judged all the same (RFC 7662 §2.2, RFC 7009 §2.2), however it looks.
  if (type === FORM && value.token) value.token = 'x';
  return faultsOfRequest(`${place}/${pointerTo(type).slice('#/'.length)}/schema`, value).map(
    fault => `the accepted body: ${fault}`,
  );
}

/** What a text in a URL or a header stands for. */
function scalar(text, { type }) {
  if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
  if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
  return text;
}
