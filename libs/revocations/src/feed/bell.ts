/** Lets any number of callers wait for the next time that something happens. */
export class Bell {
  private waiting: Promise<void>;
  private release!: () => void;

  constructor() {
    this.waiting = this.renew();
  }

  /** Resolves when it is rung the next time. */
  next(): Promise<void> {
    return this.waiting;
  }

  ring(): void {
    const { release } = this;
    this.waiting = this.renew();
    release();
  }

  private renew(): Promise<void> {
    return new Promise(resolve => (this.release = resolve));
  }
}
