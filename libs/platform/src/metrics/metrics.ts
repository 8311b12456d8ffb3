import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What can be measured of this instance, in the text format of Prometheus. */
@Injectable()
export class Metrics implements OnModuleDestroy {
  private readonly registry = new Registry();

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /**
   * Adds a value that goes up and down.
   * @param name with its unit at the end, as Prometheus wants it: `gatehouse_feed_age_seconds`
   * @param read tells the value when somebody asks
   */
  addGauge(name: string, help: string, read: () => number): void {
    new Gauge({
      name,
      help,
      registers: [this.registry],
      collect(): void {
        this.set(read());
      },
    });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** All values as they are now. */
  read(): Promise<string> {
    return this.registry.metrics();
  }

  onModuleDestroy(): void {
    this.registry.clear();
  }
}
