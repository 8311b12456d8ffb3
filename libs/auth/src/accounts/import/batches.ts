import type { Line } from './line.js';

/** Lines in one transaction, during which no other privileged change is made: some tenths of a second. */
const MOST_LINES = 500;
/** Of these such as have a password that has to be hashed first: a second or two. */
const MOST_PASSWORDS = 50;

/** Puts lines together, as many as are done at a time. */
export async function* batches(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let [batch, passwords]: [Line[], number] = [[], 0];
  for await (const line of lines) {
    batch.push(line);
    if ('person' in line && line.person.password !== undefined) passwords++;
    if (batch.length < MOST_LINES && passwords < MOST_PASSWORDS) continue;
    yield batch;
    [batch, passwords] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}
