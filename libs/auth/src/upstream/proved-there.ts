import type { ExpectedAnswer } from '#libs/upstream';

/** By which clocks may differ. */
const LEEWAY_MS = 30_000;

/**
 * When somebody has logged in at a provider, by the claim `auth_time` of an ID token, which was found to be its own.
 * @returns null: just now, or the provider does not say, and nothing is demanded of that
 * @throws Error where it is longer ago than it may be, or where the provider does not say though it has to
 */
export function provedThere(
  auth_time: number | undefined,
  { max_age, begun_at, read_at }: Pick<ExpectedAnswer, 'max_age' | 'begun_at' | 'read_at'>,
): Date | null {
  if (auth_time === undefined) {
    if (max_age !== null) throw new Error('it has no "auth_time", which was asked for');
    return null;
  }
  const earliest = max_age === null ? -Infinity : begun_at.getTime() - max_age * 1000;
  const told = auth_time * 1000;
  if (told < earliest - LEEWAY_MS) throw new Error('its "auth_time" is longer ago than was asked for');
  // What their clock is behind by counts for nothing: else who has just logged in there would have to do so again.
  const proved = Math.max(told, earliest);
  return proved < read_at.getTime() ? new Date(proved) : null;
}
