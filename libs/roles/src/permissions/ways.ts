import type { Inclusion } from '../catalogue/cycle.js';

/** One of the roles by which somebody holds a permission. */
export interface Through {
  /** The role that was granted. */
  readonly role: string;
  /** From it to the role that has the permission by itself. */
  readonly path: readonly string[];
  readonly expires_at: Date | null;
  /** Whether it counts only in sessions in which a second factor was shown. */
  readonly requires_mfa: boolean;
}

/** The roles that include each. */
export type Includers = ReadonlyMap<string, readonly string[]>;

export function includersOf(inclusions: readonly Inclusion[]): Includers {
  const includers = new Map<string, string[]>();
  for (const { role, included } of inclusions) includers.set(included, [...(includers.get(included) ?? []), role]);
  return includers;
}

/**
 * The shortest way from each role to one that gives something by itself: `lead` → `['lead', 'support']`.
 * @param givers the roles that give it by themselves
 */
export function shortestWays(givers: readonly string[], includers: Includers): Map<string, string[]> {
  const ways = new Map(givers.map(giver => [giver, [giver]]));
  // A map hands out what is added to it while it is walked: the nearest first.
  for (const [role, way] of ways) {
    for (const includer of includers.get(role) ?? []) if (!ways.has(includer)) ways.set(includer, [includer, ...way]);
  }
  return ways;
}
