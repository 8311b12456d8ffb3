/** Ends what was started, last first, whatever of it fails. */
export class Cleanup {
  private readonly steps: { readonly what: string; readonly undo: () => Promise<unknown> }[] = [];

  add(what: string, undo: () => Promise<unknown>): void {
    this.steps.push({ what, undo });
  }

  async run(): Promise<void> {
    for (let step = this.steps.pop(); step !== undefined; step = this.steps.pop()) {
      try {
        await step.undo();
      } catch (error) {
        process.stderr.write(`Could not end ${step.what}: ${String(error)}\n`);
      }
    }
  }
}
