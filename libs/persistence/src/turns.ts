import { DomainError } from '#libs/platform';

interface Waiting {
  readonly begin: () => void;
  readonly giveUp: (reason: unknown) => void;
}

/**
 * Whoever would wait for the same row of the database waits here instead, where it costs no connection: one at a time
 * goes to the database in this process. It is for the sake of everybody else, and settles nothing: other processes do
 * the same at the same time, and only statements guard what is true.
 */
export class Turns {
  /** Who waits for each key, in order; there is a list for as long as somebody has the turn. */
  private readonly queues = new Map<string, Waiting[]>();

  /**
   * Does `work` when all that was asked for under this key before is done. Whoever waits while the database fails is
   * told so at once, rather than after as many time limits as there are others before them.
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
    await new Promise<void>((begin, giveUp) => queue.push({ begin, giveUp }));
  }

  private passOn(key: string): void {
    const next = this.queues.get(key)?.shift();
    if (next === undefined) this.queues.delete(key);
    else next.begin();
  }

  private dismissAll(key: string, reason: unknown): void {
    for (const { giveUp } of this.queues.get(key)?.splice(0) ?? []) giveUp(reason);
  }
}
