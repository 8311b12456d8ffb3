import { type Command, InvalidArgumentError } from 'commander';

/** Adds a command that does something, with the option that all of those have. */
export function command(parent: Command, usage: string, description: string): Command {
  return parent.command(usage).description(description).option('--json', 'print JSON');
}

/** For an option that may be given several times. */
export function collect(value: string, before: readonly string[] | undefined): string[] {
  return [...(before ?? []), value];
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
