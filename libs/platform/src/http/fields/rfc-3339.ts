import { ValidateBy } from 'class-validator';
import { saying } from './said.js';

const TIME =
  /^(\d{4}-(\d{2})-(\d{2})[Tt](?:[01]\d|2[0-3]):[0-5]\d:)([0-5]\d|60)((?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d))$/;
const LAST_YEAR = 9999;
const SECOND_MS = 1000;

/**
 * Reads a time of RFC 3339 §5.6; `undefined` for any other text and for none, for a day that does not exist, and before the year 0 or
 * beyond 9999 of UTC. A leap second counts as the one after it (§5.7).
 */
export function parseRfc3339(text: string | undefined): Date | undefined {
  if (text === undefined) return undefined;
  const [, upToMinute = '', month, day, second, rest = ''] = TIME.exec(text) ?? [];
  const isLeap = second === '60';
  const time = new Date(`${upToMinute}${isLeap ? '59' : second}${rest}`);
  // `Date` takes the 30th of February for the 2nd of March.
  const calendarDay = new Date(`${upToMinute.slice(0, 10)}T00:00:00Z`);
  const exists = calendarDay.getUTCDate() === Number(day) && calendarDay.getUTCMonth() + 1 === Number(month);
  // Leap seconds are the last of a day of UTC.
  if (!exists || Number.isNaN(time.getTime()) || (isLeap && !isLastSecondOfDay(time))) return undefined;
  const read = isLeap ? new Date(time.getTime() + SECOND_MS) : time;
  // By its offset from UTC a time can be of a year that RFC 3339 has no way to write.
  return read.getUTCFullYear() >= 0 && read.getUTCFullYear() <= LAST_YEAR ? read : undefined;
}

const isLastSecondOfDay = (time: Date): boolean => time.toISOString().slice(11, 19) === '23:59:59';

/** A field that holds a time of RFC 3339. */
export const IsRfc3339 = (): PropertyDecorator =>
  ValidateBy(
    {
      name: 'isRfc3339',
      validator: {
        validate: value => typeof value === 'string' && parseRfc3339(value) !== undefined,
        defaultMessage: () => '$property has to be a time such as 2030-01-31T12:00:00Z',
      },
    },
    saying({ format: 'date-time' }),
  );
