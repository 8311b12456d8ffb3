import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  AggregatorRegistry,
  collectDefaultMetrics,
  Counter,
  Gauge,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client';

/** All values of one process, as they travel to another one. */
export type Measured = MetricObjectWithValues<MetricValue<string>>[];

const WORKERS_HELP = 'Processes of this instance that these values are of.';

/** What can be measured of this instance, in the text format of Prometheus. */
@Injectable()
export class Metrics implements OnModuleDestroy {
  private readonly registry = new Registry();
  private measureAll: (() => Promise<readonly Measured[]>) | undefined;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.addGauge('gatehouse_workers', WORKERS_HELP, 'sum', () => 1);
  }

  /**
   * Adds a value that goes up and down.
   * @param name with its unit at the end, as Prometheus wants it: `gatehouse_feed_age_seconds`
   * @param ofSeveral what the values of several workers come to
   * @param read tells the value when somebody asks
   */
  addGauge(name: string, help: string, ofSeveral: 'sum' | 'max', read: () => number): void {
    new Gauge({
      name,
      help,
      aggregator: ofSeveral,
      registers: [this.registry],
      collect(): void {
        this.set(read());
      },
    });
  }

  /**
   * Adds a value that only goes up; of several workers it is their sum.
   * @param name with `_total` at its end
   * @param label what its parts are told apart by: a few words of the service's own
   * @returns counts one more of a part
   */
  addCounter(name: string, help: string, label: string): (part: string) => void {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.registry] });
    return part => counter.inc({ [label]: part });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** From now on what is read is of several processes: of all that `measureAll` resolves with, if there are any. */
  comprise(measureAll: () => Promise<readonly Measured[]>): void {
    this.measureAll = measureAll;
  }

  /** The values of this process as they are now. */
  async measure(): Promise<Measured> {
    return this.registry.getMetricsAsJSON();
  }

  /** All values as they are now. */
  async read(): Promise<string> {
    const measured = (await this.measureAll?.()) ?? [];
    return (measured.length > 0 ? AggregatorRegistry.aggregate([...measured]) : this.registry).metrics();
  }

  onModuleDestroy(): void {
    this.registry.clear();
  }
}
