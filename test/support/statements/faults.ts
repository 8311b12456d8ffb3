import type { Declared } from './declared.js';
import type { Described } from './described.js';
import { isGiven, isTaken, type Kind } from './kind.js';

type Known = { readonly order: readonly string[] };

/** In what the types of a statement are not what the server says about it. */
export function faultsOf(declared: Declared, known: Known, described: Described): string[] {
  return [
    ...faultsOfRow(declared.row ?? new Map<string, Kind>(), described),
    ...faultsOfValues(declared, known, described),
  ];
}

export function faultsOfRow(row: ReadonlyMap<string, Kind>, { columns }: Described): string[] {
  const names = columns.map(({ name }) => name);
  return [
    ...names.filter((name, index) => names.indexOf(name) < index).map(name => `gives ${name} twice`),
    ...names.filter(name => !row.has(name)).map(name => `gives ${name}, which its row has not`),
    ...[...row.keys()].filter(name => !names.includes(name)).map(name => `does not give ${name}`),
    ...columns.flatMap(({ name, type }) => {
      const kind = row.get(name);
      return kind === undefined || isGiven(type, kind) ? [] : [`gives ${name} as ${type}, and not as ${kind}`];
    }),
  ];
}

function faultsOfValues({ values }: Declared, { order }: Known, { parameters }: Described): string[] {
  const names = values instanceof Map ? [...(values as ReadonlyMap<string, Kind>).keys()] : [];
  const kinds =
    values instanceof Map
      ? order.map(name => (values as ReadonlyMap<string, Kind>).get(name))
      : (values as readonly Kind[]);
  return [
    ...names.filter(name => !order.includes(name)).map(name => `has no use for ${name}`),
    ...order.filter(name => !names.includes(name)).map(name => `wants ${name}, which its values have not`),
    ...(kinds.length === parameters.length ? [] : [`takes ${parameters.length} values, and not ${kinds.length}`]),
    ...parameters.flatMap((type, index) => {
      const kind = kinds[index];
      if (kind === undefined || isTaken(type, kind)) return [];
      return [`takes ${order[index] ?? `$${index + 1}`} as ${type}, and not as ${kind}`];
    }),
  ];
}
