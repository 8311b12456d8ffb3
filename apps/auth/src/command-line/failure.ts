import { CommanderError } from 'commander';
import type { FieldError } from '#libs/contracts';
import type { DomainError } from '#libs/platform';
import { escapeControls } from './report.js';
import { ToldAlready } from './told-already.js';

export const DONE = 0;
export const REFUSED = 1;
export const NOT_UNDERSTOOD = 2;
/** Of a plan: something would change. */
export const DIFFERS = 2;

/** How a command ends that has thrown, and what is said about it on stderr: to people, and to programs. */
export interface Failure {
  readonly exitCode: number;
  readonly lines: readonly string[];
  /** Undefined where nothing is wrong. */
  readonly document: object | undefined;
}

export async function failureOf(error: unknown): Promise<Failure> {
  if (error instanceof CommanderError) return misunderstanding(error);
  if (error instanceof ToldAlready) return { exitCode: error.exitCode, lines: [], document: undefined };
  const { ConfigurationError, DomainError } = await import('#libs/platform');
  if (error instanceof DomainError) {
    return { exitCode: REFUSED, lines: linesOf(error).map(escapeControls), document: documentOf(error) };
  }
  const code = error instanceof ConfigurationError ? 'configuration_error' : 'internal_error';
  const message = error instanceof ConfigurationError ? error.message : String(error);
  const line = error instanceof ConfigurationError ? message : escapeControls(`${code}: ${message}`);
  return { exitCode: REFUSED, lines: [line], document: { code, message } };
}

/** Commander has told people itself what is wrong; whoever asked for help has got it. */
function misunderstanding({ exitCode, code, message }: CommanderError): Failure {
  if (exitCode === 0) return { exitCode: DONE, lines: [], document: undefined };
  // Where a command is missing it shows the help, which is no message.
  const said = code === 'commander.help' ? 'a command is missing: see --help' : message.replace(/^error: /, '');
  return { exitCode: NOT_UNDERSTOOD, lines: [], document: { code: 'not_understood', message: said } };
}

const documentOf = ({ code, message, errors, retryAfterSeconds }: DomainError): object => ({
  code,
  message,
  ...(errors && { errors }),
  ...(retryAfterSeconds !== undefined && { retry_after: retryAfterSeconds }),
});

function linesOf({ code, message, errors = [], retryAfterSeconds }: DomainError): string[] {
  const wait = retryAfterSeconds === undefined ? '' : ` Try again in ${retryAfterSeconds} s.`;
  return [`${code}: ${message}${wait}`, ...errors.map(error => `  ${placeOf(error)}: ${error.code}: ${error.message}`)];
}

/** What stands in a file is found by its line. */
function placeOf(error: FieldError & { file?: string; line?: number }): string {
  const { field, file, line } = error;
  return file === undefined ? field : [`${file}:${line ?? 1}`, field].filter(part => part !== '').join(': ');
}
