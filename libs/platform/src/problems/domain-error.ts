import { type FieldError, PROBLEMS, type ProblemCode, type SecondStepOffer } from '#libs/contracts';

export interface DomainErrorOptions {
  /** A sentence for the caller, more exact than the title. */
  detail?: string;
  errors?: readonly FieldError[];
  /** Of `second_factor_required`: how the login goes on. */
  secondStep?: SecondStepOffer;
  /** Of `insufficient_scope`: the permissions that would have been enough, for the challenge (RFC 6750 §3). */
  scope?: readonly string[];
  /** Seconds, for `Retry-After`. */
  retryAfterSeconds?: number;
  /** The private reason: goes to the log, never to the caller. */
  cause?: unknown;
}

/** What services throw when a request cannot be done: a code of the catalogue, without any HTTP in it. */
export class DomainError extends Error {
  readonly detail: string | undefined;
  readonly errors: readonly FieldError[] | undefined;
  readonly secondStep: SecondStepOffer | undefined;
  readonly scope: readonly string[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly code: ProblemCode,
    options: DomainErrorOptions = {},
  ) {
    super(options.detail ?? PROBLEMS[code].title, { cause: options.cause });
    this.name = 'DomainError';
    this.detail = options.detail;
    this.errors = options.errors;
    this.secondStep = options.secondStep;
    this.scope = options.scope;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}
