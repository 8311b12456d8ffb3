import { table } from '../../table.js';
import { growth, type ScaleFigures } from './figures.js';

const COLUMNS = ['work, sessions in the table', 'p50, ms', 'CPU ms of the service', 'CPU ms of PostgreSQL', 'growth'];

export function scaleReport({ works, rounds, rowBytes, indexBytes, hotUpdates }: ScaleFigures): string {
  const rows = works.flatMap(({ work, costs }) =>
    costs.map(({ sessions, p50, server, database }, place) => [
      `${work}, ${sessions.toLocaleString('en')}`,
      p50.toFixed(2),
      server.toFixed(3),
      database.toFixed(3),
      place === costs.length - 1 ? growth(costs).toFixed(2) : '',
    ]),
  );
  const hot = hotUpdates === null ? 'not known yet' : `${(hotUpdates * 100).toFixed(1)} %`;
  return [
    ...table([COLUMNS, ...rows]),
    '',
    `Medians of ${rounds} rounds in turn, sessions from all over the table. Growth: processor time of service and PostgreSQL for a`,
    `request, with the most sessions to that with the fewest. Updates by refresh that were heap-only: ${hot}.`,
    `A session takes ${Math.round(rowBytes)} bytes of table and ${Math.round(indexBytes)} of indexes. WAL for a request: ${works.map(({ work, walBytes }) => `${work} ${Math.round(walBytes)}`).join(', ')} bytes.`,
  ].join('\n');
}
