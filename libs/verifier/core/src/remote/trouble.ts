/** Passes on trouble in the background: the same one over and over is told once, until it is over. */
export class Trouble {
  private readonly told = new Map<string, string>();

  constructor(
    private readonly onError: ((error: Error) => void) | undefined,
    private readonly onRecovery?: (what: string) => void,
  ) {}

  report(source: string, error: unknown): void {
    const trouble = error instanceof Error ? error : new Error(`something was thrown that is no error, by ${source}`);
    if (this.told.get(source) === trouble.message) return;
    this.told.set(source, trouble.message);
    this.tell(() => this.onError?.(trouble));
  }

  over(source: string): void {
    if (this.told.delete(source)) this.tell(() => this.onRecovery?.(source));
  }

  private tell(listener: () => unknown): void {
    try {
      const outcome = listener();
      if (outcome instanceof Promise) outcome.catch(() => undefined);
    } catch {
      // Whoever cannot hear of errors must not cause one here.
    }
  }
}
