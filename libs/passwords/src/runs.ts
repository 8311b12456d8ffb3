// Lines of neighbouring keys: rows of QWERTY (plain and shifted), QWERTZ, AZERTY and ЙЦУКЕН, and QWERTY's columns.
const KEYBOARD = [
  ...['`1234567890-=', '~!@#$%^&*()_+', 'qwertyuiop[]\\', "asdfghjkl;'", 'zxcvbnm,./'],
  ...['qwertzuiopü', 'yxcvbnm', 'azertyuiop', 'qsdfghjklm', 'wxcvbn', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'],
  ...['1qaz', '2wsx', '3edc', '4rfv', '5tgb', '6yhn', '7ujm', '8ik,', '9ol.', '0p;/'],
];

const NEIGHBOURS = new Map<string, readonly string[]>();
for (const line of KEYBOARD) {
  for (const [direction, keys] of [[...line], [...line].reverse()].entries()) {
    for (const [place, key] of keys.slice(0, -1).entries()) {
      const pair = `${key}${keys[place + 1]}`;
      NEIGHBOURS.set(pair, [...(NEIGHBOURS.get(pair) ?? []), `${line} ${direction}`]);
    }
  }
}

/** The ways in which `second` follows from `first`: the same, the next or previous character, or a key further. */
function steps(first: string, second: string): readonly string[] {
  const distance = (second.codePointAt(0) ?? 0) - (first.codePointAt(0) ?? 0);
  const keys = NEIGHBOURS.get(first + second) ?? [];
  return Math.abs(distance) <= 1 ? [`${distance}`, ...keys] : keys;
}

/** Cuts a text into the longest stretches that go on in one way, such as `aaaa`, `4321` or `qwer`; most are of one. */
export function splitRuns(characters: readonly string[]): string[] {
  const runs: string[] = [];
  let ways: readonly string[] = [];
  for (const [place, character] of characters.entries()) {
    const previous = characters[place - 1];
    const next = previous === undefined ? [] : steps(previous, character);
    const last = runs.at(-1) ?? '';
    const shared = [...last].length === 1 ? next : next.filter(way => ways.includes(way));
    if (shared.length > 0) runs[runs.length - 1] = last + character;
    else runs.push(character);
    ways = shared;
  }
  return runs;
}

/** The text without its stretches of four and more, which add next to nothing to guess. */
export function withoutRuns(text: string): string {
  return splitRuns([...text])
    .filter(run => [...run].length < 4)
    .join('');
}

/** Whether the text, or every other character of it (`1a2b3c4d`), is made of stretches three long on average. */
export function isSequential(text: string): boolean {
  const characters = [...text];
  const halves = [0, 1].map(half => characters.filter((_, place) => place % 2 === half));
  const interleaved = halves.reduce((count, half) => count + splitRuns(half).length, 0);
  const stretches = Math.min(splitRuns(characters).length, interleaved);
  return stretches > 0 && stretches * 3 <= characters.length;
}
