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

/** Bounds a round besides its time, lest a program that is far too quick fills the memory with latencies. */
const MOST_REQUESTS = 200_000;

export async function measure(
  scenario: Scenario,
  stage: Stage,
  { rounds: count, roundMs, warmUpMs, people }: Pick<Options, 'rounds' | 'roundMs' | 'warmUpMs' | 'people'>,
  signal: AbortSignal,
): Promise<Measurement> {
  const connections: Connection[] = [];
  const requests = scenario.requestsARound ?? MOST_REQUESTS;
  const underLoad = (steps: readonly (() => Promise<unknown>)[], pids: readonly number[]): Side => {
    return async durationMs => {
      const before = await readCpu(pids, stage.postgres.pid);
      const sample = await runLoad(steps, { durationMs, requests, signal });
      return { ...sample, cpu: useBetween(before, await readCpu(pids, stage.postgres.pid)) };
    };
  };
  const sideOf = async (target: Target): Promise<Side> => {
    const own = Array.from({ length: scenario.connections }, () => new Connection(target));
    connections.push(...own);
    return underLoad(await scenario.prepare(target, own, { people, requests: requests * (count + 1) }), [target.pid]);
  };
  try {
    const { pure } = scenario;
    const sides = {
      service: await sideOf(stage.service),
      floor: await sideOf(stage.floor),
      pure:
        pure &&
        underLoad(
          Array.from({ length: scenario.connections }, () => () => pure.run()),
          [],
        ),
    };
    const { patience = 1 } = scenario;
    await roundOf(sides, warmUpMs * patience, false);
    const rounds: Round[] = [];
    while (rounds.length < count) rounds.push(await roundOf(sides, roundMs * patience, rounds.length % 2 === 1));
    return { scenario, rounds };
  } finally {
    for (const connection of connections) connection.close();
  }
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
