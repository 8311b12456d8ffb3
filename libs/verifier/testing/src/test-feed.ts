import { randomUUID } from 'node:crypto';
import type { RevocationBatch, RevocationEntry } from '../../../contracts/src/index.js';
import { RevocationState } from '../../core/src/index.js';

const ITEMS_PER_PART = 1000;
const CURSOR = /^[0-9a-f-]{36}\.\d{1,15}$/;

/** A feed of revocations in memory, with a clock of its own, as the database of a real issuer has. */
export class TestFeed {
  /** What the entries amount to. */
  state = new RevocationState();
  /** Milliseconds by which this clock is ahead of the machine's. */
  clockOffset = 0;
  private id: string = randomUUID();
  private items: { position: number; entry: RevocationEntry }[] = [];
  private position = 0;
  /** Cursors that point further back are too old. */
  private oldest = 0;

  get now(): number {
    return Date.now() + this.clockOffset;
  }

  add(entries: readonly RevocationEntry[]): void {
    for (const entry of entries) {
      this.items.push({ position: ++this.position, entry });
      this.state.apply(entry);
    }
  }

  /** Becomes another feed, as after a restore of the database, with these entries instead of those that were. */
  replace(entries: readonly RevocationEntry[] = this.items.map(({ entry }) => entry)): void {
    this.id = randomUUID();
    this.items = [];
    this.state = new RevocationState();
    this.add(entries);
  }

  /** From now on every cursor that was given out is too old to go on from. */
  outdateCursors(): void {
    this.oldest = ++this.position;
  }

  static isCursor(text: string): boolean {
    return CURSOR.test(text);
  }

  /** What is new since the cursor, or else the whole picture; in one batch, or in parts as the stream has them. */
  after(cursor: string | undefined, itemsPerPart = ITEMS_PER_PART): RevocationBatch[] {
    const start = this.positionOf(cursor);
    const entries = this.items.filter(({ position }) => position > (start ?? 0)).map(({ entry }) => entry);
    const parts: RevocationBatch[] = [];
    do {
      const items = entries.splice(0, itemsPerPart);
      parts.push({ feed: this.id, reset: start === undefined && parts.length === 0, items, cursor: null, as_of: null });
    } while (entries.length > 0);
    const last = parts.pop() as RevocationBatch;
    return [...parts, { ...last, cursor: `${this.id}.${this.position}`, as_of: new Date(this.now).toISOString() }];
  }

  private positionOf(cursor: string | undefined): number | undefined {
    const [id, position] = cursor?.split('.') ?? [];
    return id === this.id && Number(position) >= this.oldest ? Number(position) : undefined;
  }
}
