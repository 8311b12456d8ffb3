import { HEADERS_METADATA } from '@nestjs/common/constants.js';
import type { ProblemCode } from '#libs/contracts';
import { isVersioned } from '#libs/platform';
import type { Handler } from './demands.js';
import { type Document, type Header, headerRef, operationsOf, type Reference, type Response } from './document.js';

const SECONDS = { type: 'integer', format: 'int32', minimum: 1, maximum: 2_147_483_647 };
const LIMIT_IS_OFF = 'Absent where the request did not get so far as to be counted, and where limits are off.';

/** Headers that many responses have. */
export const HEADERS: Readonly<Record<string, Header>> = {
  'RateLimit-Policy': {
    description: `How many requests (\`q\`) the route allows in a window of so many seconds (\`w\`). ${LIMIT_IS_OFF}`,
    schema: { type: 'string', maxLength: 64, pattern: '^"route";q=\\d+;w=\\d+$', examples: ['"route";q=20;w=60'] },
  },
  RateLimit: {
    description: `How many of them are left (\`r\`), and in how many seconds the window is over (\`t\`). ${LIMIT_IS_OFF}`,
    schema: { type: 'string', maxLength: 64, pattern: '^"route";r=\\d+;t=\\d+$', examples: ['"route";r=19;t=60'] },
  },
  'Retry-After': { description: 'Seconds to wait.', required: true, schema: SECONDS },
  'WWW-Authenticate': {
    description: 'What to authenticate with, and what was wrong (RFC 6750 §3).',
    required: true,
    schema: { type: 'string', maxLength: 256, pattern: '^(Bearer|Basic) realm="gatehouse".*$' },
  },
  'WWW-Authenticate-If-Scope': {
    description: 'With `insufficient_scope`: what was wrong (RFC 6750 §3.1).',
    schema: { type: 'string', maxLength: 256, pattern: '^Bearer realm="gatehouse".*$' },
  },
  ETag: {
    description: 'The version: send it back as `If-Match`.',
    required: true,
    schema: { type: 'string', maxLength: 64, pattern: '^"[^"]+"$', examples: ['"3"'] },
  },
  'Cache-Control-No-Store': {
    required: true,
    description: 'Nobody keeps it.',
    schema: { type: 'string', enum: ['no-store'] },
  },
};

const COUNTED = ['RateLimit', 'RateLimit-Policy'];
const NO_STORE = { 'Cache-Control': headerRef('Cache-Control-No-Store') };

const refs = (names: readonly string[]): Record<string, Reference> =>
  Object.fromEntries(names.map(name => [name, headerRef(name)]));

export function headersOfProblem(status: number, codes: readonly ProblemCode[]): Record<string, Reference> {
  const challenges = status === 401 && !codes.includes('invalid_credentials');
  return {
    ...NO_STORE,
    ...(challenges && { 'WWW-Authenticate': headerRef('WWW-Authenticate') }),
    ...(codes.includes('insufficient_scope') && { 'WWW-Authenticate': headerRef('WWW-Authenticate-If-Scope') }),
    ...((status === 429 || status === 503) && { 'Retry-After': headerRef('Retry-After') }),
    ...refs(COUNTED),
  };
}

/** Writes the headers of success: what limits are left, and what the handlers say by their decorators. */
export function documentHeaders(document: Document, handlers: ReadonlyMap<string, Handler>): void {
  Object.assign(document.components.headers, HEADERS);
  for (const { operation } of operationsOf(document)) {
    const method = handlers.get(operation.operationId)?.method;
    const isCounted = '429' in operation.responses;
    for (const [status, response] of Object.entries(operation.responses)) {
      if ('$ref' in response || Number(status) >= 400) continue;
      response.headers = { ...response.headers, ...(isCounted && refs(COUNTED)), ...saidBy(method) };
      if (Object.keys(response.headers).length === 0) delete response.headers;
    }
  }
}

function saidBy(method: object | undefined): Response['headers'] {
  if (method === undefined) return {};
  const written = (Reflect.getMetadata(HEADERS_METADATA, method) ?? []) as { name: string; value: string }[];
  const fixed = written.map(({ name, value }) => [
    name,
    value === 'no-store' ? NO_STORE['Cache-Control'] : { required: true, schema: { type: 'string', enum: [value] } },
  ]);
  return { ...Object.fromEntries(fixed), ...(isVersioned(method) && refs(['ETag'])) } as Response['headers'];
}
