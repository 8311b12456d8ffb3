import { SessionEnded } from './errors.js';
import type { Expiring, Store } from './store.js';
import { abortable } from './waiting.js';

export interface RenewalOptions<Kept> {
  readonly store: Store<Kept>;
  /**
   * Exchanges what is kept for what follows it.
   * @throws SessionEnded if there is nothing to follow: the store is cleared then
   */
  readonly exchange: (kept: Kept | undefined) => Promise<Kept>;
  /** Once for each login that ends while it is in use. */
  readonly onEnded: (ended: SessionEnded) => void;
}

/** Seconds before its end at which an access token is replaced, at most: a tenth of its life if that is shorter. */
const EARLY_SECONDS = 30;

/**
 * Keeps a login alive. However many calls ask, in however many programs that share the store, one exchange is made: whoever
 * comes next finds its outcome in the store.
 */
export class Renewal<Kept extends Expiring> {
  readonly #options: RenewalOptions<Kept>;
  #running: Promise<Kept> | undefined;
  #over: { readonly text: string; readonly ended: SessionEnded } | undefined;
  #known: { readonly text: string; readonly until: number } | undefined;

  constructor(options: RenewalOptions<Kept>) {
    this.#options = options;
  }

  /** What is kept, renewed first if it is about to expire. Undefined if there is no login. */
  async current(signal: AbortSignal | undefined): Promise<Kept | undefined> {
    const kept = await abortable(this.#options.store.read(), signal);
    return kept === undefined || this.#isFresh(kept) ? kept : this.insteadOf(kept, signal);
  }

  /**
   * Something other than what the service has refused: renewed, unless somebody has done so meanwhile.
   * @throws SessionEnded, or what the exchange failed with
   */
  async insteadOf(refused: Kept | undefined, signal: AbortSignal | undefined): Promise<Kept> {
    // A call that was refused together with others may learn of it after they have.
    if (refused !== undefined && this.#over?.text === textOf(refused)) throw this.#over.ended;
    this.#running ??= this.#renew(refused).finally(() => {
      this.#running = undefined;
    });
    return abortable(this.#running, signal);
  }

  /** Keeps a new login. */
  begin(kept: Kept): Promise<void> {
    return this.#alone(() => this.#options.store.write(kept));
  }

  /** Forgets a login that is over; not another one that has begun since. */
  end(isOver: (kept: Kept) => boolean): Promise<void> {
    const { store } = this.#options;
    return this.#alone(async () => {
      const kept = await store.read();
      if (kept !== undefined && isOver(kept)) await store.write(undefined);
    });
  }

  async #renew(refused: Kept | undefined): Promise<Kept> {
    try {
      return await this.#alone(() => this.#exchange(refused));
    } catch (error) {
      if (error instanceof SessionEnded) {
        this.#over = { text: textOf(refused), ended: error };
        // Not in between: whoever listens may throw, and may call again.
        queueMicrotask(() => this.#options.onEnded(error));
      }
      throw error;
    }
  }

  async #exchange(refused: Kept | undefined): Promise<Kept> {
    const { store, exchange } = this.#options;
    const kept = await store.read();
    // Somebody who shares the store was faster: by renewing it, or by learning that it is over.
    if (kept === undefined && refused !== undefined) throw new SessionEnded({ operation: 'refresh' });
    if (kept !== undefined && textOf(kept) !== textOf(refused) && this.#isFresh(kept)) return kept;
    try {
      const next = await exchange(kept);
      await store.write(next);
      return next;
    } catch (error) {
      if (error instanceof SessionEnded) await store.write(undefined);
      throw error;
    }
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const { store } = this.#options;
    return store.lock === undefined ? work() : store.lock(work);
  }

  /**
   * By two clocks. The one of the day may be set back, and the token would seem good for too long: so the time that has
   * passed since it was first seen counts too, and a life longer than it was given is none.
   */
  #isFresh(kept: Kept): boolean {
    const text = textOf(kept);
    const left = kept.expires_at - Date.now();
    const known = this.#known?.text === text ? this.#known : { text, until: performance.now() + left };
    this.#known = known;
    const remaining = Math.min(left, known.until - performance.now());
    const life = kept.expires_in * 1000;
    return remaining > Math.min(EARLY_SECONDS * 1000, life / 10) && left <= life;
  }
}

const textOf = (kept: object | undefined): string => JSON.stringify(kept ?? null);
