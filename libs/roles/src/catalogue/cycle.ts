/** That a role includes another. */
export interface Inclusion {
  readonly role: string;
  readonly included: string;
}

/**
 * The shortest way from a role back to itself, should it include these: `['a', 'b', 'a']`. What it has included so far
 * does not count.
 */
export function findCycle(
  role: string,
  includes: readonly string[],
  others: readonly Inclusion[],
): string[] | undefined {
  const next = byRole(others);
  const seen = new Set<string>();
  let ways = includes.map(included => [role, included]);
  while (ways.length > 0) {
    const found = ways.find(way => way.at(-1) === role);
    if (found !== undefined) return found;
    ways = ways.flatMap(way => stepsFrom(way, next, seen));
  }
  return undefined;
}

function stepsFrom(way: string[], next: ReadonlyMap<string, string[]>, seen: Set<string>): string[][] {
  const here = way.at(-1) ?? '';
  if (seen.has(here)) return [];
  seen.add(here);
  return (next.get(here) ?? []).map(included => [...way, included]);
}

function byRole(inclusions: readonly Inclusion[]): Map<string, string[]> {
  const grouped = new Map<string, string[]>();
  for (const { role, included } of inclusions) grouped.set(role, [...(grouped.get(role) ?? []), included]);
  return grouped;
}
