import { PROBLEMS, type ProblemCode, problemDocument } from '#libs/contracts';
import { isReadingLines, notedProblems, oauthErrorOf } from '#libs/platform';
import { forgeryCodes } from './cookies.js';
import { type Handler, handlerOf } from './demands.js';
import {
  type Document,
  operationsOf,
  pascal,
  type PlacedOperation,
  type Response,
  responseRef,
  schemaRef,
} from './document.js';
import { isOAuth } from './oauth-operations.js';
import { headersOfProblem } from './response-headers.js';
import {
  anyOfProblems,
  describeCodes,
  exampleProblem,
  nameOfSet,
  oauthSchema,
  oauthStatus,
  oauthWords,
  problemName,
  problemSchema,
} from './problem-schemas.js';

/** Node refuses such a request before anybody reads its path. */
const UNREAD = PROBLEMS.headers_too_large.status;

/**
 * Writes the responses of each operation that are not success, one for each status. Each has a schema with a name, so that
 * generated clients have one too. A set of codes that many operations share becomes a response of its own.
 */
export function documentProblems(document: Document, handlers: ReadonlyMap<string, Handler>): void {
  const { components } = document;
  for (const placed of operationsOf(document)) {
    const codes = codesOf(placed, handlers);
    placed.operation['x-problem-codes'] = codes;
    const { operationId } = placed.operation;
    const speaksOAuth = isOAuth(placed.operation, handlers);
    for (const [status, ofStatus] of byStatus(codes, speaksOAuth ? oauthStatus : code => PROBLEMS[code].status)) {
      const { name, response, schemas } =
        speaksOAuth && status !== UNREAD
          ? oauthResponse(ofStatus, status, operationId)
          : problemResponse(ofStatus, status, operationId);
      Object.assign(components.schemas, schemas);
      components.responses[name] = response;
      placed.operation.responses[status] = responseRef(name);
    }
  }
  const codes = (Object.keys(PROBLEMS) as ProblemCode[]).filter(code => problemName(code) in components.schemas);
  components.schemas['Problem'] = { ...anyOfProblems(codes), description: 'Any problem. `code` tells which.' };
}

/** The codes that decorators note of the route, and those that any route of its kind may answer. */
function codesOf({ method, path, operation }: PlacedOperation, handlers: ReadonlyMap<string, Handler>): ProblemCode[] {
  const handler = handlerOf(operation, handlers);
  const codes = new Set<ProblemCode>(['invalid_request', 'headers_too_large']);
  // The router refuses a parameter that is longer than any id or name.
  if (path.includes('{')) codes.add('uri_too_long');
  for (const noted of notedProblems(handler.controller, handler.method).values())
    for (const code of noted) codes.add(code);
  if (isGuarded(operation)) codes.add('cannot_verify');
  for (const code of forgeryCodes({ method, path, operation })) codes.add(code);
  // The service reads a body even where no route wants one. Only the body of a GET has no meaning (RFC 9110 §9.3.1).
  if (method !== 'get') {
    codes.add('unsupported_media_type');
    // What the address says beside what the route takes is refused.
    if (path.startsWith('/v1/')) codes.add('validation_failed');
    // Of lines there may be any number, and what is wrong with one is told in the answer.
    const readsWhole = !isReadingLines(handler.method);
    if (readsWhole) codes.add('body_too_large');
    if (readsWhole && !isOAuth(operation, handlers)) codes.add('invalid_json');
  }
  // They come in the order of the catalogue, whatever the order of the decorators.
  return (Object.keys(PROBLEMS) as ProblemCode[]).filter(code => codes.has(code));
}

const isGuarded = ({ security = [] }: PlacedOperation['operation']): boolean =>
  security.some(scheme => 'bearer' in scheme);

function byStatus(codes: readonly ProblemCode[], statusOf: (code: ProblemCode) => number): Map<number, ProblemCode[]> {
  const found = new Map<number, ProblemCode[]>();
  for (const code of codes) found.set(statusOf(code), [...(found.get(statusOf(code)) ?? []), code]);
  return found;
}

interface NamedResponse {
  readonly name: string;
  readonly response: Response;
  /** The schemas that the response needs, by name. */
  readonly schemas: Document['components']['schemas'];
}

function problemResponse(codes: readonly ProblemCode[], status: number, operationId: string): NamedResponse {
  const name = nameOfSet(codes, status, operationId);
  const single = Object.fromEntries(codes.map(code => [problemName(code), problemSchema(code)]));
  const schemas = codes.length > 1 ? { ...single, [`${name}Problem`]: anyOfProblems(codes) } : single;
  return {
    name,
    schemas,
    response: {
      description: describeCodes(codes),
      headers: headersOfProblem(status, codes),
      content: {
        'application/problem+json': { schema: schemaRef(`${name}Problem`), example: exampleProblem(telling(codes)) },
      },
    },
  };
}

/** The last code is the most particular, so it serves as the example. */
const telling = (codes: readonly ProblemCode[]): ProblemCode => codes.at(-1) ?? 'invalid_request';

function oauthResponse(codes: readonly ProblemCode[], status: number, operationId: string): NamedResponse {
  const words = oauthWords(codes);
  const [only = '', ...more] = words;
  const name = more.length === 0 ? `OAuth${pascal(only)}` : pascal(operationId);
  return {
    name: more.length === 0 ? `${name}${status}` : `${name}Refused`,
    schemas: { [`${name}Error`]: oauthSchema(words) },
    response: {
      description: words.map(word => `\`${word}\``).join(', '),
      headers: headersOfProblem(status, codes),
      content: {
        'application/json': {
          schema: schemaRef(`${name}Error`),
          example: oauthErrorOf(problemDocument(telling(codes))).document,
        },
      },
    },
  };
}
