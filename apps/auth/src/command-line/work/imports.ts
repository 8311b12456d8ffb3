import { createReadStream } from 'node:fs';
import { addAbortSignal, type Readable } from 'node:stream';
import type { INestApplicationContext } from '@nestjs/common';
import { importLines, type ImportReport, ImportUsers } from '#libs/auth';
import { OPERATOR } from '#libs/authority';
import { DomainError } from '#libs/platform';
import type { Report, ReportOptions } from '../report.js';
import { Progress } from './progress.js';

const ENDINGS = ['SIGTERM', 'SIGINT'] as const;
const ENDED = 'It was ended before all lines were read: run it again, and the rest comes in.';

/**
 * Whoever ends the command has what was read until then brought in, and is told how far that is; whoever does so again has it end at once.
 * @param file `-` for what is sent to the command
 */
export async function importUsers(
  app: INestApplicationContext,
  file: string,
  { json }: ReportOptions,
): Promise<Report> {
  const progress = new Progress(process.stderr);
  const tell = (report: ImportReport): void => progress.tell(totalOf(report), summaryOf(report));
  const bytes = file === '-' ? process.stdin : createReadStream(file);
  const ending = new AbortController();
  const end = (): void => ending.abort();
  for (const signal of ENDINGS) process.once(signal, end);
  const lines = linesUntil(ending.signal, bytes);
  const report = await app.get(ImportUsers).execute(OPERATOR, lines, json === true ? undefined : tell);
  for (const signal of ENDINGS) process.off(signal, end);
  progress.end();
  const { refused, refusals } = report;
  const told = refusals.map(({ line, code, message }) => `line ${line}: ${code}: ${message}`);
  const more = refused > refusals.length ? [`and ${refused - refusals.length} more`] : [];
  return {
    document: { ...report },
    lines: [...told, ...more, `${summaryOf(report)} (import ${report.id})`],
    ...(refused > 0 && { failure: new DomainError('validation_failed', { detail: `${refused} lines are not in.` }) }),
    ...(ending.signal.aborted && { failure: new DomainError('invalid_request', { detail: ENDED }) }),
  };
}

/** Of a line that was not read to its end nothing is taken. */
async function* linesUntil(ending: AbortSignal, bytes: Readable): ReturnType<typeof importLines> {
  try {
    yield* importLines(addAbortSignal(ending, bytes));
  } catch (error) {
    if (!ending.aborted) throw error;
  }
}

const totalOf = ({ created, unchanged, refused }: ImportReport): number => created + unchanged + refused;

const summaryOf = ({ created, unchanged, refused }: ImportReport): string =>
  `${created} created, ${unchanged} unchanged, ${refused} refused`;
