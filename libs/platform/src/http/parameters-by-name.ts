/** The one parameter of OAuth that may come several times (RFC 8707 §2). It counts as one then, with spaces between. */
const SEVERAL = 'resource';

/**
 * Parameters of a query or form, once each (RFC 6749 §3.1, §3.2).
 * @returns undefined if one is given twice: which of them counts, others might see in another way
 */
export function parametersByName(
  entries: readonly (readonly [name: string, value: string])[],
): Record<string, string> | undefined {
  const several = entries.filter(([name]) => name === SEVERAL);
  const once = several.length > 1 ? entries.filter(([name]) => name !== SEVERAL) : entries;
  const given = Object.fromEntries(once);
  if (Object.keys(given).length < once.length) return undefined;
  if (several.length > 1) given[SEVERAL] = several.map(([, value]) => value).join(' ');
  return given;
}
