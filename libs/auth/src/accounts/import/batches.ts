import type { Line } from './line.js';

/** Lines in one transaction, during which no other privileged change is made: some tenths of a second. */
const MOST_LINES = 500;
/** Of these such as have a password that has to be hashed first: a second or two. */
const MOST_PASSWORDS = 50;
/** Different roles in them: of each it has to be found out whether it may be given. One line can name twenty. */
const MOST_ROLES = 100;

/** Puts lines together, as many as are done at a time. */
export async function* batches(lines: AsyncIterable<Line>): AsyncGenerator<Line[]> {
  let batch = new Batch();
  for await (const line of lines) {
    if (!batch.hasRoomForRolesOf(line)) {
      yield batch.lines;
      batch = new Batch();
    }
    batch.add(line);
    if (!batch.isFull) continue;
    yield batch.lines;
    batch = new Batch();
  }
  if (batch.lines.length > 0) yield batch.lines;
}

class Batch {
  readonly lines: Line[] = [];
  private passwords = 0;
  private roles: ReadonlySet<string> = new Set();

  get isFull(): boolean {
    return this.lines.length === MOST_LINES || this.passwords === MOST_PASSWORDS;
  }

  hasRoomForRolesOf(line: Line): boolean {
    return this.lines.length === 0 || this.rolesWith(line).size <= MOST_ROLES;
  }

  add(line: Line): void {
    this.lines.push(line);
    this.roles = this.rolesWith(line);
    if ('person' in line && line.person.password !== undefined) this.passwords++;
  }

  private rolesWith(line: Line): ReadonlySet<string> {
    const named = 'person' in line ? (line.person.roles ?? []) : [];
    return named.every(role => this.roles.has(role)) ? this.roles : new Set([...this.roles, ...named]);
  }
}
