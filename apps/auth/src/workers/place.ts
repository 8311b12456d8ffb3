import cluster, { type Worker } from 'node:cluster';
import { Logger } from '@nestjs/common';
import { type Answers, type Channel, Line } from './line.js';
import type { AskedOfPrimary, AskedOfWorkers, Assignment } from './questions.js';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5000;
/** Who has been ready for so long has not failed at its start. */
const SETTLED_MS = 10_000;

const logger = new Logger('Gatehouse');

/** How a worker has ended: by itself, with a code, or by a signal. */
export interface End {
  readonly code: number | null;
}

/** What the crew wants to know and says, of each place. */
export interface PlaceEvents {
  readonly answers: (place: Place) => Answers<AskedOfPrimary>;
  /** @returns whether another worker is to take the place */
  readonly ended: (place: Place, end: End) => boolean;
}

/** One of the places of the crew, and the worker that has it, or that is to have it after a pause. */
export class Place {
  /** Workers that have ended in a row at, or soon after, their start. */
  failures = 0;
  /** Whether its worker hears what it is told. */
  isHere = false;
  isListening = false;
  private worker: Worker | undefined;
  private line: Line<AskedOfPrimary, AskedOfWorkers> | undefined;
  private readyAt: number | undefined;
  private refilling: NodeJS.Timeout | undefined;

  constructor(
    readonly number: number,
    private readonly events: PlaceEvents,
  ) {}

  get isFilled(): boolean {
    return this.worker !== undefined;
  }

  get isReady(): boolean {
    return this.readyAt !== undefined;
  }

  fill(): void {
    const worker = cluster.fork();
    this.worker = worker;
    logger.log(`worker ${this.number} is process ${worker.process.pid}`);
    this.line = new Line<AskedOfPrimary, AskedOfWorkers>(channelTo(worker), this.events.answers(this));
    // Of a channel that breaks as something is sent: its end tells.
    worker.on('error', () => undefined);
    worker.once('exit', () => this.end(worker));
  }

  assign(assignment: Assignment): void {
    void this.line?.ask('start', assignment);
  }

  noteReady(): void {
    this.readyAt = performance.now();
  }

  /** @see Line.ask */
  ask<What extends 'measure' | 'hear'>(
    what: What,
    about: AskedOfWorkers[What]['about'],
    patienceMs: number,
  ): Promise<AskedOfWorkers[What]['answer'] | undefined> {
    return this.line?.ask(what, about, patienceMs) ?? Promise.resolve(undefined);
  }

  /** Nobody takes this place any more. */
  close(): void {
    clearTimeout(this.refilling);
  }

  /** Has its worker leave in order. */
  dismiss(): void {
    void this.line?.ask('stop', undefined);
  }

  /** Has its worker read anew what lies in files. */
  reload(): void {
    void this.line?.ask('reload', undefined);
  }

  /** For one that does not leave. */
  kill(): void {
    if (this.worker === undefined) return;
    logger.error(`worker ${this.number}, process ${this.worker.process.pid}, does not leave: it is killed`);
    this.worker.process.kill('SIGKILL');
  }

  private end({ process: { pid, exitCode, signalCode } }: Worker): void {
    this.line?.end();
    const hasLasted = this.readyAt !== undefined && performance.now() - this.readyAt > SETTLED_MS;
    this.failures = hasLasted ? 1 : this.failures + 1;
    this.worker = this.line = this.readyAt = undefined;
    this.isHere = this.isListening = false;
    if (!this.events.ended(this, { code: exitCode })) return;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (this.failures - 1), LONGEST_PAUSE_MS);
    logger.warn(
      `worker ${this.number}, process ${pid}, has ended (${signalCode ?? `code ${exitCode}`}): another takes its place in ${pause} ms`,
    );
    this.refilling = setTimeout(() => this.fill(), pause);
  }
}

const channelTo = (worker: Worker): Channel => ({
  send: (message, sent) => void worker.send(message, sent),
  onMessage: heard => void worker.on('message', heard),
});
