import type { RevocationEntry } from '#libs/contracts';

/** An entry of the feed in this instance's memory. */
export interface LiveEntry {
  /** `kind` and id: a later entry of the same name takes its place. */
  readonly name: string;
  /** Its place in the order in which this instance came to know the entries; other instances have other orders. */
  readonly place: number;
  readonly transactionId: number;
  /** Milliseconds since the epoch, by the database's clock. */
  readonly expires: number;
  /** The entry as JSON: written once for however many subscribers. */
  readonly json: string;
}

/** All live entries in the order of their arrival, so that a subscriber is told what came since it was last told. */
export class LiveEntries {
  private log: LiveEntry[] = [];
  private readonly newest = new Map<string, LiveEntry>();
  private places = 0;
  /** All that is live, for as long as nothing changes: whoever asks for a whole picture shares it. */
  private whole: readonly LiveEntry[] | undefined;

  /** The place of the next entry. */
  get end(): number {
    return this.places;
  }

  get size(): number {
    return this.newest.size;
  }

  add(name: string, entry: RevocationEntry, transactionId: number): void {
    const expires = entry.expires_at === undefined ? Infinity : Date.parse(entry.expires_at);
    const live = { name, place: this.places++, transactionId, expires, json: JSON.stringify(entry) };
    this.newest.set(name, live);
    this.log.push(live);
    this.whole = undefined;
  }

  all(): readonly LiveEntry[] {
    return (this.whole ??= this.since(0));
  }

  /** Those that came at or after this place. */
  since(place: number): LiveEntry[] {
    return this.log.slice(this.indexOf(place)).filter(entry => this.isNewest(entry));
  }

  /** Those that this transaction or a later one wrote, whenever they came. */
  from(transactionId: number): LiveEntry[] {
    return this.log.filter(entry => entry.transactionId >= transactionId && this.isNewest(entry));
  }

  /** Drops what has expired by `now` (milliseconds, the database's clock) and what was superseded. */
  forgetExpired(now: number): void {
    for (const [name, { expires }] of this.newest) if (expires <= now) this.newest.delete(name);
    this.log = this.log.filter(entry => this.isNewest(entry));
    this.whole = undefined;
  }

  private isNewest(entry: LiveEntry): boolean {
    return this.newest.get(entry.name) === entry;
  }

  /** Where in the log the first entry at or after this place is: the log is in order of places. */
  private indexOf(place: number): number {
    let [low, high] = [0, this.log.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.log[middle]?.place ?? Infinity) < place) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
