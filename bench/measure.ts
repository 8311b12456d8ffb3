import { Connection } from './connection.js';
import { type CpuUse, readCpu, useBetween } from './cpu.js';
import { runLoad, type Sample } from './load.js';
import type { Options } from './options.js';
import type { Scenario } from './scenario.js';
import type { Stage } from './stage.js';
import type { Target } from './target.js';

export interface Measured extends Sample {
  /** Undefined where processes cannot be looked at. */
  readonly cpu: CpuUse | undefined;
}

/** Neighbours in time, so that their ratios bear a busy machine best. */
export interface Round {
  readonly service: Measured;
  readonly floor: Measured;
  /** What the scenario is held against without HTTP, if there is such a thing. */
  readonly pure: Measured | undefined;
}

export interface Measurement {
  readonly scenario: Scenario;
  readonly rounds: readonly Round[];
}

/** Puts one side under load for so many milliseconds. */
type Side = (durationMs: number) => Promise<Measured>;
type Sides = Readonly<Record<keyof Round, Side | undefined>>;

type Extent = Pick<Options, 'rounds' | 'roundMs' | 'warmUpMs' | 'mostRequests' | 'people'>;

export async function measure(
  scenario: Scenario,
  stage: Stage,
  extent: Extent,
  signal: AbortSignal,
): Promise<Measurement> {
  const connections: Connection[] = [];
  const { rounds: count, people, mostRequests } = extent;
  const requests = Math.min(scenario.requestsARound ?? mostRequests, mostRequests);
  const sideOf = async (target: Target): Promise<Side> => {
    const own = Array.from({ length: scenario.connections }, () => new Connection(target));
    connections.push(...own);
    const steps = await scenario.prepare(target, own, { people, requests: requests * (count + 1) });
    return underLoad(steps, { pids: [target.pid], stage, requests, signal });
  };
  try {
    const [service, floor] = [await sideOf(stage.service), await sideOf(stage.floor)];
    const alone = pureSteps(scenario);
    const pure = alone && underLoad(alone, { pids: [], stage, requests, signal });
    const { patience = 1 } = scenario;
    const next = (durationMs: number, isReversed: boolean): Promise<Round> =>
      roundOf({ service, floor, pure }, durationMs * patience, isReversed);
    await next(extent.warmUpMs, false);
    const rounds: Round[] = [];
    while (rounds.length < count) rounds.push(await next(extent.roundMs, rounds.length % 2 === 1));
    return { scenario, rounds };
  } finally {
    for (const connection of connections) connection.close();
  }
}

type Repeated = () => Promise<unknown>;

/** As many at once as there are connections. */
function pureSteps({ pure, connections }: Scenario): Repeated[] | undefined {
  return pure && Array.from({ length: connections }, () => () => pure.run());
}

interface Load {
  /** The processes that answer. */
  readonly pids: readonly number[];
  readonly stage: Stage;
  readonly requests: number;
  readonly signal: AbortSignal;
}

function underLoad(steps: readonly Repeated[], { pids, stage, requests, signal }: Load): Side {
  return async durationMs => {
    const before = await readCpu(pids, stage.postgres.pid);
    const sample = await runLoad(steps, { durationMs, requests, signal });
    return { ...sample, cpu: useBetween(before, await readCpu(pids, stage.postgres.pid)) };
  };
}

/** One after the other, and every other time in the opposite order: whoever comes first finds a rested machine. */
async function roundOf(sides: Sides, durationMs: number, isReversed: boolean): Promise<Round> {
  const measured: Partial<Record<keyof Round, Measured | undefined>> = {};
  const order = ['service', 'floor', 'pure'] as const;
  for (const name of isReversed ? order.toReversed() : order) measured[name] = await sides[name]?.(durationMs);
  const { service, floor, pure } = measured;
  if (service === undefined || floor === undefined) throw new Error('A side was not measured.');
  return { service, floor, pure };
}
