import { type Attempt, FailureCounters, InProcessCounters, type Verdict } from '#libs/guessing';

/** What the primary is asked; undefined if it does not answer in time. */
interface Asked {
  charge(attempt: Attempt): Promise<Verdict | undefined>;
  refund(attempt: Attempt): Promise<unknown>;
}

/** After a question that was not answered, this process counts by itself for so long. */
const ON_ITS_OWN_MS = 5000;

/**
 * Counts failures together with the other workers, in the primary. What it does not answer in time is counted by this process
 * itself, so that nobody is kept waiting; each worker then lets pass as much as it would alone.
 */
export class PrimarysCounters extends FailureCounters {
  private readonly own = new InProcessCounters();
  private readonly countedHere = new WeakSet<Attempt>();
  private onItsOwnUntil = -Infinity;

  constructor(private readonly primary: Asked) {
    super();
  }

  override async charge(attempt: Attempt): Promise<Verdict> {
    const verdict = performance.now() < this.onItsOwnUntil ? undefined : await this.ask(attempt);
    if (verdict !== undefined) return verdict;
    this.countedHere.add(attempt);
    return this.own.charge(attempt);
  }

  override async refund(attempt: Attempt): Promise<void> {
    await (this.countedHere.has(attempt) ? this.own : this.primary).refund(attempt);
  }

  private async ask(attempt: Attempt): Promise<Verdict | undefined> {
    const verdict = await this.primary.charge(attempt);
    if (verdict === undefined) this.onItsOwnUntil = performance.now() + ON_ITS_OWN_MS;
    return verdict;
  }
}
