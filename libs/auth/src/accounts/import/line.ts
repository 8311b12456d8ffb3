import type { ProblemCode } from '#libs/contracts';
import { DomainError } from '#libs/platform';
import type { CustomClaims } from '#libs/revocations';

/** An account as a line describes it; all of it has the form that the document demands. */
export interface PersonToImport {
  readonly email: string;
  /** Whether the other system has seen that mail arrives there. */
  readonly email_verified?: boolean;
  /** Beside the role that everybody has. */
  readonly roles?: readonly string[];
  readonly ext?: CustomClaims | null;
  readonly status?: 'active' | 'disabled';
  readonly created_at?: string;
  /** As the other system has it: a text, or an object. */
  readonly password_hash?: unknown;
  readonly password?: string;
}

/** Why a line is not in. */
export interface Refusal {
  /** From 1 on. */
  readonly line: number;
  readonly code: ProblemCode;
  readonly message: string;
}

/** One line that is not empty: who it describes, or what is wrong with it. */
export type Line = DescribedPerson | Refusal;

export interface DescribedPerson {
  readonly line: number;
  readonly person: PersonToImport;
}

export const isRefusal = (one: object): one is Refusal => 'code' in one;

const MOST_TOLD = 500;

/** What a line is told that cannot be done for this reason. */
export function refusal(line: number, { code, message, errors = [] }: DomainError): Refusal {
  const told = errors.length === 0 ? message : errors.map(error => error.message).join('; ');
  return { line, code, message: told.slice(0, MOST_TOLD) };
}

/** Does something about a line. @returns what comes of it, or why it cannot be done */
export async function orRefusal<T>(line: number, work: () => Promise<T>): Promise<T | Refusal> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DomainError && IS_ABOUT_A_LINE.has(error.code)) return refusal(line, error);
    throw error;
  }
}

/** Anything else is not the fault of the line: the database is away, or the service too busy. */
const IS_ABOUT_A_LINE: ReadonlySet<ProblemCode> = new Set(['validation_failed', 'weak_password', 'invalid_request']);
