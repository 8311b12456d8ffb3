/** How long the pieces are by which any part of an address is found. */
const PIECE = 3;

/** SQL for every third piece of an address, from a character on; what is left over at its end does no harm. */
const everyThird = (from: number): string =>
  `string_to_array(regexp_replace(substr(email, ${from}), '(...)', '\\1 ', 'g'), ' ')`;

/**
 * SQL for the pieces of an address, to the letter as the index `users_email_pieces_idx` has it: all that has three characters,
 * wherever in it that begins.
 */
export const PIECES = `(${[1, 2, 3].map(everyThird).join(' || ')})`;

/** The pieces that whatever has this text in it has as well; none of a text that is shorter than they are. */
export function piecesOf(text: string): string[] {
  const characters = [...text];
  const pieces = characters.map((_, index) => characters.slice(index, index + PIECE).join(''));
  return [...new Set(pieces.slice(0, Math.max(characters.length - PIECE + 1, 0)))];
}

/** A pattern of LIKE for what has this text in it, in which nothing of the text is special. */
export const containing = (text: string): string => `%${literal(text)}%`;

/** The same for what begins with it. */
export const beginningWith = (text: string): string => `${literal(text)}%`;

const literal = (text: string): string => text.replace(/[\\%_]/g, '\\$&');
