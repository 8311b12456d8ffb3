import type { Scenario } from './scenario.js';
import type { Study } from './study.js';

export interface Options {
  readonly scenarios: readonly Scenario[];
  readonly studies: readonly Study[];
  /** The arguments that say what is measured and how. */
  readonly asked: readonly string[];
  /** Whether it is only to be shown that everything runs. */
  readonly quick: boolean;
  readonly rounds: number;
  /** Milliseconds that each side is under load in each round. */
  readonly roundMs: number;
  readonly warmUpMs: number;
  /** Bounds a round besides its time, lest a program that is far too quick fills the memory with latencies. */
  readonly mostRequests: number;
  /** How many people a scenario has. */
  readonly people: number;
  readonly scale: Scale;
  /** File that receives all rounds. */
  readonly json: string | undefined;
  /** File that receives the chart. */
  readonly svg: string | undefined;
  /** Whether table and chart are to be written into docs/. */
  readonly docs: boolean;
  /** Folder that receives a CPU profile of the service. */
  readonly cpuProf: string | undefined;
}

/** How much the studies take. */
export interface Scale {
  /** How many revocations, for each wiring and number of instances. */
  readonly revocations: number;
  /** Numbers of instances that revocations are measured with. */
  readonly instances: readonly number[];
  /** How many services refuse what was revoked. */
  readonly services: number;
  /** What counts as many sessions of a user, and many members of a role; few are `FEW`. */
  readonly many: number;
  readonly rounds: number;
  /** Revocations and rounds before those that count: the first ones of a process are slow. */
  readonly warmUp: number;
}

export const FEW = 10;

export type Extent = Pick<Options, 'quick' | 'rounds' | 'roundMs' | 'warmUpMs' | 'mostRequests' | 'people' | 'scale'>;

/** The same time under load, in more and shorter turns: what a busy machine takes from one side, it takes from the other as well. */
export const inBursts = <E extends Pick<Extent, 'rounds' | 'roundMs'>>(extent: E, bursts: number): E => ({
  ...extent,
  rounds: extent.rounds * bursts,
  roundMs: extent.roundMs / bursts,
});

/** How a scenario is measured. */
export const turnsOf = <E extends Pick<Extent, 'rounds' | 'roundMs'>>(extent: E): E => inBursts(extent, 3);

export const FULL: Extent = {
  quick: false,
  rounds: 9,
  roundMs: 500,
  warmUpMs: 1500,
  mostRequests: 200_000,
  people: 1000,
  scale: { revocations: 200, instances: [1, 4], services: 4, many: 10_000, rounds: 25, warmUp: 20 },
};
/** Whether everything runs is all that it tells. */
export const QUICK: Extent = {
  quick: true,
  rounds: 2,
  roundMs: 100,
  warmUpMs: 50,
  mostRequests: 100,
  people: 50,
  scale: { revocations: 10, instances: [2], services: 1, many: 100, rounds: 3, warmUp: 1 },
};
