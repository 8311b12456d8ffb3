import type { INestApplicationContext } from '@nestjs/common';

/** What a command has to tell: as one JSON document for programs, and as lines for people. */
export interface Report {
  readonly document: unknown;
  readonly lines: readonly string[];
  /** How the command ends though it has something to tell, if not as done. */
  readonly failure?: Error;
}

/** The option that every command has. */
export interface ReportOptions {
  readonly json?: boolean;
}

/** Does a command's work on the service's own modules, and prints what it came to. */
export async function report(
  { json }: ReportOptions,
  work: (app: INestApplicationContext) => Promise<Report>,
): Promise<void> {
  const { document, lines, failure } = await open(work);
  print(json === true ? [JSON.stringify(document)] : lines);
  if (failure !== undefined) throw failure;
}

/** Loads the service only now, so that help and what is not understood need not wait for it. */
export async function open<T>(work: (app: INestApplicationContext) => Promise<T>): Promise<T> {
  const { withApplication } = await import('../bin/with-application.js');
  return withApplication(work);
}

export function print(lines: readonly string[]): void {
  for (const line of lines) process.stdout.write(`${escapeControls(line)}\n`);
}

/** Text from elsewhere must not steer the operator's terminal. In JSON this is an escape of the same character. */
export function escapeControls(text: string): string {
  const escape = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, character => character.split('').map(escape).join(''));
}
