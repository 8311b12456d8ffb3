import type { Asker } from './asker.js';

/** Somebody who waits. */
export interface Waiter {
  readonly asker: Asker;
}

/** Gives each key one turn a round, in the order in which they have come. */
class Rounds {
  /** The keys that have had their turn in this round. */
  readonly #served = new Set<string>();

  /** @param most turns of a round: newcomers without end must not keep those waiting who have had one */
  constructor(private readonly most: number) {}

  hasServed(key: string): boolean {
    return this.#served.has(key);
  }

  /** Gives a turn to the key of the one who has waited longest for one. @returns all candidates of this key */
  give<Candidate>(candidates: readonly Candidate[], keyOf: (candidate: Candidate) => string): Candidate[] {
    if (this.#served.size >= this.most) this.#served.clear();
    const waiting = candidates.map(keyOf);
    let key = waiting.find(each => !this.#served.has(each));
    if (key === undefined) this.#served.clear();
    key ??= waiting[0];
    if (key === undefined) return [];
    this.#served.add(key);
    return candidates.filter((_, place) => waiting[place] === key);
  }
}

/**
 * A line in which each network has its turn, and within a network each account: who sends a hundred requests waits for
 * a hundred turns, and is in nobody's way. It looks at all that wait, so there must not be many.
 */
export class FairLine<Each extends Waiter> {
  /** In order of arrival. */
  readonly #waiters: Each[] = [];
  readonly #networks: Rounds;
  readonly #accounts = new Map<string, Rounds>();

  /** @param capacity how many may wait at most, which the caller sees to */
  constructor(private readonly capacity: number) {
    this.#networks = new Rounds(capacity);
  }

  get size(): number {
    return this.#waiters.length;
  }

  add(waiter: Each): void {
    this.#waiters.push(waiter);
  }

  /** @returns whether it was there */
  remove(waiter: Each): boolean {
    const place = this.#waiters.indexOf(waiter);
    if (place < 0) return false;
    this.#waiters.splice(place, 1);
    this.#forget(waiter.asker.network);
    return true;
  }

  /** Takes out whose turn it is. */
  take(): Each | undefined {
    const ofNetwork = this.#networks.give(this.#waiters, ({ asker }) => asker.network);
    const network = ofNetwork[0]?.asker.network;
    if (network === undefined) return undefined;
    const accounts = this.#accounts.get(network) ?? new Rounds(this.capacity);
    this.#accounts.set(network, accounts);
    const [next] = accounts.give(ofNetwork, ({ asker }) => asker.account);
    if (next !== undefined) this.remove(next);
    return next;
  }

  /** How many of those who wait now come before somebody new of this network. */
  before({ network }: Asker): number {
    const counts = this.#counts();
    const rounds = this.#roundsBefore(network, counts);
    let before = 0;
    for (const [other, count] of counts) {
      const started = this.#networks.hasServed(other) ? 1 : 0;
      before += Math.max(0, Math.min(count, rounds - started + 1));
    }
    return before;
  }

  /**
   * Whose turn comes last, if somebody new of this network would come before that: the newest of the account that has
   * most waiting, in the network that has most waiting.
   */
  lastBehind({ network }: Asker): Each | undefined {
    const counts = this.#counts();
    return this.#lastAfter(this.#roundsBefore(network, counts), counts);
  }

  /** Whose turn comes last. */
  last(): Each | undefined {
    return this.#lastAfter(-1, this.#counts());
  }

  /** @param rounds only who has to wait for more than so many */
  #lastAfter(rounds: number, counts: ReadonlyMap<string, number>): Each | undefined {
    let [crowd, most]: [string | undefined, number] = [undefined, rounds];
    for (const network of counts.keys()) {
      const last = this.#roundsBefore(network, counts) - 1;
      // Of equals the one that has come last: networks are counted in the order of arrival.
      if (last > rounds && last >= most) [crowd, most] = [network, last];
    }
    return crowd === undefined ? undefined : this.#newestOf(crowd);
  }

  #newestOf(network: string): Each | undefined {
    const waiters = this.#waiters.filter(({ asker }) => asker.network === network);
    const counts = countBy(waiters, ({ asker }) => asker.account);
    const most = Math.max(...counts.values());
    return waiters.findLast(({ asker }) => counts.get(asker.account) === most);
  }

  /** How many rounds pass before the turn of somebody new of this network. */
  #roundsBefore(network: string, counts: ReadonlyMap<string, number>): number {
    return (counts.get(network) ?? 0) + (this.#networks.hasServed(network) ? 1 : 0);
  }

  #counts(): Map<string, number> {
    return countBy(this.#waiters, ({ asker }) => asker.network);
  }

  #forget(network: string): void {
    if (!this.#waiters.some(({ asker }) => asker.network === network)) this.#accounts.delete(network);
  }
}

function countBy<Each>(all: readonly Each[], keyOf: (each: Each) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of all) counts.set(keyOf(each), (counts.get(keyOf(each)) ?? 0) + 1);
  return counts;
}
