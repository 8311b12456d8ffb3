import { createValidationPipe, DomainError } from '#libs/platform';
import { type Line, refusal } from '../../import/line.js';
import { UserToImport } from './import.dto.js';
import { parseLine } from './parse-line.js';
import { textLines } from './text-lines.js';

const pipe = createValidationPipe();

/** Reads lines of JSON (NDJSON), one account each, as they come. Empty lines are left out; what is wrong with the others is told. */
export async function* importLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  for await (const { line, bytes } of textLines(stream)) {
    try {
      if (bytes === undefined) throw new DomainError('body_too_large', { detail: 'The line has more than 16 KiB.' });
      const value = parseLine(bytes, line === 1);
      if (value !== undefined) yield { line, person: await validated(value) };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      yield refusal(line, error);
    }
  }
}

/** @throws DomainError `validation_failed` */
async function validated(value: unknown): Promise<UserToImport> {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject) throw new DomainError('validation_failed', { detail: 'The line is not an object.' });
  return (await pipe.transform(value, { type: 'body', metatype: UserToImport })) as UserToImport;
}
