/** Windows kept at once; past it the oldest go, which at worst lets somebody begin anew. */
const MAX_WINDOWS = 100_000;

/** What is known of each key until its window is over, for a bounded number of them. */
export class Windows<Window extends { /** Milliseconds of `Date.now()`. */ readonly endsAt: number }> {
  private readonly byKey = new Map<string, Window>();

  get size(): number {
    return this.byKey.size;
  }

  /** The window of the key that is not over, or the one that `begin` makes. */
  of(key: string, now: number, begin: () => Window): Window {
    const open = this.byKey.get(key);
    if (open !== undefined && open.endsAt > now) return open;
    const window = begin();
    // Behind all others, so that the oldest are in front.
    this.byKey.delete(key);
    this.byKey.set(key, window);
    this.forgetOld(now);
    return window;
  }

  private forgetOld(now: number): void {
    for (const [key, { endsAt }] of this.byKey) {
      if (endsAt > now && this.byKey.size <= MAX_WINDOWS) return;
      this.byKey.delete(key);
    }
  }
}
