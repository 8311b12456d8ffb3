const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long something is good for, in words: the largest unit that comes out even. `3600` is `1 hour`, `5400` is `90 minutes`. */
export function inWords(seconds: number): string {
  const [unit, length] = UNITS.find(([, length]) => seconds % length === 0) ?? ['second', 1];
  const count = Math.round(seconds / length);
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}

const MOMENT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });

/** A moment for people of whom it is not known where they are: `29 November 2026 at 16:02 UTC`. */
export const momentInWords = (moment: Date): string => `${MOMENT.format(moment)} UTC`;
