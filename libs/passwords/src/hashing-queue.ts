import { availableParallelism } from 'node:os';
import { type Asker, SERVICE_ITSELF } from './asker.js';
import type { Waiter } from './fair-line.js';
import { Pace } from './pace.js';
import { TurnedAway } from './turned-away.js';
import { type Precedence, WaitingRoom } from './waiting-room.js';

export interface HashingQueueOptions {
  /** Computations at once; memory in use is at most this many times `m`. */
  readonly workers: number;
  /** Computations that may wait for a worker. */
  readonly capacity: number;
  /** Longest wait for a worker, in milliseconds. */
  readonly maxWaitMs: number;
  /** Is told what becomes of the jobs. */
  readonly watcher: HashingWatcher;
}

export interface HashingWatcher {
  /** A job has begun, so many milliseconds after it was asked for. */
  began(waitedMs: number): void;
  /** A job has taken so many milliseconds, those in which it waited not counted. */
  ended(ms: number): void;
  refused(reason: HashingOverloaded['reason']): void;
}

const NOBODY: HashingWatcher = { began: () => undefined, ended: () => undefined, refused: () => undefined };

/** More is asked of the hasher than it can do in time. Answer 503 with `Retry-After`. */
export class HashingOverloaded extends Error {
  override readonly name = 'HashingOverloaded';

  /**
   * @param reason `full`: no place to wait; `too_long`: the wait was foreseen to be too long; `waited_too_long`: it was;
   *   `displaced`: the place was needed for somebody who comes first
   */
  constructor(
    readonly reason: 'full' | 'too_long' | 'waited_too_long' | 'displaced',
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

interface Job extends Waiter {
  readonly begin: () => void;
  readonly refuse: (reason: HashingOverloaded['reason']) => void;
}

/** More than that are refused up to a second later: whoever asks again at once would be in everybody's way. */
const REFUSALS_PER_SECOND = 200;

/** How much a job that took longer counts beside all before; one that was quicker counts at once. */
const WEIGHT = 0.1;
/** Nobody is refused on the strength of fewer measurements: the first ones are of a process that is still starting. */
const ENOUGH_MEASUREMENTS = 10;

/**
 * Runs expensive jobs a few at a time. While many wait, each network has its turn, and in it each account, and known
 * devices come first; what could not be served in time is turned away.
 */
export class HashingQueue {
  readonly #options: HashingQueueOptions;
  readonly #room: WaitingRoom<Job>;
  readonly #turnedAway = new TurnedAway();
  readonly #refusals = new Pace(REFUSALS_PER_SECOND);
  #running = 0;
  /** How long a job takes of late, in milliseconds; absent before the first one. Rather too little: who waits in vain is told. */
  #jobMs: number | undefined;
  #measurements = 0;

  /** @throws RangeError when an option is not a whole number, or `workers` is below 1 */
  constructor(options: Partial<HashingQueueOptions> = {}) {
    this.#options = { workers: defaultWorkers(), capacity: 256, maxWaitMs: 5_000, watcher: NOBODY, ...options };
    const { workers, capacity, maxWaitMs } = this.#options;
    if (![workers, capacity, maxWaitMs].every(value => Number.isSafeInteger(value) && value >= 0) || workers < 1) {
      throw new RangeError('A hashing queue needs at least one worker, and whole numbers.');
    }
    this.#room = new WaitingRoom(capacity);
  }

  get running(): number {
    return this.#running;
  }

  get waiting(): number {
    return this.#room.size;
  }

  /**
   * What `job` gives, once it had its turn.
   *
   * @throws HashingOverloaded when the turn does not come in time, or is seen not to; `job` is not run then
   */
  async run<T>(job: () => Promise<T>, asker: Asker = SERVICE_ITSELF): Promise<T> {
    const asked = performance.now();
    if (this.#running >= this.#options.workers) await this.#turn(asker);
    else this.#running += 1;
    const begun = performance.now();
    this.#options.watcher.began(begun - asked);
    try {
      return await job();
    } finally {
      const ms = performance.now() - begun;
      this.#measure(ms);
      this.#options.watcher.ended(ms);
      this.#passOn();
    }
  }

  /**
   * For what has to be done before there is something to run.
   * @throws HashingOverloaded when a job of this asker would be turned away now
   */
  async assertPlace(asker: Asker): Promise<void> {
    const reason = this.#running < this.#options.workers ? undefined : this.#reasonAgainst(asker);
    if (reason !== undefined) await this.#turnAway(reason, asker);
  }

  #turn(asker: Asker): Promise<void> {
    const reason = this.#reasonAgainst(asker);
    if (reason !== undefined) return this.#turnAway(reason, asker);

    return new Promise((resolve, reject) => {
      const refuse = (reason: HashingOverloaded['reason']): void => {
        clearTimeout(timer);
        reject(this.#refusal(reason, asker));
      };
      const begin = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const waiter: Job = { asker, begin, refuse };
      const timer = setTimeout(() => {
        this.#room.leave(waiter);
        refuse('waited_too_long');
      }, this.#options.maxWaitMs);
      const displaced = this.#room.enter(waiter, this.#precedenceOf(asker));
      this.#turnedAway.forget(asker.network);
      displaced?.refuse('displaced');
    });
  }

  #reasonAgainst(asker: Asker): 'full' | 'too_long' | undefined {
    const precedence = this.#precedenceOf(asker);
    if (!this.#room.hasPlaceFor(asker, precedence)) return 'full';
    return this.#foreseenWait(asker, precedence) > this.#options.maxWaitMs ? 'too_long' : undefined;
  }

  async #turnAway(reason: HashingOverloaded['reason'], asker: Asker): Promise<never> {
    const refusal = this.#refusal(reason, asker);
    await this.#refusals.turn();
    throw refusal;
  }

  #precedenceOf({ network, known = false }: Asker): Precedence {
    if (known) return 'known';
    return this.#turnedAway.hasWaited(network) ? 'returning' : 'new';
  }

  /** Hands the finished job's place to whose turn it is, so that no newcomer can slip in between. */
  #passOn(): void {
    const next = this.#room.take();
    if (next === undefined) this.#running -= 1;
    else next.begin();
  }

  #measure(ms: number): void {
    this.#measurements++;
    const before = this.#jobMs ?? ms;
    this.#jobMs = before + (ms < before ? 1 : WEIGHT) * (ms - before);
  }

  /** In milliseconds. */
  #foreseenWait(asker: Asker, precedence: Precedence): number {
    if (this.#measurements < ENOUGH_MEASUREMENTS) return 0;
    // Mostly all who wait will have had their turn in time, and nobody has to be counted.
    const all = this.#waitFor(this.#room.size);
    return all <= this.#options.maxWaitMs ? all : this.#waitFor(this.#room.before(asker, precedence));
  }

  /** How long so many jobs take, as far as is known. */
  #waitFor(jobs: number): number {
    return (jobs * (this.#jobMs ?? 0)) / this.#options.workers;
  }

  /** By then those who wait now will have had their turn. */
  #refusal(reason: HashingOverloaded['reason'], { network }: Asker): HashingOverloaded {
    const { maxWaitMs } = this.#options;
    const wait = this.#jobMs === undefined ? maxWaitMs : Math.min(this.#waitFor(this.#room.size), maxWaitMs);
    const seconds = Math.max(1, Math.ceil(wait / 1_000));
    this.#turnedAway.note(network, seconds);
    this.#options.watcher.refused(reason);
    return new HashingOverloaded(reason, seconds);
  }
}
