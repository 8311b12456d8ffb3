/**
 * Does one piece of work at a time, for however many ask. Whoever asks while it is under way waits for the next run,
 * and shares it with all others who asked meanwhile. So the work that a caller waits for has always begun after the
 * call.
 */
export class Coalesced {
  private running: Promise<void> | undefined;
  private next: Promise<void> | undefined;

  constructor(private readonly work: () => Promise<void>) {}

  /** Resolves once the work, begun after this call, is done. @throws whatever the work throws */
  run(): Promise<void> {
    if (this.running === undefined) return this.begin();
    return (this.next ??= this.running
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.begin();
      }));
  }

  private begin(): Promise<void> {
    const running = this.work().finally(() => {
      if (this.running === running) this.running = undefined;
    });
    return (this.running = running);
  }
}
