import type { Principal } from '#libs/contracts';
import { DomainError } from '#libs/platform';

/** The caller's session. @throws DomainError `insufficient_scope` for service clients, which have none */
export function sessionOf({ sid }: Principal): string {
  if (sid === undefined) throw new DomainError('insufficient_scope');
  return sid;
}
