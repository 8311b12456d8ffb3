/** Spares the database reads that would all tell the same: whoever asks before one begins gets what it finds. */
export class SharedReads<T> {
  private readonly pending = new Map<string, Promise<T>>();

  /** What `read` finds for this key, by a reading that begins after the call. */
  get(key: string, read: () => Promise<T>): Promise<T> {
    const pending = this.pending.get(key);
    if (pending !== undefined) return pending;
    // A moment later: those who were told something together ask together.
    const reading = Promise.resolve().then(() => {
      this.pending.delete(key);
      return read();
    });
    this.pending.set(key, reading);
    return reading;
  }
}
