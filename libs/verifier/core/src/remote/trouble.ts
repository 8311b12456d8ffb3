/** Passes on trouble in the background: the same one over and over is told once, until it is over. */
export class Trouble {
  private readonly told = new Map<string, string>();

  constructor(private readonly onError: ((error: Error) => void) | undefined) {}

  report(source: string, error: unknown): void {
    const trouble = error instanceof Error ? error : new Error(`something was thrown that is no error, by ${source}`);
    if (this.told.get(source) === trouble.message) return;
    this.told.set(source, trouble.message);
    try {
      const outcome: unknown = this.onError?.(trouble);
      if (outcome instanceof Promise) outcome.catch(() => undefined);
    } catch {
      // Whoever cannot hear of errors must not cause one here.
    }
  }

  over(source: string): void {
    this.told.delete(source);
  }
}
