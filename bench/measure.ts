import { Connection } from './connection.js';
import { type CpuUse, readCpu, useBetween } from './cpu.js';
import { runLoad, type Sample } from './load.js';
import type { Options } from './options.js';
import type { Scenario, Step } from './scenario.js';
import type { Stage } from './stage.js';
import type { Target } from './target.js';

export interface Measured extends Sample {
  /** Undefined where processes cannot be looked at. */
  readonly cpu: CpuUse | undefined;
}

/** The service, and right after it the floor: neighbours in time, so that their ratio bears a busy machine best. */
export type Round = Readonly<Record<Target['name'], Measured>>;

export interface Measurement {
  readonly scenario: Scenario;
  readonly rounds: readonly Round[];
}

/** Bounds a round besides its time, lest a program that is far too quick fills the memory with latencies. */
const MOST_REQUESTS = 200_000;

export async function measure(
  scenario: Scenario,
  stage: Stage,
  { rounds: count, roundMs, warmUpMs }: Pick<Options, 'rounds' | 'roundMs' | 'warmUpMs'>,
  signal: AbortSignal,
): Promise<Measurement> {
  const requestsARound = scenario.requestsARound ?? MOST_REQUESTS;
  const connections = { service: connect(scenario, stage.service), floor: connect(scenario, stage.floor) };
  const underLoad = async (target: Target, steps: readonly Step[], durationMs: number): Promise<Measured> => {
    const before = await readCpu([target.pid], stage.postgres.pid);
    const sample = await runLoad(steps, { durationMs, requests: requestsARound, signal });
    return { ...sample, cpu: useBetween(before, await readCpu([target.pid], stage.postgres.pid)) };
  };
  try {
    const service = await scenario.prepare(stage.service, connections.service, requestsARound * (count + 1));
    const floor = await scenario.prepare(stage.floor, connections.floor, requestsARound * (count + 1));
    const round = async (durationMs: number): Promise<Round> => ({
      service: await underLoad(stage.service, service, durationMs),
      floor: await underLoad(stage.floor, floor, durationMs),
    });
    await round(warmUpMs);
    const rounds: Round[] = [];
    while (rounds.length < count) rounds.push(await round(roundMs));
    return { scenario, rounds };
  } finally {
    for (const connection of [...connections.service, ...connections.floor]) connection.close();
  }
}

function connect({ connections }: Scenario, target: Target): Connection[] {
  return Array.from({ length: connections }, () => new Connection(target));
}
