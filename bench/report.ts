import { availableParallelism } from 'node:os';
import type { Options } from './options.js';
import { table } from './table.js';
import type { SideSummary, Summary } from './summary.js';

const COLUMNS = [
  'scenario',
  'service, requests/s',
  'floor, requests/s',
  'service ÷ floor (range)',
  'service p50 / p99, ms',
  'floor p50 / p99, ms',
  'CPU ms a request, service / floor',
  'CPU % with the service',
  'CPU % with the floor',
];

/** A table in Markdown, and under it how to read it. */
export function report(
  summaries: readonly Summary[],
  postgres: string,
  { rounds, roundMs }: Pick<Options, 'rounds' | 'roundMs'>,
): string {
  return [
    ...table([COLUMNS, ...summaries.map(cells)]),
    '',
    `Medians of ${rounds} rounds of ${(roundMs / 1000).toFixed(2)} s, service and floor in turn, with Node ${process.versions.node} and`,
    `PostgreSQL ${postgres}; client, server and database share ${availableParallelism()} cores. CPU %: client / server / database,`,
    'of all cores. CPU ms: what the server process itself uses for one request.',
  ].join('\n');
}

function cells(summary: Summary): string[] {
  const { scenario, connections, service, floor, ratio } = summary;
  return [
    `${scenario}, ${connections} connections`,
    rate(service),
    rate(floor),
    `${ratio.median.toFixed(2)} (${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)})`,
    latency(service),
    latency(floor),
    `${cpuTime(service)} / ${cpuTime(floor)}`,
    cpuShares(service),
    cpuShares(floor),
  ];
}

const rate = ({ requests_per_second: value }: SideSummary): string =>
  value.toLocaleString('en', { maximumFractionDigits: value < 1000 ? 1 : 0 });

const latency = ({ p50, p99 }: SideSummary): string => `${p50.toFixed(1)} / ${p99.toFixed(1)}`;

const cpuTime = ({ cpu }: SideSummary): string => cpu?.ms_per_request.toFixed(2) ?? 'n/a';

function cpuShares({ cpu }: SideSummary): string {
  if (cpu === null) return 'n/a';
  return [cpu.client, cpu.server, cpu.database].map(share => Math.round(share * 100)).join(' / ');
}
