import type { Asker } from './asker.js';
import { FairLine, type Waiter } from './fair-line.js';

/** After so many turns of those who come first, one who comes later has a turn, so that nobody starves. */
const IN_A_ROW = 4;

/** Who comes before whom, whatever their networks. */
export type Precedence = 'known' | 'returning' | 'new';

const ORDER: readonly Precedence[] = ['known', 'returning', 'new'];

/**
 * A bounded number of waiters. Known ones come first, then those who were sent away and have come back when they were
 * told to, then all others; among equals each network has its turn, and in it each account.
 */
export class WaitingRoom<Each extends Waiter> {
  readonly #lines: Readonly<Record<Precedence, FairLine<Each>>>;
  /** How many turns each has had while others waited that come later. */
  readonly #inARow: Record<Precedence, number> = { known: 0, returning: 0, new: 0 };

  constructor(private readonly capacity: number) {
    const line = (): FairLine<Each> => new FairLine(capacity);
    this.#lines = { known: line(), returning: line(), new: line() };
  }

  get size(): number {
    return ORDER.reduce((sum, each) => sum + this.#lines[each].size, 0);
  }

  /** How many of those who wait now come before somebody new, as far as can be foreseen. */
  before(asker: Asker, precedence: Precedence): number {
    const earlier = ORDER.slice(0, ORDER.indexOf(precedence));
    return earlier.reduce((sum, each) => sum + this.#lines[each].size, this.#lines[precedence].before(asker));
  }

  /** Whether somebody could enter now, as long as nobody else does. */
  hasPlaceFor(asker: Asker, precedence: Precedence): boolean {
    return this.size < this.capacity || this.#placeOf(asker, precedence) !== undefined;
  }

  /**
   * @returns who had to leave for that
   * @throws RangeError if there is no place
   */
  enter(waiter: Each, precedence: Precedence): Each | undefined {
    const displaced = this.size < this.capacity ? undefined : this.#placeOf(waiter.asker, precedence);
    if (displaced !== undefined) this.leave(displaced);
    if (this.size >= this.capacity) throw new RangeError('There is no place to wait.');
    this.#lines[precedence].add(waiter);
    return displaced;
  }

  leave(waiter: Each): void {
    ORDER.some(each => this.#lines[each].remove(waiter));
  }

  /** Takes out whose turn it is. */
  take(): Each | undefined {
    const waiting = ORDER.filter(each => this.#lines[each].size > 0);
    const chosen = waiting.find(each => each === waiting.at(-1) || this.#mayGoFirst(each));
    return chosen && this.#lines[chosen].take();
  }

  #mayGoFirst(each: Precedence): boolean {
    this.#inARow[each] = (this.#inARow[each] + 1) % (IN_A_ROW + 1);
    return this.#inARow[each] > 0;
  }

  /** Who would have to leave: the last of those who come later, or of equals who has to wait longer than the newcomer. */
  #placeOf(asker: Asker, precedence: Precedence): Each | undefined {
    const later = ORDER.slice(ORDER.indexOf(precedence) + 1).reverse();
    const line = later.map(each => this.#lines[each]).find(({ size }) => size > 0);
    return line === undefined ? this.#lines[precedence].lastBehind(asker) : line.last();
  }
}
