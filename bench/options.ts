import { parseArgs } from 'node:util';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';

export interface Options {
  readonly scenarios: readonly Scenario[];
  readonly rounds: number;
  /** Milliseconds that each side is under load in each round. */
  readonly roundMs: number;
  readonly warmUpMs: number;
  /** File that receives all rounds. */
  readonly json: string | undefined;
  /** Folder that receives a CPU profile of the service. */
  readonly cpuProf: string | undefined;
}

const FULL = { rounds: 7, roundMs: 2000, warmUpMs: 2000 };
const QUICK = { rounds: 3, roundMs: 700, warmUpMs: 700 };

export const USAGE = `npm run bench -- [scenario …] [--quick] [--json file] [--cpu-prof folder]

Measures the service beside a floor: a bare program that does the same work without a framework.
${scenarios.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

  --quick            fewer and shorter rounds
  --json file        writes all rounds to a file
  --cpu-prof folder  profiles the service while it is measured (which slows it down)`;

/** @returns undefined where only help is asked for. @throws Error that says which argument is wrong */
export function readOptions(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      'cpu-prof': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const chosen = positionals.length === 0 ? scenarios : [...new Set(positionals)].map(scenarioNamed);
  return { ...(values.quick ? QUICK : FULL), scenarios: chosen, json: values.json, cpuProf: values['cpu-prof'] };
}

function scenarioNamed(name: string): Scenario {
  const found = scenarios.find(scenario => scenario.name === name);
  if (found === undefined) throw new Error(`There is no scenario "${name}".\n\n${USAGE}`);
  return found;
}
