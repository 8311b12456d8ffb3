import { Injectable } from '@nestjs/common';
import { CountEvents, type EventCount, type Step, type Tallied } from '#libs/audit';
import { DatabaseClock } from '#libs/revocations';
import { type AskedPeriod, LENGTHS, type Period, periodOf, SERIES } from './period.js';

export interface SeriesAsked extends AskedPeriod {
  readonly step: Step;
}

/** How many there were in a step of time. */
export interface SeriesStep {
  readonly at: Date;
  readonly count: (name: Tallied) => number;
}

export interface Series extends Period {
  readonly step: Step;
  /** Each of the period, in order, also those in which nothing happened. */
  readonly steps: readonly SeriesStep[];
  /** From when on nothing is missing; null: from the beginning. */
  readonly complete_since: Date | null;
}

/** Tells how many events of some sorts there were over time. */
@Injectable()
export class ReadSeries {
  constructor(
    private readonly countEvents: CountEvents,
    private readonly databaseClock: DatabaseClock,
  ) {}

  /** @throws DomainError `validation_failed` */
  async execute(names: readonly Tallied[], { step, ...asked }: SeriesAsked): Promise<Series> {
    const period = periodOf(SERIES[step], asked, this.databaseClock.now);
    const { counts, completeSince } = await this.countEvents.execute({ names, step, ...period });
    return { step, ...period, steps: stepsOf(period, LENGTHS[step], counts), complete_since: completeSince };
  }
}

function stepsOf({ since, until }: Period, length: number, counts: readonly EventCount[]): SeriesStep[] {
  const found = new Map(counts.map(({ at, name, count }) => [`${at.getTime()} ${name}`, count]));
  const steps: SeriesStep[] = [];
  for (let time = since.getTime(); time < until.getTime(); time += length)
    steps.push({ at: new Date(time), count: name => found.get(`${time} ${name}`) ?? 0 });
  return steps;
}
