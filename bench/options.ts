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
  /** Whether to measure what a check of a token takes, and what is held for it. */
  readonly token: boolean;
  readonly scale: Scale;
  readonly rounds: number;
  /** Milliseconds that each side is under load in each round. */
  readonly roundMs: number;
  readonly warmUpMs: number;
  /** File that receives all rounds. */
  readonly json: string | undefined;
  /** Folder that receives a CPU profile of the service. */
  readonly cpuProf: string | undefined;
}

/** How much the studies take, each on a stage of its own. */
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

const FULL = {
  rounds: 7,
  roundMs: 2000,
  warmUpMs: 2000,
  scale: { revocations: 2000, instances: [1, 2, 4], services: 4, many: 10_000, rounds: 25, warmUp: 20 },
};
/** Whether everything runs is all that it tells. */
const QUICK = {
  rounds: 2,
  roundMs: 400,
  warmUpMs: 200,
  scale: { revocations: 10, instances: [2], services: 1, many: 100, rounds: 3, warmUp: 1 },
};
/** Measured only when asked for: they take long. */
const STUDIES = {
  revocation: 'how long a revocation takes until every service refuses the token',
  verifier: verifier.about,
  'many-sessions': 'a logout everywhere with 10 and with 10,000 sessions',
  token: 'a check of a token in the process that wants to know, beside asking; and what is held for it',
  'role-edit': 'the edit of a role with 10 and with 10,000 members',
};

export const USAGE = `npm run bench -- [scenario …] [--quick] [--json file] [--cpu-prof folder]

Measures the service beside a floor: a bare program that does the same work without a framework.
${scenarios.map(({ name, about }) => `  ${name.padEnd(10)} ${about}`).join('\n')}

Only when asked for:
${Object.entries(STUDIES)
  .map(([name, about]) => `  ${name.padEnd(14)} ${about}`)
  .join('\n')}

  --quick            each for about a second and on little data, all of them unless some are named: tells whether they
                     run, not how fast anything is
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
  const all = values.quick && positionals.length === 0;
  const isAsked = (study: keyof typeof STUDIES): boolean => named.delete(study) || all;
  const studies = {
    revocation: isAsked('revocation'),
    verifier: isAsked('verifier'),
    manySessions: isAsked('many-sessions'),
    roleEdit: isAsked('role-edit'),
    token: isAsked('token'),
  };
  const chosen = positionals.length === 0 ? scenarios : [...named].map(scenarioNamed);
  const measured = { scenarios: chosen, ...studies, json: values.json, cpuProf: values['cpu-prof'] };
  return { ...(values.quick ? QUICK : FULL), ...measured };
}

function scenarioNamed(name: string): Scenario {
  const found = scenarios.find(scenario => scenario.name === name);
  if (found === undefined) throw new Error(`There is no scenario "${name}".\n\n${USAGE}`);
  return found;
}
