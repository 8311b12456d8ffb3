import type { Mismatch } from './check.js';
import type { OAuthErrorCode, ProblemCode, ProblemMembers } from './generated/types.js';

/** What the service says of an error (RFC 9457), with what problems of this one code say besides. */
export type Problem<Code extends string = string> = AnyProblem<Code> & MembersOf<Code>;

/** Where several codes are possible, nothing that only one of them says. */
type MembersOf<Code extends string> = Code extends keyof ProblemMembers ? ProblemMembers[Code] : unknown;

interface AnyProblem<Code extends string> {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: Code;
  readonly detail?: string;
  /** Names this one occurrence; the service's log carries that of errors of its own (5xx). */
  readonly instance?: string;
  /** What is wrong with which field of the request. */
  readonly errors?: readonly { readonly field: string; readonly code: string; readonly message: string }[];
}

export interface GatehouseErrorOptions {
  /** The `operationId` of what was called. */
  readonly operation: string;
  readonly cause?: unknown;
  /** How long the service asks to wait, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
}

/** Everything that this client throws of itself. A call that was given up rejects with its signal's reason instead. */
export abstract class GatehouseError extends Error {
  /** The `operationId` of what was called. */
  readonly operation: string;
  /** How long the service asks to wait, in milliseconds; undefined if it does not say. */
  readonly retryAfterMs: number | undefined;

  constructor(message: string, { operation, cause, retryAfterMs }: GatehouseErrorOptions) {
    super(`${operation}: ${message}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.operation = operation;
    this.retryAfterMs = retryAfterMs;
  }
}

/** The service refused, and says why. `isProblem` narrows it by its code. */
export class ProblemError<Code extends string = string> extends GatehouseError {
  readonly status: number;
  readonly code: Code;

  constructor(
    readonly problem: Problem<Code>,
    options: GatehouseErrorOptions,
  ) {
    super(`${problem.detail ?? problem.title} (${problem.code})`, options);
    this.status = problem.status;
    this.code = problem.code;
  }
}

/** An OAuth endpoint refused (RFC 6749 §5.2). `isOAuthError` narrows it by its code. */
export class OAuthError<Code extends string = string> extends GatehouseError {
  constructor(
    /** RFC 6749's `error`. */
    readonly code: Code,
    readonly status: number,
    readonly description: string | undefined,
    options: GatehouseErrorOptions,
  ) {
    super(`${description ?? 'refused'} (${code})`, options);
  }
}

/** No answer came: the connection could not be made, or broke. `cause` is what fetch says of it. */
export class ConnectionFailed extends GatehouseError {
  constructor(options: GatehouseErrorOptions) {
    super('the service could not be reached, or the connection broke', options);
  }
}

/** No answer came in time. The service may have carried the request out. */
export class TimedOut extends GatehouseError {
  constructor(timeoutMs: number, options: GatehouseErrorOptions) {
    super(`no answer within ${timeoutMs} ms`, options);
  }
}

/** The answer is not what the API's document promises; something else may have answered in the service's place. */
export class UnexpectedResponse extends GatehouseError {
  constructor(
    readonly status: number,
    what: string,
    options: GatehouseErrorOptions,
    /** Where in the body something is wrong. */
    readonly mismatch?: Mismatch,
  ) {
    super(`unexpected response (${status}): ${what}`, options);
  }

  /** JSON pointer (RFC 6901) to what is wrong in the body; undefined if the body could not be read at all. */
  get pointer(): string | undefined {
    return this.mismatch?.pointer;
  }
}

/** The login is over: it expired, was ended somewhere, or its refresh token was used twice. Log in again. */
export class SessionEnded extends GatehouseError {
  constructor(options: GatehouseErrorOptions) {
    super('the session is over', options);
  }
}

/**
 * The access token has expired and could not be replaced now. The login goes on: what is kept is still there, and the next
 * call tries again. `cause` is why.
 */
export class RefreshFailed extends GatehouseError {
  constructor(options: GatehouseErrorOptions) {
    super('the session goes on, but could not be refreshed now', options);
  }
}

/**
 * The store could not be read, written or locked; `cause` is what it says. What is not written is held in memory, is used, and
 * is written with a later call.
 */
export class StoreFailed extends GatehouseError {
  /** @param step what was called, as `operation` tells it: `store.read`, `store.write` or `store.lock` */
  constructor(step: 'read' | 'write' | 'lock', cause: unknown) {
    super('the store failed', { operation: `store.${step}`, cause });
  }
}

/** Whether this is a problem of one of these codes. */
export function isProblem<Code extends ProblemCode>(error: unknown, ...codes: Code[]): error is ProblemError<Code> {
  return error instanceof ProblemError && codes.some(code => code === error.code);
}

/** Whether this is an error of an OAuth endpoint with one of these codes. */
export function isOAuthError<Code extends OAuthErrorCode>(error: unknown, ...codes: Code[]): error is OAuthError<Code> {
  return error instanceof OAuthError && codes.some(code => code === error.code);
}
