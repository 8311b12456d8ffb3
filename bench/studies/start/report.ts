import { quantile } from '../../quantile.js';
import { table } from '../../table.js';
import type { Beginning } from './beginnings.js';
import type { Memory } from './memory.js';

export interface Sizes {
  readonly idle: Memory;
  readonly underLoad: Memory;
}

export interface StartFigures {
  /** Seconds. `node`: node alone, come and gone; `program`: with the program read and its modules run, and gone. */
  readonly rounds: readonly (Beginning & { readonly node: number; readonly program: number })[];
  /** Seconds of `npm start` to ready; empty where npm did not start the bench. */
  readonly again: readonly number[];
  /** Null where processes cannot be looked at. */
  readonly memory: Sizes | null;
  readonly withRevocations: Sizes | null;
}

export function startReport({ rounds, again, memory, withRevocations }: StartFigures): string {
  const median = (key: keyof StartFigures['rounds'][number]): number =>
    quantile(
      rounds.map(round => round[key]),
      0.5,
    );
  const [node, program, listening, ready] = [median('node'), median('program'), median('listening'), median('ready')];
  const steps: [string, number][] = [
    ['node itself', node],
    ['reading the program, running its modules', program - node],
    ['building the application, listening', listening - program],
    ['database: schema, keys, feed, administrator', ready - listening],
    ['start to ready', ready],
    ...(again.length > 0 ? [['npm start to ready, nothing changed', quantile(again, 0.5)] as [string, number]] : []),
  ];
  return [
    ...table([['start', 's'], ...steps.map(([name, seconds]) => [name, seconds.toFixed(2)])]),
    '',
    ...table([
      ['memory, MB', 'resident', 'its own'],
      ...rowsOf('', memory),
      ...rowsOf(', many revocations live', withRevocations),
    ]),
    '',
    `Medians of ${rounds.length} starts, with Node ${process.versions.node}. Not its own are pages of files, the node binary above all.`,
  ].join('\n');
}

function rowsOf(what: string, sizes: Sizes | null): string[][] {
  if (sizes === null) return [];
  const row = (name: string, { resident, own }: Memory): string[] => [name + what, resident.toFixed(0), own.toFixed(0)];
  return [row('idle', sizes.idle), row('under load of refreshes', sizes.underLoad)];
}
