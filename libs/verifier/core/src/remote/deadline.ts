/**
 * A signal that is given when another one is, or when a time that can be put off has run out. `AbortSignal.any`
 * would keep each of the many signals that a long-lived one has had.
 */
export class Deadline {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly parent: AbortSignal) {
    if (parent.aborted) this.follow();
    else parent.addEventListener('abort', this.follow);
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Gives the signal after this many milliseconds, counted anew each time. */
  after(milliseconds: number, reason: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.controller.abort(new Error(reason)), milliseconds);
  }

  /** To be called in the end, so that nothing is left running. */
  lift(): void {
    clearTimeout(this.timer);
    this.parent.removeEventListener('abort', this.follow);
  }

  private readonly follow = (): void => this.controller.abort(new Error('this was ended'));
}
