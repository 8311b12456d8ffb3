import { splitRuns } from './runs.js';

/** What would be long enough as a password on its own (NIST SP 800-63B-4 §3.1.1.1: 15 as the only factor). */
const LONG_ENOUGH_ALONE = 15;

/** The text as it is compared: compatibility forms and letter case do not tell passwords apart. */
export function comparable(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** Letters and digits only. */
export function squash(text: string): string {
  return text.replaceAll(/[^\p{L}\p{M}\p{N}]/gu, '');
}

export function hasLetters(text: string): boolean {
  return /\p{L}/u.test(text);
}

/** What a text repeats (at least twice, the last time perhaps in part), or the text itself. */
export function unit(text: string): string {
  const characters = [...text];
  // borders[i]: how much of the beginning recurs at the end of the first i + 1 characters (Knuth, Morris, Pratt).
  const borders = [0];
  for (let place = 1; place < characters.length; place += 1) {
    let border = borders[place - 1] ?? 0;
    while (border > 0 && characters[border] !== characters[place]) border = borders[border - 1] ?? 0;
    borders.push(characters[border] === characters[place] ? border + 1 : 0);
  }
  const period = characters.length - (borders.at(-1) ?? 0);
  return period * 2 <= characters.length ? characters.slice(0, period).join('') : text;
}

/** The text, and what it reads as when digits and signs stand for letters: `p@$$w0rd`, `1ceberg`, `f1ower`. */
export function readings(text: string): string[] {
  const letters: Record<string, string> = { '@': 'a', '4': 'a', '3': 'e', '0': 'o', $: 's', '5': 's', '7': 't' };
  const plain = text.replaceAll(/[@430$57]/g, sign => letters[sign] ?? sign);
  return [text, plain.replaceAll(/[1!|]/g, 'i'), plain.replaceAll(/[1!|]/g, 'l')];
}

/** Roughly how many choices went into digits and signs: a sequence is one, and so is what recurs. */
export function pieces(text: string): number {
  // Bounded, so that the search stays quick on 256 characters.
  return splitRuns([...text.replaceAll(/(.{3,8})(?=.*\1)/gsu, '')]).length;
}

/** Digits and signs around a word, unless there are so many of them that they would do without the word. */
export function isDecoration(text: string): boolean {
  return !hasLetters(text) && pieces(text) < LONG_ENOUGH_ALONE;
}
