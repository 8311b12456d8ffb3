import type { FileHandle } from 'node:fs/promises';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
/** No entry is longer, and what has no line breaks is no list. */
const LONGEST_LINE = 4_096;

/** A file holds something that is no line of a list. */
export class LineTooLong extends Error {}

/** How many lines a file has at most: as many as it has line breaks, and one more. */
export async function countLines(file: FileHandle): Promise<number> {
  let count = 1;
  for await (const chunk of chunksOf(file)) {
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, at + 1)) count++;
  }
  return count;
}

/**
 * Hands out all lines that are not empty, with their numbers from 1 on. The bytes are good during the call only. Others have
 * their turn after each 64 KiB.
 * @throws LineTooLong
 */
export async function eachLine(file: FileHandle, take: (line: Buffer, number: number) => void): Promise<void> {
  let rest: Buffer = Buffer.alloc(0);
  let number = 0;
  const hand = (line: Buffer): void => {
    number++;
    const text = line.at(-1) === CARRIAGE_RETURN ? line.subarray(0, -1) : line;
    if (text.length > 0) take(text, number);
  };
  for await (const chunk of chunksOf(file)) {
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, start)) {
      hand(bytes.subarray(start, end));
      start = end + 1;
    }
    rest = bytes.subarray(start);
    if (rest.length > LONGEST_LINE) throw new LineTooLong(`line ${number + 1} is longer than ${LONGEST_LINE} bytes`);
  }
  hand(rest);
}

const chunksOf = (file: FileHandle): AsyncIterable<Buffer> =>
  file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Buffer>;
