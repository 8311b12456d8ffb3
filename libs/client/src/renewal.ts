import type { Check } from './check.js';
import { RefreshFailed, SessionEnded, StoreFailed } from './errors.js';
import { Keeping, textOf } from './keeping.js';
import type { Expiring, Store } from './store.js';
import { abortable } from './waiting.js';

export interface RenewalOptions<Kept> {
  readonly store: Store<Kept>;
  /** What is found in the store and does not match is nothing. */
  readonly check: Check;
  /**
   * Exchanges what is kept for what follows it.
   * @throws SessionEnded if there is nothing to follow: the store is cleared then
   */
  readonly exchange: (kept: Kept | undefined) => Promise<Kept>;
  /** Once for each login that ends while it is in use. */
  readonly onEnded?: ((ended: SessionEnded) => void) | undefined;
  /** Once for each renewal that failed for a reason that may pass. */
  readonly onFailed?: ((error: RefreshFailed | StoreFailed) => void) | undefined;
}

/** Seconds before its end at which an access token is replaced, at most: a tenth of its life if that is shorter. */
const EARLY_SECONDS = 30;

/**
 * Keeps a login alive. However many calls ask, in however many programs that share the store, one exchange is made: whoever
 * comes next finds its outcome in the store.
 */
export class Renewal<Kept extends Expiring> {
  readonly #options: RenewalOptions<Kept>;
  readonly #keeping: Keeping<Kept>;
  #running: Promise<Kept> | undefined;
  #over: { readonly text: string; readonly ended: SessionEnded } | undefined;
  #known: { readonly text: string; readonly until: number } | undefined;

  constructor(options: RenewalOptions<Kept>) {
    this.#options = options;
    this.#keeping = new Keeping(options.store, options.check);
  }

  /** What is kept, renewed first if it is about to expire. Undefined if there is no login. */
  async current(signal: AbortSignal | undefined): Promise<Kept | undefined> {
    if (this.#keeping.isBehind) await abortable(this.#catchUp(), signal);
    const kept = await abortable(this.#keeping.read(), signal);
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

  /**
   * Keeps a new login.
   * @throws StoreFailed if it could not be written: then it lasts as long as the program, or until it can
   */
  async begin(kept: Kept): Promise<void> {
    try {
      await this.alone(() => this.#keeping.write(kept));
    } catch (error) {
      this.#keeping.hold(kept);
      throw error;
    }
  }

  /**
   * Keeps something else of a login, or forgets it.
   * @param next what comes after what is kept; the very same, for another login that has begun since
   */
  change(next: (kept: Kept) => Kept | undefined): Promise<void> {
    return this.alone(async () => {
      const kept = await this.#keeping.read();
      if (kept === undefined) return;
      const after = next(kept);
      if (after !== kept) await this.write(after);
    });
  }

  /** Within `alone`: what could not be written is held, and written later. */
  write(kept: Kept | undefined): Promise<void> {
    return this.#keeping.write(kept).catch(unlessStore);
  }

  /** Runs the work while nobody who shares the store renews the login, begins or ends one. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    return this.#keeping.alone(work);
  }

  async #renew(refused: Kept | undefined): Promise<Kept> {
    try {
      return await this.alone(() => this.#exchange(refused));
    } catch (error) {
      if (error instanceof SessionEnded) {
        this.#over = { text: textOf(refused), ended: error };
        // Not in between: whoever listens may throw, and may call again.
        queueMicrotask(() => this.#options.onEnded?.(error));
      } else if (error instanceof RefreshFailed || error instanceof StoreFailed) {
        queueMicrotask(() => this.#options.onFailed?.(error));
      }
      throw error;
    }
  }

  async #exchange(refused: Kept | undefined): Promise<Kept> {
    const kept = await this.#keeping.read();
    // Somebody who shares the store was faster: by renewing it, or by learning that it is over.
    if (kept === undefined && refused !== undefined) throw new SessionEnded({ operation: 'refresh' });
    if (kept !== undefined && textOf(kept) !== textOf(refused) && this.#isFresh(kept)) return kept;
    try {
      const next = await this.#options.exchange(kept);
      await this.write(next);
      return next;
    } catch (error) {
      if (error instanceof SessionEnded) await this.write(undefined);
      throw error;
    }
  }

  #catchUp(): Promise<void> {
    return this.alone(async () => undefined).catch(unlessStore);
  }

  /**
   * Judged by two clocks. If the clock of the day were set back, the token would seem good for too long. So the time
   * that has passed since this process first saw the token counts too, and a token that seems to have more life left
   * than it was given is not fresh.
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

function unlessStore(error: unknown): void {
  if (!(error instanceof StoreFailed)) throw error;
}
