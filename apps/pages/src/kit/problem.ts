import type { Factor } from '#libs/client';

export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly message: string;
}

/** How a login goes on that needs a second factor. */
export interface SecondStep {
  readonly login_ticket: string;
  readonly methods: readonly Factor['method'][];
}

interface ProblemDocument extends Partial<SecondStep> {
  readonly code: string;
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
}

/** What the service answered instead of what was asked for (RFC 9457), or that it did not answer. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string | undefined,
    readonly errors: readonly FieldError[],
    /** In seconds. */
    readonly retryAfter: number | undefined,
    /** Of `second_factor_required`. */
    readonly secondStep?: SecondStep,
  ) {
    super(title);
  }

  static unreachable(): Problem {
    return new Problem(0, 'unreachable', 'The service cannot be reached.', 'Is the network there?', [], undefined);
  }

  /** The same, with what to do about it. */
  advising(detail: string): Problem {
    return this.saying(this.title, detail);
  }

  /** The same, in other words. */
  saying(title: string, detail: string): Problem {
    const { status, code, errors, retryAfter, secondStep } = this;
    return new Problem(status, code, title, detail, errors, retryAfter, secondStep);
  }

  static async of(response: Response): Promise<Problem> {
    const document = (await response.json().catch(() => ({}))) as Partial<ProblemDocument>;
    const { code = 'unknown', title = `The service answered ${response.status}.`, detail, errors = [] } = document;
    const seconds = Number(response.headers.get('retry-after') ?? NaN);
    const retryAfter = Number.isFinite(seconds) ? seconds : undefined;
    return new Problem(response.status, code, title, detail, errors, retryAfter, secondStepOf(document));
  }
}

function secondStepOf({ login_ticket, methods }: Partial<SecondStep>): SecondStep | undefined {
  return login_ticket === undefined || methods === undefined ? undefined : { login_ticket, methods };
}

/** Does something that may fail by this code, and says what to do then. */
export async function advised<T>(code: string, advice: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof Problem && error.code === code ? error.advising(advice) : error;
  }
}

/** What a person should read of an error. */
export function explain(error: unknown): string {
  if (!(error instanceof Problem)) return 'Something went wrong in this page. Reload it, then try again.';
  if (error.code === 'too_many_requests') return `Too many attempts. Try again ${inSeconds(error.retryAfter)}.`;
  if (error.status === 503 && error.code !== 'upstream_unavailable')
    return `The service cannot do this now. Try again ${inSeconds(error.retryAfter)}.`;
  // Where single fields are wrong, these say more than the title.
  return [error.title, error.detail].filter(text => text !== undefined).join(' ');
}

function inSeconds(seconds: number | undefined): string {
  if (seconds === undefined) return 'later';
  const [amount, unit] = seconds < 100 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return `in ${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
