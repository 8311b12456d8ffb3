/** Networks that are remembered; past it the oldest are forgotten. */
const MOST = 10_000;
/** How long after its time a network may come back, in milliseconds. */
const GRACE_MS = 10_000;

/**
 * Who was told to come back later. Whoever does so has waited as if in line: a flood that has a new address for each
 * request never does.
 */
export class TurnedAway {
  /** When each network was to come back, by the monotonic clock. */
  readonly #mayReturnAt = new Map<string, number>();

  /** @param now milliseconds of a clock that nobody sets */
  constructor(private readonly now: () => number = () => performance.now()) {}

  note(network: string, retryAfterSeconds: number): void {
    // Anew, so that the oldest are in front; and who came too early has to wait anew.
    this.#mayReturnAt.delete(network);
    this.#mayReturnAt.set(network, this.now() + retryAfterSeconds * 1_000);
    const [oldest] = this.#mayReturnAt.keys();
    if (this.#mayReturnAt.size > MOST && oldest !== undefined) this.#mayReturnAt.delete(oldest);
  }

  hasWaited(network: string): boolean {
    const since = this.now() - (this.#mayReturnAt.get(network) ?? Infinity);
    return since >= 0 && since <= GRACE_MS;
  }

  forget(network: string): void {
    this.#mayReturnAt.delete(network);
  }
}
