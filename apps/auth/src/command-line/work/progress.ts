/** How much is done between two lines that a log is told. */
const STEP = 10_000;

/** Tells how far something is: on a terminal in one line that changes, and elsewhere in a line every now and then. */
export class Progress {
  private told = 0;

  constructor(private readonly to: NodeJS.WriteStream) {}

  tell(done: number, text: string): void {
    if (this.to.isTTY) this.to.write(`\r${text}`);
    else if (done - this.told >= STEP) {
      this.told = done;
      this.to.write(`${text}\n`);
    }
  }

  end(): void {
    if (this.to.isTTY) this.to.write('\n');
  }
}
