import { Logger } from '@nestjs/common';

/** How often it looks for what other processes have left, and for what is to be tried again. */
const LOOK_EVERY_MS = 1000;
const MEASURE_EVERY_MS = 15_000;
/** How long a stopping process waits for what is being sent: whoever answers needs less. */
const FINISHING_MS = 5000;

/** What an outbox holds, and how it is sent. */
export interface Outgoing<Due> {
  /** Takes at most so many that are due: of any number of callers each gets others. */
  take(room: number): Promise<readonly Due[]>;
  /** Sends one, and notes what became of it. Must not reject. @param stopping breaks off: it is left to others */
  send(due: Due, stopping: AbortSignal): Promise<void>;
  /** Every now and then. */
  measure(): Promise<void>;
}

/** Sends what is in an outbox, in every process that serves. They need not agree: each takes what nobody else has taken. */
export class Rounds<Due> {
  private readonly logger: Logger;
  private readonly breakOff = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly timers: NodeJS.Timeout[] = [];
  private isServing = false;
  private isWoken = false;
  private isLooking = false;
  private looking: Promise<void> = Promise.resolve();

  /**
   * @param name by which the log knows it
   * @param atOnce how many one process sends at the same time
   */
  constructor(
    name: string,
    private readonly atOnce: number,
    private readonly outgoing: Outgoing<Due>,
  ) {
    this.logger = new Logger(name);
  }

  start(): void {
    this.isServing = true;
    this.every(LOOK_EVERY_MS, () => this.wake());
    this.every(MEASURE_EVERY_MS, () => void this.measure());
    this.wake();
    void this.measure();
  }

  /** There may be something to send. Nobody waits for that. */
  wake(): void {
    this.isWoken = true;
    if (!this.isLooking) this.looking = this.look();
  }

  /** Takes nothing more, and lets what is being sent finish; what takes too long is left to others, who may send it again. */
  async stop(): Promise<void> {
    this.isServing = false;
    for (const timer of this.timers) clearInterval(timer);
    const late = setTimeout(() => this.breakOff.abort(), FINISHING_MS);
    await this.looking;
    await Promise.all(this.underWay);
    clearTimeout(late);
  }

  private async look(): Promise<void> {
    this.isLooking = true;
    while (this.isWoken && this.isServing && this.room > 0) {
      this.isWoken = false;
      for (const due of await this.take()) this.begin(this.outgoing.send(due, this.breakOff.signal));
    }
    this.isLooking = false;
  }

  private begin(sending: Promise<void>): void {
    const ending = sending.then(() => {
      this.underWay.delete(ending);
      this.wake();
    });
    this.underWay.add(ending);
  }

  private async take(): Promise<readonly Due[]> {
    try {
      return await this.outgoing.take(this.room);
    } catch (error) {
      this.logger.debug(`the outbox could not be read: ${String(error)}`);
      return [];
    }
  }

  private async measure(): Promise<void> {
    try {
      await this.outgoing.measure();
    } catch {
      // The readiness check tells of a database that is gone.
    }
  }

  private get room(): number {
    return this.atOnce - this.underWay.size;
  }

  private every(milliseconds: number, work: () => void): void {
    this.timers.push(setInterval(work, milliseconds).unref());
  }
}
