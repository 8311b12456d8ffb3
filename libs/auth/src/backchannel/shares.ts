import { delayAfter } from '#libs/outbox';

/** How much one application is told at the same time by one process. */
export const SHARE = 8;
/** Between the attempts at an application that does not answer, in seconds. */
export const PATIENCE = { first: 1, longest: 30 };

interface Standing {
  underWay: number;
  /** In a row. */
  failures: number;
  /** Not before that, in milliseconds of this process's own clock. */
  heldUntil: number;
}

/**
 * How much each application may be told at the moment. Who does not answer gets one attempt at a time, ever more seldom, however much waits: so
 * one that is dead takes nothing from the others, neither connections nor the database's time.
 */
export class Shares {
  private readonly standings = new Map<string, Standing>();

  constructor(private readonly now: () => number = () => performance.now()) {}

  /** The applications that may not have their whole share now, and how much they may. */
  get exceptions(): Record<string, number> {
    const entries = [...this.standings].map(([id, standing]): [string, number] => [id, this.roomOf(standing)]);
    return Object.fromEntries(entries);
  }

  begin(clientId: string): void {
    const standing = this.standings.get(clientId) ?? { underWay: 0, failures: 0, heldUntil: 0 };
    standing.underWay++;
    this.standings.set(clientId, standing);
  }

  end(clientId: string, hasAnswered: boolean): void {
    const standing = this.standings.get(clientId);
    if (standing === undefined) return;
    standing.underWay--;
    if (hasAnswered) this.trust(clientId, standing);
    // What was begun together, and fails together, has failed once.
    else if (this.now() >= standing.heldUntil) this.hold(standing);
  }

  private trust(clientId: string, standing: Standing): void {
    standing.failures = 0;
    standing.heldUntil = 0;
    if (standing.underWay === 0) this.standings.delete(clientId);
  }

  private hold(standing: Standing): void {
    standing.failures++;
    standing.heldUntil = this.now() + delayAfter(standing.failures, PATIENCE) * 1000;
  }

  private roomOf({ underWay, failures, heldUntil }: Standing): number {
    if (this.now() < heldUntil) return 0;
    return Math.max(0, (failures === 0 ? SHARE : 1) - underWay);
  }
}
