import { parseArgs } from 'node:util';
import type { Scenario } from './scenario.js';
import { scenarios } from './scenarios/index.js';
import { verifier } from './scenarios/verifier.js';

export interface Options {
  readonly scenarios: readonly Scenario[];
  /** Whether to measure how long a revocation takes to arrive. */
  readonly revocation: boolean;
  /** Whether to measure what the verifier costs a service. */
  readonly verifier: boolean;
  /** Whether to measure what the number of sessions costs a logout everywhere. */
  readonly manySessions: boolean;
  /** Whether to measure what the number of members costs the edit of a role. */
  readonly roleEdit: boolean;
  /** How many revocations, for each wiring. */
  readonly revocations: number;
  readonly rounds: number;
  /** Milliseconds that each side is under load in each round. */
  readonly roundMs: number;
  readonly warmUpMs: number;
  /** File that receives all rounds. */
  readonly json: string | undefined;
  /** Folder that receives a CPU profile of the service. */
  readonly cpuProf: string | undefined;
}

const FULL = { rounds: 7, roundMs: 2000, warmUpMs: 2000, revocations: 2000 };
const QUICK = { rounds: 3, roundMs: 700, warmUpMs: 700, revocations: 100 };
/** Measured only when asked for: they have stages of their own. */
const STUDIES = {
  revocation: 'how long a revocation takes until every service refuses the token',
  verifier: verifier.about,
  'many-sessions': 'a logout everywhere with 10 and with 10,000 sessions',
  'role-edit': 'the edit of a role with 10 and with 10,000 members',
};

export const USAGE = `npm run bench -- [scenario …] [--quick] [--json file] [--cpu-prof folder]

Measures the service beside a floor: a bare program that does the same work without a framework.
${scenarios.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

Only when asked for:
${Object.entries(STUDIES)
  .map(([name, about]) => `  ${name.padEnd(14)} ${about}`)
  .join('\n')}

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
  const named = new Set(positionals);
  const revocation = named.delete('revocation');
  const ofVerifier = named.delete('verifier');
  const manySessions = named.delete('many-sessions');
  const roleEdit = named.delete('role-edit');
  const chosen = positionals.length === 0 ? scenarios : [...named].map(scenarioNamed);
  const studies = { revocation, verifier: ofVerifier, manySessions, roleEdit };
  const measured = { scenarios: chosen, ...studies, json: values.json, cpuProf: values['cpu-prof'] };
  return { ...(values.quick ? QUICK : FULL), ...measured };
}

function scenarioNamed(name: string): Scenario {
  const found = scenarios.find(scenario => scenario.name === name);
  if (found === undefined) throw new Error(`There is no scenario "${name}".\n\n${USAGE}`);
  return found;
}
