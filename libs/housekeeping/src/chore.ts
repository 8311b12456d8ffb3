/**
 * Something that has to be done every now and then, as a rule the removal of what has expired. Whatever provider of
 * whatever module extends this class is found when the program starts: write the chore beside what it cleans up after, and
 * put it into that module's list of providers.
 *
 * Any number of replicas may do a chore at once, and again, in any order with the others: it takes rows that nobody else
 * holds.
 */
export abstract class Chore {
  /** What was done, as it is told after a count: `expired sessions removed`. No two chores say the same. */
  abstract readonly done: string;

  /** Whether it finds something to do every time, so that the log need not tell what. */
  readonly isRoutine: boolean = false;

  /**
   * Does as much as keeps nobody waiting; asked again at once where that was no less than `limit`.
   * @param limit rows that one statement may touch
   * @returns how many rows it concerned; undefined if everything is done by now and there is nothing to count
   */
  abstract execute(limit: number): Promise<number | undefined>;
}
