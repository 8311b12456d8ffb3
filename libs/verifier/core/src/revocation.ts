import type { Principal, RevocationEntry, SubjectRevocationEntry } from '../../../contracts/src/index.js';

/** One piece of news of the feed, for those who hold something open for a caller: a socket, a stream, a long job. */
export interface Revocation {
  readonly entry: RevocationEntry;
  /**
   * Whether it ends or changes what this caller may do: it is about their token, session, subject or one of their
   * roles. A compromised key concerns everybody, since a principal does not tell which key had signed for it.
   */
  concerns(principal: Principal): boolean;
}

export function revocationOf(entry: RevocationEntry): Revocation {
  return { entry, concerns: principal => concerns(entry, principal) };
}

function concerns(entry: RevocationEntry, principal: Principal): boolean {
  switch (entry.kind) {
    case 'session':
      return principal.sid === entry.sid || principal.parent_sid === entry.sid;
    case 'token':
      return principal.jti === entry.jti;
    case 'key':
      return true;
    case 'role':
      return principal.roles.includes(entry.name);
    case 'subject':
      return isOutdatedBy(entry, principal);
  }
}

function isOutdatedBy({ sub, min_epoch, status }: SubjectRevocationEntry, principal: Principal): boolean {
  const { client_id, epoch, client_epoch = 0 } = principal;
  if (sub === principal.sub) return epoch < min_epoch || status !== 'active';
  return sub === client_id && (client_epoch < min_epoch || status !== 'active');
}
