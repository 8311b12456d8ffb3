import { type ExecutionContext, HttpException } from '@nestjs/common';
import type { ProblemCode } from '../../../contracts/src/index.js';
import { type Refusal, refusalOf } from '../../core/src/index.js';
import type { GuardedResponse } from './guarded-request.js';

/** What a guard answers with: a problem document (RFC 9457) and the headers that belong to it. */
export class AuthenticationFailure extends HttpException {
  readonly code: ProblemCode;
  readonly headers: Readonly<Record<string, string>>;

  /** @param cause the private reason: for logs, never for the caller */
  constructor(
    readonly refusal: Refusal,
    cause?: unknown,
  ) {
    super(refusal.body, refusal.status, { cause });
    this.code = refusal.body.code;
    this.headers = refusal.headers;
  }
}

/** What to throw where the core has thrown this: an answer for the caller, or the error itself if it is none of theirs. */
export function failureOf(error: unknown): unknown {
  const refusal = refusalOf(error);
  return refusal === undefined ? error : new AuthenticationFailure(refusal, error);
}

/** Sets the failure's headers here, since the application's exception filter need not know of them. */
export function answerWithHeaders(context: ExecutionContext, failure: unknown): unknown {
  if (failure instanceof AuthenticationFailure) {
    const response = context.switchToHttp().getResponse<GuardedResponse>();
    for (const [name, value] of Object.entries(failure.headers)) response.header(name, value);
  }
  return failure;
}

/** The two in one, for a refusal that a guard itself decides upon. */
export function refuse(context: ExecutionContext, refusal: Refusal): never {
  throw answerWithHeaders(context, new AuthenticationFailure(refusal));
}
