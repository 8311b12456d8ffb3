import { type Check, mismatchOf } from './check.js';
import { StoreFailed } from './errors.js';
import type { Store } from './store.js';

/** What the store should hold and does not. */
interface Held<Kept> {
  readonly kept: Kept | undefined;
  /** What the store held instead, as text; undefined if that is not known. */
  readonly instead: string | undefined;
}

/**
 * A store that may fail for a while. A refresh token is used up by the service whether or not its successor can be written:
 * so what could not be written is held in memory, counts instead of what the store has, and is written later.
 */
export class Keeping<Kept extends object> {
  readonly #store: Store<Kept>;
  readonly #check: Check;
  #held: Held<Kept> | undefined;

  /** @param check what does not match it is somebody else's: nobody is logged in then */
  constructor(store: Store<Kept>, check: Check) {
    this.#store = store;
    this.#check = check;
  }

  /** Whether something waits to be written. */
  get isBehind(): boolean {
    return this.#held !== undefined;
  }

  /** @throws StoreFailed if the store cannot be read, and nothing is held that counts instead */
  async read(): Promise<Kept | undefined> {
    try {
      const stored = await this.#stored();
      return this.#held !== undefined && isBefore(this.#held, stored) ? this.#held.kept : stored;
    } catch (cause) {
      if (this.#held === undefined) throw new StoreFailed('read', cause);
      return this.#held.kept;
    }
  }

  /**
   * Within the lock.
   * @throws StoreFailed if it is held in memory only
   */
  async write(kept: Kept | undefined): Promise<void> {
    const instead = await this.#insteadOf();
    const held = (this.#held = { kept, instead });
    try {
      await this.#store.write(kept);
      if (this.#held === held) this.#held = undefined;
    } catch (cause) {
      throw new StoreFailed('write', cause);
    }
  }

  /** Holds it until it can be written. */
  hold(kept: Kept): void {
    this.#held = { kept, instead: this.#held?.instead };
  }

  /** Writes what is held, unless somebody who shares the store has written since. */
  async #catchUp(): Promise<void> {
    const held = this.#held;
    if (held === undefined) return;
    try {
      if (isBefore(held, await this.#stored())) await this.#store.write(held.kept);
      if (this.#held === held) this.#held = undefined;
    } catch {
      // Another time.
    }
  }

  /**
   * Runs the work while nobody else who shares the store runs any, after what is held was written. What has been done counts,
   * whatever becomes of the lock.
   * @throws StoreFailed if the lock cannot be had; what the work throws
   */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const turn = async (): Promise<T> => {
      await this.#catchUp();
      return work();
    };
    if (this.#store.lock === undefined) return turn();
    let outcome: Promise<T> | undefined;
    try {
      return await this.#store.lock(() => (outcome = turn()));
    } catch (cause) {
      if (outcome !== undefined) return await outcome;
      throw new StoreFailed('lock', cause);
    }
  }

  async #insteadOf(): Promise<string | undefined> {
    if (this.#held !== undefined) return this.#held.instead;
    return this.#stored().then(textOf, () => undefined);
  }

  async #stored(): Promise<Kept | undefined> {
    const stored = await this.#store.read();
    return stored !== undefined && mismatchOf(this.#check, stored) === undefined ? stored : undefined;
  }
}

/** An empty store may be one whose writing failed halfway. If somebody else has ended the login, the service will say so. */
function isBefore({ instead }: Held<unknown>, stored: object | undefined): boolean {
  return stored === undefined || instead === undefined || textOf(stored) === instead;
}

/** By this, two states of a login are told apart. */
export const textOf = (kept: object | undefined): string => JSON.stringify(kept ?? null);
