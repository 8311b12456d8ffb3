import { COMMON_PASSWORDS } from './common-passwords.js';
import { hasLetters, isDecoration, pieces, readings, squash, unit } from './guessable-text.js';
import { withoutRuns } from './runs.js';

// Fewer letters than this turn up scattered over random passwords by chance.
const SHORTEST_SCATTERED = 6;
// Common passwords begin and end with this many digits and signs at most (`lost4815162342`).
const LONGEST_END = 12;
// Of what stands beside a common number: a year, repeated or not, or a sequence.
const MOST_PIECES = 4;

/**
 * Whether a text (see `comparable`) is one common password: itself, repeated, with digits and signs around or between
 * its letters, with sequences attached, or with digits for letters. One that merely occurs among others is no matter.
 */
export function isCommon(text: string): boolean {
  if (COMMON_PASSWORDS.has(text)) return true;
  if (hasLetters(text) && !isDecoration(text.replaceAll(/\p{L}/gu, ''))) return false;
  return [text, unit(text), withoutRuns(text)].some(each => cores(each).some(isKnown));
}

const isKnown = (core: string): boolean => COMMON_PASSWORDS.has(core) || COMMON_PASSWORDS.has(unit(core));

/** What could be meant when digits and signs are left off in the different ways. */
function cores(text: string): string[] {
  const first = text.search(/\p{L}/u);
  if (first < 0) return numbers(text);

  const afterLast = text.length - (/\P{L}*$/u.exec(text)?.[0].length ?? 0);
  const starts = Array.from({ length: Math.min(first, LONGEST_END) + 1 }, (_, head) => first - head);
  const ends = Array.from(
    { length: Math.min(text.length - afterLast, LONGEST_END) + 1 },
    (_, tail) => afterLast + tail,
  );
  const trimmed = starts.flatMap(start => ends.map(end => text.slice(start, end)));
  const scattered = readings(text)
    .flatMap(reading => [squash(reading), reading.replaceAll(/\P{L}/gu, '')])
    .filter(letters => letters.length >= SHORTEST_SCATTERED);
  return [...trimmed.flatMap(readings), ...scattered];
}

/** Beginnings and ends of a text without letters, where next to nothing is left beside them. */
function numbers(text: string): string[] {
  return (
    Array.from(text, (_, place) => [text.slice(0, place), text.slice(place)] as const)
      .flatMap(([start, end]) => [
        { core: start, rest: end },
        { core: end, rest: start },
      ])
      // First what is quick to say: of a long text there are hundreds, and next to none of them is known.
      .filter(({ core, rest }) => isKnown(core) && pieces(rest) <= MOST_PIECES)
      .map(({ core }) => core)
  );
}
