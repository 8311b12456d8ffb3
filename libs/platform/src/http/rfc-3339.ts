import { ValidateBy } from 'class-validator';

const TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;
const LAST_YEAR = 9999;

/** Reads a time of RFC 3339 §5.6; `undefined` for any other text, for a day that does not exist, and beyond the year 9999. */
export function parseRfc3339(text: string): Date | undefined {
  const [, year, month, day] = TIME.exec(text) ?? [];
  const time = new Date(text);
  // `Date` takes the 30th of February for the 2nd of March.
  const calendarDay = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const exists = calendarDay.getUTCDate() === Number(day) && !Number.isNaN(time.getTime());
  // By its offset from UTC a time can be of a year that RFC 3339 has no way to write.
  return exists && time.getUTCFullYear() <= LAST_YEAR ? time : undefined;
}

/** A field that holds a time of RFC 3339. */
export const IsRfc3339 = (): PropertyDecorator =>
  ValidateBy({
    name: 'isRfc3339',
    validator: {
      validate: value => typeof value === 'string' && parseRfc3339(value) !== undefined,
      defaultMessage: () => '$property has to be a time such as 2030-01-31T12:00:00Z',
    },
  });
