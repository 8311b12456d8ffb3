import { performance } from 'node:perf_hooks';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import {
  AggregatorRegistry,
  collectDefaultMetrics,
  Counter,
  Gauge,
  type Histogram,
  type MetricObjectWithValues,
  type MetricValue,
  Registry,
} from 'prom-client';
import type { Labels } from './collected.js';
import type { Tallies } from './tallies.js';
import { type Timing, Timings } from './timings.js';

/** All values of one process, as they travel to another one. */
export type Measured = MetricObjectWithValues<MetricValue<string>>[];

const WORKERS_HELP = 'Processes of this instance that these values are of.';
const UTILIZATION_HELP =
  'Part of the time since this was last asked in which the event loop had something to do; of several workers, the busiest.';

/** What can be measured of this instance, in the text format of Prometheus. */
@Injectable()
export class Metrics implements OnModuleDestroy {
  private readonly registry = new Registry();
  private measureAll: (() => Promise<readonly Measured[]>) | undefined;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
    this.addGauge('gatehouse_workers', WORKERS_HELP, 'sum', () => 1);
    this.addGauge('gatehouse_event_loop_utilization', UTILIZATION_HELP, 'max', utilization());
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
   * @param label what its parts are told apart by: a few words of the service's own, never anything that a caller has sent
   * @param parts begin at nothing, so that the first of each is seen as one more
   * @returns counts one more of a part
   */
  addCounter<Part extends string>(
    name: string,
    help: string,
    label: string,
    parts: readonly Part[] = [],
  ): (part: Part) => void {
    const counter = new Counter({ name, help, labelNames: [label], registers: [this.registry] });
    for (const part of parts) counter.inc({ [label]: part }, 0);
    return part => counter.inc({ [label]: part });
  }

  /**
   * Adds how long something takes, in seconds, counted by how long.
   * @param name with `_seconds` at its end
   * @returns makes what counts one of its parts: once for each, not with each that is counted
   */
  addTimings(name: string, help: string): (labels?: Labels) => Timing {
    const timings = this.add(new Timings(name, help));
    return labels => timings.of(labels);
  }

  /** Adds what is counted or timed elsewhere. The library asks no more of that than `get`; its types ask for a class of its own. */
  add<Own extends Tallies | Timings>(metric: Own): Own {
    this.registry.registerMetric(metric as unknown as Histogram);
    return metric;
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

function utilization(): () => number {
  let before = performance.eventLoopUtilization();
  return () => {
    const now = performance.eventLoopUtilization();
    const since = performance.eventLoopUtilization(now, before);
    before = now;
    return since.utilization;
  };
}
