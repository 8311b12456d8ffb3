export const PARTS = 10;

/** How often something happened within the last while, to a tenth of it. */
export class SlidingCount {
  private readonly counts = new Array<number>(PARTS).fill(0);
  private part = -Infinity;

  /** @param spanMs how long the while is, in milliseconds */
  constructor(private readonly spanMs: number) {}

  /** @returns how many there are now */
  add(many: number, nowMs: number): number {
    this.forgetOld(nowMs);
    const place = this.part % PARTS;
    this.counts[place] = (this.counts[place] ?? 0) + many;
    return this.sum();
  }

  private forgetOld(nowMs: number): void {
    const part = Math.floor(nowMs / (this.spanMs / PARTS));
    for (let gone = Math.max(this.part + 1, part - PARTS + 1); gone <= part; gone++) this.counts[gone % PARTS] = 0;
    this.part = part;
  }

  private sum(): number {
    return this.counts.reduce((all, some) => all + some, 0);
  }
}
