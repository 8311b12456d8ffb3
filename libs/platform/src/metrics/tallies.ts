import type { MetricValue } from 'prom-client';
import type { Collected, Labels } from './collected.js';

/** How often something has happened, told apart by one label whose parts are numbers that are not known beforehand, and few. */
export class Tally {
  private readonly counts = new Map<number, number>();

  constructor(
    private readonly labels: Labels,
    private readonly label: string,
  ) {}

  note(part: number): void {
    this.counts.set(part, (this.counts.get(part) ?? 0) + 1);
  }

  get values(): MetricValue<string>[] {
    return [...this.counts].map(([part, value]) => ({ labels: { ...this.labels, [this.label]: String(part) }, value }));
  }
}

/** What is counted under one name. */
export class Tallies {
  private readonly all: Tally[] = [];

  constructor(
    readonly name: string,
    private readonly help: string,
  ) {}

  /** @param label what a tally tells its own parts apart by */
  of(labels: Labels, label: string): Tally {
    const tally = new Tally(labels, label);
    this.all.push(tally);
    return tally;
  }

  /** For the registry. */
  get(): Promise<Collected> {
    const { name, help } = this;
    const values = this.all.flatMap(tally => tally.values);
    return Promise.resolve({ name, help, type: 'counter', aggregator: 'sum', values });
  }
}
