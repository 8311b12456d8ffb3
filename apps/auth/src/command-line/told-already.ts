/** Ends a command that has told all that there is to tell, though not as done. */
export class ToldAlready extends Error {
  constructor(readonly exitCode: number) {
    super('it was told already');
  }
}
