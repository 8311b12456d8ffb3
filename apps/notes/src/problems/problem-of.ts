import { HttpException } from '@nestjs/common';
import { type ProblemCode, type ProblemDocument, problemDocument } from './problem.js';

const CODE_OF_STATUS: Readonly<Record<number, ProblemCode>> = {
  404: 'not_found',
  413: 'body_too_large',
  415: 'unsupported_media_type',
};

const JSON_ERRORS = ['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY'];

/** Puts any error into the form of a problem. What is not known to be the caller's fault is `internal_error`. */
export function problemOf(error: unknown): ProblemDocument {
  if (!(error instanceof HttpException)) return problemDocument(codeOf(error));
  const answer = error.getResponse();
  if (isProblemDocument(answer)) return answer;
  // Nest wraps what Fastify throws while it reads the request.
  return problemDocument(error.cause === undefined ? codeOfStatus(error.getStatus()) : codeOf(error.cause));
}

function codeOf(error: unknown): ProblemCode {
  const { code, statusCode } = (error ?? {}) as { code?: unknown; statusCode?: unknown };
  if (typeof code === 'string' && JSON_ERRORS.includes(code)) return 'invalid_json';
  return typeof statusCode === 'number' ? codeOfStatus(statusCode) : 'internal_error';
}

function codeOfStatus(status: number): ProblemCode {
  return CODE_OF_STATUS[status] ?? (status >= 400 && status < 500 ? 'invalid_request' : 'internal_error');
}

function isProblemDocument(value: string | object): value is ProblemDocument {
  return typeof value === 'object' && 'type' in value && 'code' in value && 'status' in value;
}
