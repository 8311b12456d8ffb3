import { type ExecutionContext, HttpException } from '@nestjs/common';
import { PROBLEMS, type ProblemCode, problemDocument } from '../../../contracts/src/index.js';
import type { GuardedResponse } from './guarded-request.js';

/** What a guard answers with: a problem document (RFC 9457) and the headers that belong to it. */
export class AuthenticationFailure extends HttpException {
  constructor(
    readonly code: ProblemCode,
    readonly headers: Readonly<Record<string, string>>,
    options?: { cause?: unknown; detail?: string },
  ) {
    super(
      { ...problemDocument(code), ...(options?.detail && { detail: options.detail }) },
      PROBLEMS[code].status,
      options,
    );
  }
}

const REALM = 'realm="gatehouse"';

/** The `WWW-Authenticate` challenges of RFC 6750 §3: no `error` where no token was sent. */
export const failures = {
  tokenMissing: () => new AuthenticationFailure('token_missing', { 'WWW-Authenticate': `Bearer ${REALM}` }),
  malformedRequest: () =>
    new AuthenticationFailure(
      'invalid_request',
      { 'WWW-Authenticate': `Bearer ${REALM}, error="invalid_request"` },
      { detail: 'There has to be one Authorization header that reads `Bearer`, a space, and a token.' },
    ),
  invalidToken: (cause: unknown) =>
    new AuthenticationFailure(
      'invalid_token',
      { 'WWW-Authenticate': `Bearer ${REALM}, error="invalid_token"` },
      { cause },
    ),
  insufficientScope: () =>
    new AuthenticationFailure('insufficient_scope', {
      'WWW-Authenticate': `Bearer ${REALM}, error="insufficient_scope"`,
    }),
  /** RFC 9470 §3. */
  recentLoginNeeded: (maxAgeSeconds: number) =>
    new AuthenticationFailure('insufficient_user_authentication', {
      'WWW-Authenticate': `Bearer ${REALM}, error="insufficient_user_authentication", max_age="${maxAgeSeconds}"`,
    }),
  cannotVerify: (retryAfterSeconds: number, cause: unknown) =>
    new AuthenticationFailure('cannot_verify', { 'Retry-After': String(retryAfterSeconds) }, { cause }),
};

/** Sets the failure's headers here, since the application's exception filter need not know of them. */
export function answerWithHeaders(context: ExecutionContext, failure: unknown): unknown {
  if (failure instanceof AuthenticationFailure) {
    const response = context.switchToHttp().getResponse<GuardedResponse>();
    for (const [name, value] of Object.entries(failure.headers)) response.header(name, value);
  }
  return failure;
}
