import { Holdings, insufficientScope } from '#libs/authority';

const SET_CLAIMS = 'users:claims';
const NEEDED = Holdings.forGood([SET_CLAIMS]);

/**
 * Settles that somebody may set custom claims, of whichever account: services act on what claims say, so who could set
 * those of one account could make another for themselves. Claims have no end, and so the right to set them must have none.
 * @throws DomainError `insufficient_scope`
 */
export function assertMaySetClaims(held: Holdings): void {
  if (held.lacks(NEEDED).length === 0) return;
  throw insufficientScope([SET_CLAIMS], `Only who holds ${SET_CLAIMS}, for good, sets custom claims.`);
}
