import type { MetricValue } from 'prom-client';

/** What is measured under one name, as the registry takes it. */
export interface Collected {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'histogram';
  /** What the values of several workers come to. */
  readonly aggregator: 'sum';
  readonly values: MetricValue<string>[];
}

/** Few words, of the service's own. */
export type Labels = Readonly<Record<string, string>>;
