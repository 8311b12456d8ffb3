import { DomainError } from '#libs/platform';

/** Who waits longer is told so: others in the line may take their time, and nobody waits for ever. */
const LONGEST_WAIT_MS = 10_000;

interface Waiting {
  readonly begin: () => void;
  readonly giveUp: (reason: Error) => void;
}

/**
 * Whoever would wait for the same row of the database waits here instead, where it costs no connection: one at a time
 * goes to the database in this process. It is for the sake of everybody else, and settles nothing: other processes do
 * the same at the same time, and only statements guard what is true.
 */
export class Turns {
  /** Who waits for each key, in order; there is a list for as long as somebody has the turn. */
  private readonly queues = new Map<string, Waiting[]>();

  constructor(private readonly longestWaitMs = LONGEST_WAIT_MS) {}

  /**
   * Does `work` when all that was asked for under this key before is done. Whoever waits while the database fails is
   * told so at once, rather than after as many time limits as there are others before them; whoever waits for too long, then.
   * @throws whatever `work` throws; DomainError `database_unavailable`
   */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    await this.turnOf(key);
    try {
      return await work();
    } catch (error) {
      if (error instanceof DomainError && error.code === 'database_unavailable') this.dismissAll(key, error);
      throw error;
    } finally {
      this.passOn(key);
    }
  }

  private async turnOf(key: string): Promise<void> {
    const queue = this.queues.get(key);
    if (queue === undefined) return void this.queues.set(key, []);
    await new Promise<void>((resolve, reject) => {
      const waiting: Waiting = {
        begin: () => {
          clearTimeout(late);
          resolve();
        },
        giveUp: reason => {
          clearTimeout(late);
          reject(reason);
        },
      };
      const late = setTimeout(() => {
        queue.splice(queue.indexOf(waiting), 1);
        waiting.giveUp(tooLong());
      }, this.longestWaitMs);
      queue.push(waiting);
    });
  }

  private passOn(key: string): void {
    const next = this.queues.get(key)?.shift();
    if (next === undefined) this.queues.delete(key);
    else next.begin();
  }

  private dismissAll(key: string, reason: Error): void {
    for (const { giveUp } of this.queues.get(key)?.splice(0) ?? []) giveUp(reason);
  }
}

const tooLong = (): DomainError =>
  new DomainError('database_unavailable', { retryAfterSeconds: 1, cause: new Error('the turn did not come in time') });
