import type { User } from './cpu.js';
import type { Options } from './options.js';
import type { Ratio, SideSummary, Summary } from './summary.js';
import { table } from './table.js';
import { signOf, type Verdict } from './targets.js';

const COLUMNS = [
  'workload',
  'service, requests/s',
  'floor, requests/s',
  'service ÷ floor (range)',
  'by CPU',
  'p50 / p99, ms',
  'CPU ms a request: service / floor',
  'database, with each',
  'client, with each',
  'target',
  'met',
];

/** One row a workload, in Markdown; below those that hash, one for hashing alone. */
export function scenarioTable(summaries: readonly Summary[]): string[] {
  return table([COLUMNS, ...summaries.flatMap(rowsOf)]);
}

/** The same for who only wants to know whether it is fast. */
export function shortTable(summaries: readonly Summary[]): string[] {
  const head = ['workload', 'requests/s', '÷ floor', 'by CPU', 'CPU ms a request', 'target', 'met'];
  const rows = summaries.map(({ scenario, connections, service, ratio, ratio_by_cpu, verdict }) => [
    `${scenario}, ${connections} connections`,
    rate(service.requests_per_second),
    ratio.median.toFixed(2),
    ratio_by_cpu?.toFixed(2) ?? 'n/a',
    cpuTime(service, 'server'),
    ...verdictCells(verdict),
  ]);
  return table([head, ...rows]);
}

/** How to read the table. */
export function legend({ quick, rounds, roundMs }: Pick<Options, 'quick' | 'rounds' | 'roundMs'>): string {
  return [
    ...(quick ? ['Quick: all of this runs, and how fast it is has to be measured without --quick.', ''] : []),
    `Medians of ${rounds} rounds of ${(roundMs / 1000).toFixed(2)} s, service and floor in turn, every other round in the opposite order; latencies`,
    'are those of the service. CPU ms: processor time for one request, of the process that answers, and of PostgreSQL',
    'and the bench meanwhile, which share the cores with it. By CPU: what the ratio comes to by all three of these',
    'together, which other programs on the machine hardly disturb.',
  ].join('\n');
}

function rowsOf(summary: Summary): string[][] {
  const { scenario, connections, service, floor, ratio, pure, verdict } = summary;
  const cells = [
    `${scenario}, ${connections} connections`,
    rate(service.requests_per_second),
    rate(floor.requests_per_second),
    range(ratio),
    summary.ratio_by_cpu?.toFixed(2) ?? 'n/a',
    `${service.p50.toFixed(1)} / ${service.p99.toFixed(1)}`,
    ...(['server', 'database', 'client'] as const).map(user => `${cpuTime(service, user)} / ${cpuTime(floor, user)}`),
    ...verdictCells(verdict),
  ];
  if (pure === null) return [cells];
  return [cells, [`↳ ${pure.about}`, '', rate(pure.per_second), range(pure.ratio), '', '', '', '', '', '', '']];
}

export const rate = (value: number): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 1000 ? 1 : 0 });

const range = ({ median, least, most }: Ratio): string =>
  `${median.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`;

const cpuTime = ({ cpu }: SideSummary, user: User): string => cpu?.ms_per_request[user].toFixed(2) ?? 'n/a';

const UNITS = { floor: '', pure: ' of hashing', 'cpu ms': ' CPU ms' };

function verdictCells(verdict: Verdict | null): [string, string] {
  if (verdict === null) return ['–', ''];
  const { goal, measured, is_met } = verdict;
  return [`${signOf(goal)}${UNITS[goal.of ?? 'floor']}`, is_met ? 'yes' : `no: ${measured.toFixed(2)}`];
}
