import type { Measured, Measurement } from './measure.js';
import { quantile } from './quantile.js';
import type { Target } from './target.js';

export interface SideSummary {
  /** Median of the rounds. */
  readonly requests_per_second: number;
  /** Milliseconds, over the requests of all rounds. */
  readonly p50: number;
  readonly p99: number;
  /** Null where processes cannot be looked at. */
  readonly cpu: SideCpu | null;
}

export interface SideCpu {
  /** Medians; parts of all cores, 0 to 1. */
  readonly client: number;
  readonly server: number;
  readonly database: number;
  /** The server's own, over all rounds: the number that a busy machine disturbs least. */
  readonly ms_per_request: number;
}

export interface Summary {
  readonly scenario: string;
  readonly connections: number;
  readonly requests: number;
  readonly service: SideSummary;
  readonly floor: SideSummary;
  /** Service to floor, each round by itself. */
  readonly ratio: { readonly median: number; readonly least: number; readonly most: number };
  readonly rounds: readonly Readonly<Record<Target['name'], number>>[];
}

export function summarise({ scenario, rounds }: Measurement): Summary {
  const ratios = rounds.map(({ service, floor }) => rateOf(service) / rateOf(floor));
  const [service, floor] = [rounds.map(round => round.service), rounds.map(round => round.floor)];
  return {
    scenario: scenario.name,
    connections: scenario.connections,
    requests: [...service, ...floor].reduce((total, { latencies }) => total + latencies.length, 0),
    service: summariseSide(service),
    floor: summariseSide(floor),
    ratio: { median: quantile(ratios, 0.5), least: Math.min(...ratios), most: Math.max(...ratios) },
    rounds: rounds.map(round => ({ service: rateOf(round.service), floor: rateOf(round.floor) })),
  };
}

function summariseSide(measured: readonly Measured[]): SideSummary {
  const latencies = measured.flatMap(sample => sample.latencies);
  return {
    requests_per_second: quantile(measured.map(rateOf), 0.5),
    p50: quantile(latencies, 0.5),
    p99: quantile(latencies, 0.99),
    cpu: summariseCpu(measured, latencies.length),
  };
}

function summariseCpu(measured: readonly Measured[], requests: number): SideCpu | null {
  const uses = measured.flatMap(({ cpu }) => cpu ?? []);
  if (uses.length === 0) return null;
  const share = (key: 'client' | 'server' | 'database'): number =>
    quantile(
      uses.map(use => use.shares[key]),
      0.5,
    );
  const seconds = uses.reduce((total, use) => total + use.server, 0);
  return {
    client: share('client'),
    server: share('server'),
    database: share('database'),
    ms_per_request: (seconds * 1000) / requests,
  };
}

function rateOf({ latencies, seconds }: Measured): number {
  return latencies.length / seconds;
}
