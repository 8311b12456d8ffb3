import cluster from 'node:cluster';
import type { FirstLogin } from '#libs/auth';
import type { RevocationEntry } from '#libs/contracts';
import { InProcessCounters } from '#libs/guessing';
import type { Config, Measured } from '#libs/platform';
import { ToldAlready } from '../program.js';
import { DrawnNumbers } from './drawn-numbers.js';
import type { Answers } from './line.js';
import { type End, Place } from './place.js';
import type { AskedOfPrimary } from './questions.js';
import { SettledLater } from './settled-later.js';

/** What tells a process that it is a worker. */
export const AS_WORKER = 'worker';

/** So many workers that end at their start, one after the other in one place, and nobody serving: there is no point in going on. */
const MOST_FAILURES = 5;
const MEASURING_MS = 1000;
const HEARING_MS = 1000;

/**
 * The workers. The first one starts as a process alone would: it listens, migrates, makes what is made once; if it cannot, it
 * says why and all is over. When it is ready the others follow, and listen when they are ready too. Who ends is replaced.
 */
export class Crew {
  private readonly first: Place;
  private readonly places: readonly Place[];
  private readonly numbers: DrawnNumbers;
  private readonly failures = new InProcessCounters();
  private readonly heard = new SettledLater<string>();
  private readonly filled = new SettledLater<void>();
  private readonly failed = new SettledLater<never>();
  private readonly left = new SettledLater<void>();
  private config: Config | undefined;
  private login: FirstLogin | undefined;
  /** Whether the first one has ever been ready. */
  private isOpen = false;
  private isDismissed = false;
  private hasStumbled = false;

  /**
   * Has workers load the program, until they are given something to do.
   * @param program the file of the program that this is
   */
  constructor(size: number, program: string) {
    cluster.setupPrimary({ exec: program, args: [AS_WORKER], serialization: 'advanced' });
    this.numbers = new DrawnNumbers(size);
    // Whoever waits for one of the others hears it there.
    this.failed.promise.catch(() => undefined);
    const events = {
      answers: (place: Place) => this.answersFor(place),
      ended: (place: Place, end: End) => this.noteEnd(place, end),
    };
    this.first = new Place(1, events);
    this.places = Array.from({ length: size }, (_, index) => (index === 0 ? this.first : new Place(index + 1, events)));
    for (const place of this.places) place.fill();
  }

  /**
   * @param config with a database and secrets
   * @returns where the service is, once somebody listens
   */
  begin(config: Config): Promise<string> {
    this.config = config;
    this.direct(this.first);
    return Promise.race([this.heard.promise, this.failed.promise]);
  }

  /** Resolves once all workers have been ready. @returns the login that the first one has made up, if it has */
  async complete(): Promise<FirstLogin | undefined> {
    await Promise.race([this.filled.promise, this.failed.promise]);
    return this.login;
  }

  /** Rejects when there is no point in going on. */
  get failing(): Promise<never> {
    return this.failed.promise;
  }

  /** Has all workers leave in order: they drain, each by itself, and at the same time. */
  dismiss(): void {
    if (this.isDismissed) return;
    this.isDismissed = true;
    for (const place of this.places) {
      place.close();
      this.direct(place);
    }
    this.noteWhoIsLeft();
  }

  /** Has each worker read anew what lies in files. */
  reload(): void {
    for (const place of this.places) place.reload();
  }

  /** Makes an end of those who have not left by now. */
  kill(): void {
    for (const place of this.places) place.kill();
  }

  /** Resolves when all have left. @throws ToldAlready where one could not do so in order */
  async gone(): Promise<void> {
    await this.left.promise;
    if (this.hasStumbled) throw new ToldAlready();
  }

  /** Tells a worker what to do, as soon as it hears and there is something. */
  private direct(place: Place): void {
    if (!place.isHere) return;
    if (this.isDismissed) return place.dismiss();
    if (this.config === undefined || (place !== this.first && !this.isOpen)) return;
    const config = shareOf(this.config, place.number);
    place.assign({ config, listensAtOnce: !this.places.some(({ isListening }) => isListening) });
  }

  private answersFor(place: Place): Answers<AskedOfPrimary> {
    return {
      here: () => {
        place.isHere = true;
        this.direct(place);
      },
      listening: url => {
        place.isListening = true;
        this.heard.resolve(url);
      },
      ready: login => this.noteReady(place, login),
      count: wanted => wanted.map(each => this.numbers.draw(each)),
      charge: attempt => this.failures.charge(attempt),
      refund: attempt => this.failures.refund(attempt),
      measureAll: () => this.measureAll(),
      tell: entries => this.tellOthers(place, entries),
    };
  }

  private noteReady(place: Place, login: FirstLogin | undefined): void {
    place.noteReady();
    this.login ??= login;
    if (!this.isOpen) {
      this.isOpen = true;
      for (const other of this.places) if (other !== place) this.direct(other);
    }
    if (this.places.every(({ isReady }) => isReady)) this.filled.resolve();
  }

  private async measureAll(): Promise<readonly Measured[]> {
    const asked = this.places.filter(({ isListening }) => isListening);
    const answers = await Promise.all(asked.map(place => place.ask('measure', undefined, MEASURING_MS)));
    return answers.filter(answer => answer !== undefined);
  }

  private async tellOthers(place: Place, entries: readonly RevocationEntry[]): Promise<void> {
    const others = this.places.filter(other => other !== place && other.isHere);
    const heard = others.map(other => ({ other, heard: other.ask('hear', entries, HEARING_MS) }));
    // Who does not listen yet hears it before the first connection, which comes by the same way.
    await Promise.all(heard.filter(({ other }) => other.isListening).map(told => told.heard));
  }

  /** @returns whether another worker is to take the place */
  private noteEnd(place: Place, { code }: End): boolean {
    if (this.isDismissed) {
      if (code !== 0) this.hasStumbled = true;
      this.noteWhoIsLeft();
      return false;
    }
    // Who could not even start has said why, and the next one could not either.
    if (!this.isOpen && place === this.first && code !== null) this.failed.reject(new ToldAlready());
    else if (place.failures < MOST_FAILURES || this.places.some(({ isReady }) => isReady)) return true;
    else this.failed.reject(new Error(`workers have ended at their start ${place.failures} times in a row`));
    return false;
  }

  private noteWhoIsLeft(): void {
    if (this.places.every(({ isFilled }) => !isFilled)) this.left.resolve();
  }
}

/** What one worker is to be: it has its part of the connections. */
function shareOf(config: Config, worker: number): Config {
  const { database, workers } = config;
  if (database === undefined) return { ...config, worker };
  return { ...config, worker, database: { ...database, poolSize: Math.floor(database.poolSize / workers) } };
}
