import { type CustomTypesConfig, types } from 'pg';
import { UnexpectedValue } from '../database-errors.js';

type TypeParser = (text: string) => unknown;

const TIMESTAMPTZ: number = types.builtins.TIMESTAMPTZ;

/** What RFC 3339 can write: years of four digits. */
const EARLIEST = new Date('0001-01-01T00:00:00.000Z');
const LATEST = new Date('9999-12-31T23:59:59.999Z');

const ISO = /^(\d{4,})-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::\d\d(?::\d\d)?)?( BC)?$/;

/** As connections get them, whose time zone is UTC: V8 reads this form by itself in half of the 0.7 µs, which pages of a hundred rows feel. */
const COMMON = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/;

/**
 * Reads a `timestamptz` in PostgreSQL's ISO form. Always a date that can be written again: what lies before the year 1
 * and after 9999, `infinity` included, becomes the outermost that can be.
 * @throws UnexpectedValue
 */
export function parseTimestamp(text: string): Date {
  if (COMMON.test(text)) return new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
  if (text === 'infinity') return LATEST;
  if (text === '-infinity') return EARLIEST;
  const [form, year, isBeforeChrist] = ISO.exec(text) ?? [];
  if (form === undefined) throw new UnexpectedValue('a timestamp is not in the ISO form');
  if (isBeforeChrist !== undefined) return EARLIEST;
  if (Number(year) > 9999) return LATEST;
  const parsed = parse(text);
  if (parsed instanceof Date && !Number.isNaN(parsed.getTime())) return parsed;
  throw new UnexpectedValue('a timestamp cannot be read');
}

const parse = types.getTypeParser(TIMESTAMPTZ, 'text') as (text: string) => unknown;

/** The driver's own reading of everything, but for times. */
export const typeParsers: CustomTypesConfig = {
  // Nothing is asked for in the binary format.
  getTypeParser: (oid: number): TypeParser =>
    oid === TIMESTAMPTZ ? parseTimestamp : (types.getTypeParser(oid, 'text') as TypeParser),
};
