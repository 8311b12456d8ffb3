import { availableParallelism } from 'node:os';
import { quantile } from '../../quantile.js';
import { table } from '../../table.js';
import { PROBE_INTERVAL_MS } from './propagation.js';
import { type Propagation, REVOCATION_INTERVAL_MS } from './wiring.js';

const COLUMNS = [
  'wake-up',
  'instances',
  'p50, ms',
  'p99, ms',
  'max, ms',
  'floor p50 / p99 / max, ms',
  'p50 ÷ floor',
  'CPU %: client / services and instances / database',
];

/** A table in Markdown, and under it how to read it. */
export function propagationReport(rows: readonly Propagation[]): string {
  const { revocations = 0, services = 0 } = rows[0] ?? {};
  return [
    ...table([COLUMNS, ...rows.map(cells)]),
    '',
    `Milliseconds from the acknowledgement of a revocation until a service had refused the token: ${revocations} revocations,`,
    `at most one each ${REVOCATION_INTERVAL_MS} ms, each seen at ${services} services, each asked every ${PROBE_INTERVAL_MS} ms until it refuses. The floor: as many bare`,
    `programs that hear PostgreSQL's notification directly. All on ${availableParallelism()} cores, with Node ${process.versions.node}.`,
  ].join('\n');
}

/** One measurement in a line, for whoever waits for the table. */
export function propagationLine({ service }: Propagation): string {
  const [p50, p99, max] = [0.5, 0.99, 1].map(part => quantile(service, part).toFixed(1));
  return `p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`;
}

function cells({ wiring, instances, service, floor, cpu }: Propagation): string[] {
  const ms = (values: readonly number[], part: number): string => quantile(values, part).toFixed(1);
  const ratio = quantile(service, 0.5) / quantile(floor, 0.5);
  return [
    wiring,
    String(instances),
    ms(service, 0.5),
    ms(service, 0.99),
    ms(service, 1),
    [0.5, 0.99, 1].map(part => ms(floor, part)).join(' / '),
    ratio.toFixed(2),
    cpu === undefined
      ? 'n/a'
      : [cpu.shares.client, cpu.shares.server, cpu.shares.database].map(share => Math.round(share * 100)).join(' / '),
  ];
}
