import type { Inclusion } from '../catalogue/cycle.js';

/**
 * The shortest way from each role to one that gives something by itself: `lead` → `['lead', 'support']`.
 * @param givers the roles that give it by themselves
 * @param inclusions among the roles above them
 */
export function shortestWays(givers: readonly string[], inclusions: readonly Inclusion[]): Map<string, string[]> {
  const ways = new Map(givers.map(giver => [giver, [giver]]));
  const above = includersOf(inclusions);
  // A map hands out what is added to it while it is walked: the nearest first.
  for (const [role, way] of ways) {
    for (const includer of above.get(role) ?? []) if (!ways.has(includer)) ways.set(includer, [includer, ...way]);
  }
  return ways;
}

function includersOf(inclusions: readonly Inclusion[]): Map<string, string[]> {
  const includers = new Map<string, string[]>();
  for (const { role, included } of inclusions) includers.set(included, [...(includers.get(included) ?? []), role]);
  return includers;
}
