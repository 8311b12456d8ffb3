import { randomInt } from 'node:crypto';

const DIGITS = 8;
const GROUP = 4;

/** A new code: one of a hundred million. */
export const newCode = (): string => String(randomInt(10 ** DIGITS)).padStart(DIGITS, '0');

/** As people read it. */
export const inGroups = (code: string): string => `${code.slice(0, GROUP)} ${code.slice(GROUP)}`;

/** What was typed, in its one form; undefined for what can be no code. */
export function readCode(typed: string): string | undefined {
  const code = typed.replaceAll(/[\s-]/g, '');
  return code.length === DIGITS && /^[0-9]+$/.test(code) ? code : undefined;
}
