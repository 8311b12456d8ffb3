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

/** A moment for people of whom it is not known where they are: `29 November 2026 at 16:02 UTC`. */
export const momentInWords = (moment: Date): string => `${britishFormat().format(moment)} UTC`;

let format: Intl.DateTimeFormat | undefined;

/** Made when it is first needed: it reads the calendars of the world, which takes longer than most of what a start does. */
function britishFormat(): Intl.DateTimeFormat {
  format ??= new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' });
  return format;
}
