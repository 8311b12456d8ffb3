import { parseArgs } from 'node:util';
import { FULL, type Options, QUICK } from './options.js';
import { scenarios } from './scenarios/index.js';
import { studies } from './studies/index.js';

export const USAGE = `npm run bench -- [scenario or study …] [--quick] [--json file] [--svg file] [--docs] [--cpu-prof folder]

Measures all of these but those with a star, or those that are named. Scenarios, the service beside a floor, which is a bare program that does
the same work without a framework:
${listOf(scenarios.map(({ name, route, about }) => ({ name, about: `${route}: ${about}` })))}

Studies, of what one request does not tell:
${listOf(studies)}

  --quick            all, each for about a second and on little data: tells whether they run, not how fast anything is
  --json file        writes all rounds to a file
  --svg file         draws the ratios
  --docs             writes the table and the chart into docs/performance.md and README.md
  --cpu-prof folder  profiles the service while it is measured (which slows it down)`;

/** @returns undefined where only help is asked for. @throws Error that says which argument is wrong */
export function readArguments(args: readonly string[]): Options | undefined {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'string' },
      svg: { type: 'string' },
      docs: { type: 'boolean', default: false },
      'cpu-prof': { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return undefined;
  const known = [...scenarios, ...studies].map(({ name }) => name);
  const unknown = positionals.find(name => !known.includes(name));
  if (unknown !== undefined) throw new Error(`There is no scenario or study "${unknown}".\n\n${USAGE}`);
  if (values.docs && (values.quick || positionals.length > 0)) {
    throw new Error('What goes into the documents is measured in full: leave out the names and --quick.');
  }
  const isChosen = ({ name, onlyNamed = false }: Pick<Entry, 'name' | 'onlyNamed'>): boolean =>
    positionals.length === 0 ? values.quick || !onlyNamed : positionals.includes(name);
  return {
    ...(values.quick ? QUICK : FULL),
    asked: [...positionals, ...(values.quick ? ['--quick'] : [])],
    scenarios: scenarios.filter(isChosen),
    studies: studies.filter(isChosen),
    json: values.json,
    svg: values.svg,
    docs: values.docs,
    cpuProf: values['cpu-prof'],
  };
}

interface Entry {
  readonly name: string;
  readonly about: string;
  readonly onlyNamed?: boolean;
}

function listOf(entries: readonly Entry[]): string {
  return entries
    .map(({ name, about, onlyNamed = false }) => `${onlyNamed ? '*' : ' '} ${name.padEnd(19)} ${about}`)
    .join('\n');
}
