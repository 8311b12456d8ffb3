/** Why a token was refused. For logs and tests only: a caller learns no more than `invalid_token`. */
export type TokenRejection =
  | 'malformed'
  | 'too_large'
  | 'header_not_allowed'
  | 'unknown_key'
  | 'algorithm_mismatch'
  | 'bad_signature'
  | 'bad_claims'
  | 'wrong_issuer'
  | 'wrong_audience'
  | 'expired'
  | 'not_yet_valid'
  | 'lives_too_long'
  | 'revoked';

/** The token is bad; presenting it again cannot help. Answered with 401 `invalid_token` (RFC 6750 §3.1). */
export class TokenRejected extends Error {
  /** It notes no stack: `reason` says all, and a stranger's refusal would cost 14 µs more than it does. */
  constructor(readonly reason: TokenRejection) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(`token refused: ${reason}`);
    Error.stackTraceLimit = stackTraceLimit;
    this.name = 'TokenRejected';
  }
}

/** Nothing is known against the token, but it cannot be judged now. Answered with 503, never with 401. */
export class CannotVerify extends Error {
  constructor(
    message: string,
    /** Seconds after which to try again. */
    readonly retryAfterSeconds = 1,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'CannotVerify';
  }
}
