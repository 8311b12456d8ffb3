import type { Parameters } from './authorization-parameters.js';

/**
 * The parameters of a query or form that was parsed. Those that are empty are left out.
 * @returns undefined if one is given twice (RFC 6749 §3.1): which of them counts, others might see in another way
 */
export function parametersIn(parsed: unknown): Parameters | undefined {
  const given = Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {});
  if (given.some(([, value]) => typeof value !== 'string')) return undefined;
  return Object.fromEntries(given.filter(([, value]) => value !== ''));
}

/** The same of a query as it stands in an address. */
export function parametersOf(query: string): Parameters | undefined {
  const entries = [...new URLSearchParams(query)];
  const given = Object.fromEntries(entries);
  return Object.keys(given).length < entries.length ? undefined : parametersIn(given);
}
