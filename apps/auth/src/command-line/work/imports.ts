import { createReadStream } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { importLines, type ImportReport, ImportUsers } from '#libs/auth';
import { OPERATOR } from '#libs/authority';
import { DomainError } from '#libs/platform';
import type { Report, ReportOptions } from '../report.js';
import { Progress } from './progress.js';

/** @param file `-` for what is sent to the command */
export async function importUsers(
  app: INestApplicationContext,
  file: string,
  { json }: ReportOptions,
): Promise<Report> {
  const progress = new Progress(process.stderr);
  const tell = (report: ImportReport): void => progress.tell(totalOf(report), summaryOf(report));
  const bytes = file === '-' ? process.stdin : createReadStream(file);
  const report = await app.get(ImportUsers).execute(OPERATOR, importLines(bytes), json === true ? undefined : tell);
  progress.end();
  const { refused, refusals } = report;
  const lines = refusals.map(({ line, code, message }) => `line ${line}: ${code}: ${message}`);
  const more = refused > refusals.length ? [`and ${refused - refusals.length} more`] : [];
  return {
    document: { ...report },
    lines: [...lines, ...more, `${summaryOf(report)} (import ${report.id})`],
    ...(refused > 0 && { failure: new DomainError('validation_failed', { detail: `${refused} lines are not in.` }) }),
  };
}

const totalOf = ({ created, unchanged, refused }: ImportReport): number => created + unchanged + refused;

const summaryOf = ({ created, unchanged, refused }: ImportReport): string =>
  `${created} created, ${unchanged} unchanged, ${refused} refused`;
