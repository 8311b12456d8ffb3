import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { text as textIn } from 'node:stream/consumers';
import { type Command, InvalidArgumentError } from 'commander';

/** Adds a command that does something, with the option that all of those have. */
export function command(parent: Command, usage: string, description: string): Command {
  return parent.command(usage).description(description).option('--json', 'print JSON');
}

/** For an option that may be given several times. @param before false after its `--no-…` */
export function collect(value: string, before: readonly string[] | false | undefined): string[] {
  return [...(before === false ? [] : (before ?? [])), value];
}

/** The same, of JSON objects. */
export function collectObjects(text: string, before: readonly object[] | false | undefined): object[] {
  return [...(before === false ? [] : (before ?? [])), jsonObject(text)];
}

/** Ends the command as not understood where a file cannot be read. `-` is what is sent to it. */
export async function assertReadable(self: Command, ...files: string[]): Promise<void> {
  for (const file of files) {
    if (file === '-') continue;
    await access(file, constants.R_OK).catch(() => self.error(`error: ${file} cannot be read`));
  }
}

/** A secret of one line: arguments are seen by everybody on the machine. @param file `-`: what is sent to the command */
export async function secretIn(file: string): Promise<string> {
  return (await textIn(file === '-' ? process.stdin : createReadStream(file))).replace(/\r?\n$/, '');
}

/** Reads a time that an option was given. Ends the command as not understood where it is none. */
export async function timeOf(self: Command, option: string, text: string): Promise<Date> {
  const { parseRfc3339 } = await import('#libs/platform');
  return parseRfc3339(text) ?? self.error(`error: ${option} takes a time such as 2030-01-31T12:00:00Z`);
}

/** A JSON object. */
export function jsonObject(text: string): object {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Not JSON at all.
  }
  throw new InvalidArgumentError('It has to be an object in JSON.');
}

/** A whole number within these bounds. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return text => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= most) return number;
    throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`);
  };
}
