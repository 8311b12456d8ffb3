import type { MetricValueWithName } from 'prom-client';
import type { Collected, Labels } from './collected.js';

/** In seconds: the limits that requests, statements and hashes have are among them. */
const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5] as const;

/** How long one kind of thing takes. To note one is a number that goes up, and nothing else. */
export class Timing {
  private readonly counts = new Float64Array(BOUNDS.length + 1);
  private seconds = 0;

  constructor(private readonly labels: Labels) {}

  note(seconds: number): void {
    let place = 0;
    while (seconds > (BOUNDS[place] ?? Infinity)) place++;
    this.counts[place] = (this.counts[place] ?? 0) + 1;
    this.seconds += seconds;
  }

  /** As a histogram of Prometheus: each count has those below it in it. Nothing, where nothing was noted. */
  values(name: string): MetricValueWithName<string>[] {
    let count = 0;
    const buckets = [...BOUNDS, '+Inf'].map((le, place) => {
      count += this.counts[place] ?? 0;
      return { metricName: `${name}_bucket`, labels: { ...this.labels, le }, value: count };
    });
    if (count === 0 && Object.keys(this.labels).length > 0) return [];
    const whole = (part: string, value: number): MetricValueWithName<string> => ({
      metricName: `${name}_${part}`,
      labels: { ...this.labels },
      value,
    });
    return [...buckets, whole('sum', this.seconds), whole('count', count)];
  }
}

/** How long things take that belong together, told apart by labels. */
export class Timings {
  private readonly all: Timing[] = [];

  constructor(
    readonly name: string,
    private readonly help: string,
  ) {}

  of(labels: Labels = {}): Timing {
    const timing = new Timing(labels);
    this.all.push(timing);
    return timing;
  }

  /** For the registry. */
  get(): Promise<Collected> {
    const { name, help } = this;
    const values = this.all.flatMap(timing => timing.values(name));
    return Promise.resolve({ name, help, type: 'histogram', aggregator: 'sum', values });
  }
}
