import type { Principal, RevocationEntry } from '../../../contracts/src/index.js';

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
      return principal.sid === entry.sid;
    case 'token':
      return principal.jti === entry.jti;
    case 'key':
      return true;
    case 'role':
      return principal.roles.includes(entry.name);
    case 'subject':
      if (principal.sub === entry.sub) return principal.epoch < entry.min_epoch || entry.status !== 'active';
      return principal.client_id === entry.sub && entry.status !== 'active';
  }
}
