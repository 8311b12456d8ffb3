/** A promise that is kept once somebody opens it. */
export class Latch {
  open!: () => void;
  readonly opened = new Promise<void>(resolve => {
    this.open = resolve;
  });
}
