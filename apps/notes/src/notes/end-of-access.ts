import { Observable } from 'rxjs';
import type { Gatehouse } from '#libs/verifier/core';
import type { Principal } from '#libs/verifier/nest';

/** Why somebody who was let in may not stay: what let them in was taken back, is over, or can no longer be judged. */
export type EndReason = 'revoked' | 'expired' | 'stale';

const LOOK_INTERVAL_MS = 1000;

/**
 * Tells once, when access that was given has ended: for whatever stays open longer than one request, since a guard
 * judges only the moment of coming in. Revocations are told at once; expiry and a stale view within a second.
 */
export function endOfAccess(gatehouse: Gatehouse, principal: Principal): Observable<EndReason> {
  return new Observable(subscriber => {
    const end = (reason: EndReason): void => {
      subscriber.next(reason);
      subscriber.complete();
    };
    const unsubscribe = gatehouse.onRevoked(revocation => {
      // A role that was edited takes nothing from this caller here.
      if (revocation.entry.kind !== 'role' && revocation.concerns(principal)) end('revoked');
    });
    const look = setInterval(() => {
      if (Date.now() >= principal.exp * 1000) end('expired');
      else if (gatehouse.status().stale) end('stale');
    }, LOOK_INTERVAL_MS);
    return () => {
      unsubscribe();
      clearInterval(look);
    };
  });
}
