import { type Check, mismatchOf } from './check.js';
import { PROBLEM_MEMBERS } from './generated/checks.js';
import { type GatehouseErrorOptions, OAuthError, type Problem, ProblemError, UnexpectedResponse } from './errors.js';
import type { Operation } from './operation.js';

const PROBLEM: Check = {
  type: 'string',
  title: 'string',
  status: 'integer',
  code: 'string',
  'detail?': 'string',
  'instance?': 'string',
  'errors?': ['list', { field: 'string', code: 'string', message: 'string' }],
};

const OAUTH_ERROR: Check = { error: 'string', 'error_description?': 'string' };

/**
 * What an answer says.
 * @throws ProblemError or OAuthError if it is an error; UnexpectedResponse if the document does not know such an answer
 */
export function resultOf(operation: Operation, response: Response, text: string): unknown {
  const { status } = response;
  const result = operation.results[status];
  if (result === 'nothing') return undefined;
  const type = response.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'none';
  const options = { operation: operation.id, retryAfterMs: retryAfterOf(response) };
  if (result === 'text') {
    if (!type.startsWith('text/')) throw new UnexpectedResponse(status, `its type is ${type}`, options);
    return text;
  }
  if (result !== undefined && type === 'application/json') return parse(result, status, text, options);
  if (status >= 400) throw errorOf(status, type, text, options);
  const what = result === undefined ? 'no such status is known' : `its type is ${type}`;
  throw new UnexpectedResponse(status, what, options);
}

function errorOf(status: number, type: string, text: string, options: GatehouseErrorOptions): Error {
  if (type === 'application/problem+json') {
    const problem = parse(PROBLEM, status, text, options) as Problem;
    const { code } = problem;
    if (Object.hasOwn(PROBLEM_MEMBERS, code)) parse(PROBLEM_MEMBERS[code] ?? 'any', status, text, options);
    return new ProblemError(problem, options);
  }
  if (type === 'application/json') {
    const { error, error_description: description } = parse(OAUTH_ERROR, status, text, options) as {
      error: string;
      error_description?: string;
    };
    return new OAuthError(error, status, description, options);
  }
  return new UnexpectedResponse(status, `its type is ${type}`, options);
}

function parse(check: Check, status: number, text: string, options: GatehouseErrorOptions): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // What the parser says would quote the body.
    throw new UnexpectedResponse(status, 'the body is not JSON', options);
  }
  const mismatch = mismatchOf(check, value);
  if (mismatch === undefined) return value;
  const { pointer, expected, found } = mismatch;
  const what = `${pointer === '' ? 'the body' : pointer} should be ${expected}, and is ${found}`;
  throw new UnexpectedResponse(status, what, options, mismatch);
}

/** Seconds or a date (RFC 9110 §10.2.3), in milliseconds from now. */
function retryAfterOf({ headers }: Response): number | undefined {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}
