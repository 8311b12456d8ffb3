import type { User } from './cpu.js';
import type { Measured, Measurement } from './measure.js';
import { quantile } from './quantile.js';
import { targets, type TargetName, type Verdict, verdictOn } from './targets.js';

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
  /** Milliseconds of each, over all rounds: the numbers that a busy machine disturbs least. */
  readonly ms_per_request: Readonly<Record<User, number>>;
  /** Medians; parts of all cores, 0 to 1. */
  readonly shares: Readonly<Record<User, number>>;
}

/** Rate to rate, each round by itself. */
export interface Ratio {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export interface Summary {
  readonly scenario: string;
  readonly connections: number;
  readonly requests: number;
  readonly service: SideSummary;
  readonly floor: SideSummary;
  readonly ratio: Ratio;
  /**
   * The same by processor time, of all three together: what the ratio of the rates comes to where nobody else needs the
   * cores. Null where processes cannot be looked at.
   */
  readonly ratio_by_cpu: number | null;
  /** What the scenario is held against without HTTP. */
  readonly pure: { readonly about: string; readonly per_second: number; readonly ratio: Ratio } | null;
  /** Null where there is no target. */
  readonly verdict: Verdict | null;
  /** Requests a second. */
  readonly rounds: readonly { readonly service: number; readonly floor: number; readonly pure: number | null }[];
}

export function summarise({ scenario, rounds }: Measurement): Summary {
  const sides = { service: rounds.map(round => round.service), floor: rounds.map(round => round.floor) };
  const [service, floor] = [summariseSide(sides.service), summariseSide(sides.floor)];
  const pure = rounds.flatMap(round => round.pure ?? []);
  const measured = { service, ratio: ratioOf(sides.service, sides.floor), pure: ratioOf(sides.service, pure) };
  return {
    scenario: scenario.name,
    connections: scenario.connections,
    requests: rounds.reduce((total, round) => total + round.service.latencies.length + round.floor.latencies.length, 0),
    service,
    floor,
    ratio: measured.ratio,
    ratio_by_cpu: service.cpu === null || floor.cpu === null ? null : allOf(floor.cpu) / allOf(service.cpu),
    pure:
      scenario.pure === undefined
        ? null
        : { about: scenario.pure.about, per_second: quantile(pure.map(rateOf), 0.5), ratio: measured.pure },
    verdict: verdictOf(scenario.name, measured),
    rounds: rounds.map(round => ({
      service: rateOf(round.service),
      floor: rateOf(round.floor),
      pure: round.pure === undefined ? null : rateOf(round.pure),
    })),
  };
}

const allOf = ({ ms_per_request: { client, server, database } }: SideCpu): number => client + server + database;

function verdictOf(
  scenario: string,
  { service, ratio, pure }: { readonly service: SideSummary; readonly ratio: Ratio; readonly pure: Ratio },
): Verdict | null {
  if (!Object.hasOwn(targets, scenario)) return null;
  const name = scenario as TargetName;
  const figures = { floor: ratio.median, pure: pure.median, 'cpu ms': service.cpu?.ms_per_request.server };
  const figure = figures[targets[name].of ?? 'floor'];
  return figure === undefined ? null : verdictOn(name, figure);
}

function ratioOf(service: readonly Measured[], against: readonly Measured[]): Ratio {
  const ratios = against.map((side, place) => rateOf(service[place]) / rateOf(side));
  return { median: quantile(ratios, 0.5), least: Math.min(...ratios), most: Math.max(...ratios) };
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
  const each = (figure: (user: User) => number): Record<User, number> => ({
    client: figure('client'),
    server: figure('server'),
    database: figure('database'),
  });
  return {
    ms_per_request: each(user => (uses.reduce((total, use) => total + use.seconds[user], 0) * 1000) / requests),
    shares: each(user =>
      quantile(
        uses.map(use => use.shares[user]),
        0.5,
      ),
    ),
  };
}

function rateOf(sample: Measured | undefined): number {
  return sample === undefined ? NaN : sample.latencies.length / sample.seconds;
}
