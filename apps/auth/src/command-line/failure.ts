import { CommanderError } from 'commander';
import type { DomainError } from '#libs/platform';
import { escapeControls } from './report.js';

export const DONE = 0;
export const REFUSED = 1;
export const NOT_UNDERSTOOD = 2;

/** How a command ends that has thrown, and what is said about it on stderr. */
export interface Failure {
  readonly exitCode: number;
  readonly lines: readonly string[];
}

export async function failureOf(error: unknown): Promise<Failure> {
  // Commander has said itself what is wrong; whoever asked for help has got it.
  if (error instanceof CommanderError) {
    return { exitCode: error.exitCode === 0 ? DONE : NOT_UNDERSTOOD, lines: [] };
  }
  const { ConfigurationError, DomainError } = await import('#libs/platform');
  if (error instanceof DomainError) return { exitCode: REFUSED, lines: linesOf(error).map(escapeControls) };
  if (error instanceof ConfigurationError) return { exitCode: REFUSED, lines: [error.message] };
  return { exitCode: REFUSED, lines: [escapeControls(`internal_error: ${String(error)}`)] };
}

function linesOf({ code, message, errors = [], retryAfterSeconds }: DomainError): string[] {
  const wait = retryAfterSeconds === undefined ? '' : ` Try again in ${retryAfterSeconds} s.`;
  return [`${code}: ${message}${wait}`, ...errors.map(error => `  ${error.field}: ${error.code}: ${error.message}`)];
}
