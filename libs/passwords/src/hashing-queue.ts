import { availableParallelism } from 'node:os';

export interface HashingQueueOptions {
  /** Computations at once; memory in use is at most this many times `m`. */
  readonly workers: number;
  /** Computations that may wait for a worker. */
  readonly capacity: number;
  /** Longest wait for a worker, in milliseconds. */
  readonly maxWaitMs: number;
}

/** More is asked of the hasher than it can do in time. Answer 503 with `Retry-After`. */
export class HashingOverloaded extends Error {
  override readonly name = 'HashingOverloaded';

  constructor(
    readonly reason: 'full' | 'waited_too_long',
    readonly retryAfterSeconds: number,
  ) {
    super(`Password hashing is overloaded (${reason}).`);
  }
}

/**
 * One worker a core. Engines run on libuv's pool (UV_THREADPOOL_SIZE, 4 unless set), which also resolves names and
 * reads files: one of its threads stays free for those.
 */
export function defaultWorkers(cores = availableParallelism(), poolSize = process.env['UV_THREADPOOL_SIZE']): number {
  const size = Number(poolSize);
  return Math.max(1, Math.min(cores, (Number.isSafeInteger(size) && size > 0 ? size : 4) - 1));
}

/** Runs expensive jobs in order of arrival, a few at a time, and turns away what could not be served in time. */
export class HashingQueue {
  readonly #options: HashingQueueOptions;
  readonly #waiters = new Set<() => void>();
  #running = 0;

  /** @throws RangeError when an option is not a whole number, or `workers` is below 1 */
  constructor(options: Partial<HashingQueueOptions> = {}) {
    this.#options = { workers: defaultWorkers(), capacity: 256, maxWaitMs: 5_000, ...options };
    const { workers, capacity, maxWaitMs } = this.#options;
    if (![workers, capacity, maxWaitMs].every(value => Number.isSafeInteger(value) && value >= 0) || workers < 1) {
      throw new RangeError('A hashing queue needs at least one worker, and whole numbers.');
    }
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#waiters.size;
  }

  /**
   * What `job` gives, once it had its turn.
   *
   * @throws HashingOverloaded when too many wait already, or the turn does not come in time; `job` is not run then
   */
  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.#running >= this.#options.workers) await this.#turn();
    else this.#running += 1;
    try {
      return await job();
    } finally {
      this.#passOn();
    }
  }

  #turn(): Promise<void> {
    const { capacity, maxWaitMs } = this.#options;
    if (this.#waiters.size >= capacity) return Promise.reject(this.#overloaded('full'));

    return new Promise((resolve, reject) => {
      const proceed = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(proceed);
        reject(this.#overloaded('waited_too_long'));
      }, maxWaitMs);
      this.#waiters.add(proceed);
    });
  }

  /** Hands the finished job's place to the longest waiter, so that no newcomer can slip in between. */
  #passOn(): void {
    const [next] = this.#waiters;
    if (!next) {
      this.#running -= 1;
      return;
    }
    this.#waiters.delete(next);
    next();
  }

  #overloaded(reason: HashingOverloaded['reason']): HashingOverloaded {
    return new HashingOverloaded(reason, Math.max(1, Math.ceil(this.#options.maxWaitMs / 1_000)));
  }
}
