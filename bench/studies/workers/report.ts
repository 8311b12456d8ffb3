import type { User } from '../../cpu.js';
import { quantile } from '../../quantile.js';
import { table } from '../../table.js';

export interface Side {
  /** Requests a second. */
  readonly rate: number;
  /** Milliseconds of processor time for a request; null where processes cannot be looked at. */
  readonly cpu: Readonly<Record<User, number>> | null;
}

export interface WorkersFigures {
  readonly cores: number;
  readonly rounds: readonly { readonly one: Side; readonly two: Side }[];
}

type Key = keyof WorkersFigures['rounds'][number];

const median = (values: readonly number[]): number => quantile(values, 0.5);
const costOf = ({ rounds }: WorkersFigures, key: Key, user: User): number =>
  median(rounds.map(round => round[key].cpu?.[user] ?? NaN));
const rateOf = ({ rounds }: WorkersFigures, key: Key): number => median(rounds.map(round => round[key].rate));

/** How many times as much two workers did on these cores, beside client and database. */
export const togetherOf = ({ rounds }: WorkersFigures): number =>
  median(rounds.map(({ one, two }) => two.rate / one.rate));

/**
 * How many times as much they do where each has a core and client and database have others: a core gives a worker as much as
 * its processor time for a request lets it, which is more with two, since they share caches and a port.
 */
export const separatedOf = (figures: WorkersFigures): number =>
  (2 * costOf(figures, 'one', 'server')) / costOf(figures, 'two', 'server');

/** The most that these cores let any number of workers do, to what one did: all of them busy with nothing else. */
export function ceilingOf(figures: WorkersFigures): number {
  const users: readonly User[] = ['client', 'server', 'database'];
  const cost = users.reduce((total, user) => total + costOf(figures, 'one', user), 0);
  return (figures.cores * 1000) / cost / rateOf(figures, 'one');
}

export function workersReport(figures: WorkersFigures): string {
  const row = (name: string, key: Key): string[] => [
    name,
    Math.round(rateOf(figures, key)).toLocaleString('en'),
    ...(['client', 'server', 'database'] as const).map(user => costOf(figures, key, user).toFixed(3)),
  ];
  return [
    ...table([
      ['introspection', 'requests/s', 'CPU ms of the client', 'of the service', 'of PostgreSQL'],
      row('one worker', 'one'),
      row('two workers', 'two'),
    ]),
    '',
    `Medians of ${figures.rounds.length} rounds in turn. On ${figures.cores} cores that client, service and database share: ${togetherOf(figures).toFixed(2)} times; by their processor time`,
    `no number of workers could do more than ${ceilingOf(figures).toFixed(2)} times there. With client and database on cores of their own, by the`,
    `service's processor time for a request: ${separatedOf(figures).toFixed(2)} times.`,
  ].join('\n');
}
