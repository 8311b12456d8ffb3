/** What is known of one key. Times are milliseconds of a clock that never goes back. */
export interface Count {
  readonly failures: number;
  /** Until then it has to wait. */
  readonly opensAt: number;
  readonly forgottenAt: number;
}

/** Above it there is no difference any more. */
const HIGHEST_LEVEL = 64;

/**
 * Counts for a bounded number of keys. When it is full, of those with the fewest failures the one goes that has been left alone
 * for longest: so keys that are made up by the thousand, each with a failure or two, push each other out, and never one under
 * which many were counted.
 */
export class CountTable {
  /** The one that was touched last is at the end. */
  private readonly byKey = new Map<string, Count>();
  private readonly levels = Array.from({ length: HIGHEST_LEVEL + 1 }, () => new Set<string>());

  constructor(private readonly capacity: number) {}

  get size(): number {
    return this.byKey.size;
  }

  find(key: string, now: number): Count | undefined {
    const count = this.byKey.get(key);
    if (count === undefined || count.forgottenAt > now) return count;
    this.delete(key);
    return undefined;
  }

  set(key: string, count: Count, now: number): void {
    this.delete(key);
    this.forgetOld(now);
    if (this.byKey.size >= this.capacity) this.makeRoom();
    this.byKey.set(key, count);
    this.levelOf(count).add(key);
  }

  delete(key: string): void {
    const count = this.byKey.get(key);
    if (count === undefined) return;
    this.byKey.delete(key);
    this.levelOf(count).delete(key);
  }

  private forgetOld(now: number): void {
    for (const [key, { forgottenAt }] of this.byKey) {
      if (forgottenAt > now) return;
      this.delete(key);
    }
  }

  private makeRoom(): void {
    const lowest = this.levels.find(level => level.size > 0);
    const [first] = lowest ?? [];
    if (first !== undefined) this.delete(first);
  }

  private levelOf({ failures }: Count): Set<string> {
    return this.levels[Math.min(failures, HIGHEST_LEVEL)] ?? new Set();
  }
}
