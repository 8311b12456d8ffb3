import { HttpException } from '@nestjs/common';
import { PROBLEMS, type ProblemCode, type ProblemDocument, problemDocument } from '#libs/contracts';
import { DomainError } from './domain-error.js';

export interface Problem {
  readonly document: ProblemDocument;
  readonly retryAfterSeconds?: number;
}

const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  400: 'invalid_request',
  404: 'not_found',
  405: 'method_not_allowed',
  413: 'body_too_large',
  414: 'uri_too_long',
  415: 'unsupported_media_type',
  429: 'too_many_requests',
  431: 'headers_too_large',
  503: 'overloaded',
};

/** Codes of Fastify's and its parsers' own errors that deserve a name of their own. */
const CODE_OF_FASTIFY_ERROR: Readonly<Record<string, ProblemCode>> = {
  FST_ERR_CTP_INVALID_JSON_BODY: 'invalid_json',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'invalid_json',
};

/** Puts any error into the words of the catalogue. What is not known to be the caller's fault is `internal_error`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof DomainError) {
    const { code, detail, errors, secondStep, retryAfterSeconds } = error;
    return {
      document: { ...problemDocument(code), ...(detail && { detail }), ...(errors && { errors }), ...secondStep },
      ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
    };
  }
  if (error instanceof HttpException) {
    const response = error.getResponse();
    if (isProblemDocument(response)) return { document: response };
    // Nest wraps what Fastify throws while it reads the request.
    const named = codeOfFastifyError(error.cause);
    return { document: problemDocument(named ?? codeOfStatus(error.getStatus())) };
  }
  return { document: problemDocument(codeOfForeignError(error)) };
}

function codeOfForeignError(error: unknown): ProblemCode {
  if (!(error instanceof Error)) return 'internal_error';
  const { statusCode } = error as Error & { statusCode?: unknown };
  return codeOfFastifyError(error) ?? (typeof statusCode === 'number' ? codeOfStatus(statusCode) : 'internal_error');
}

function codeOfFastifyError(error: unknown): ProblemCode | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = error as Error & { code?: unknown };
  return typeof code === 'string' ? CODE_OF_FASTIFY_ERROR[code] : undefined;
}

function codeOfStatus(status: number): ProblemCode {
  return CODE_OF_STATUS[status] ?? (status >= 400 && status < 500 ? 'invalid_request' : 'internal_error');
}

function isProblemDocument(value: string | object): value is ProblemDocument {
  return typeof value === 'object' && 'code' in value && typeof value.code === 'string' && value.code in PROBLEMS;
}
