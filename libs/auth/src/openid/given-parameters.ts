import { parametersByName } from '#libs/platform';
import type { Parameters } from './authorization-parameters.js';

/**
 * The parameters of a query or form that was parsed. Those that are empty are left out.
 * @returns undefined if one is given twice that must not be
 */
export function parametersIn(parsed: unknown): Parameters | undefined {
  const given = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {});
  const entries = given.flatMap(([name, values]) => [values].flat().map((value: unknown) => [name, value] as const));
  return entries.every(isText) ? filled(entries) : undefined;
}

/** The same of a query as it stands in an address. */
export const parametersOf = (query: string): Parameters | undefined => filled([...new URLSearchParams(query)]);

const isText = (entry: readonly [string, unknown]): entry is readonly [string, string] => typeof entry[1] === 'string';

function filled(entries: readonly (readonly [string, string])[]): Parameters | undefined {
  const given = parametersByName(entries);
  return given && Object.fromEntries(Object.entries(given).filter(([, value]) => value !== ''));
}
