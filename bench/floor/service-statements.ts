import { insertEvent } from '../../libs/audit/src/audit.js';
import { selectForShare } from '../../libs/revocations/src/standing.js';
import { selectUserSnapshot } from '../../libs/roles/src/role-grants.js';
import { insertSession } from '../../libs/sessions/src/open-session.js';
import { rotate } from '../../libs/auth/src/sign-in/rotated-session.js';
import { selectInForce } from '../../libs/sessions/src/session-revocation-view.js';
import { selectAll } from '../../libs/sessions/src/sessions.js';
import { selectCredentialsByEmail, selectHash } from '../../libs/users/src/users.js';

/**
 * The service's own statements, those that the floor runs too, out of the service's sources: they cannot be other ones.
 * The bench reads them and hands them to the floor, which stays a bare program that loads none of those modules.
 */
export const serviceStatements = {
  credentials: selectCredentialsByEmail,
  holdStanding: selectForShare,
  hash: selectHash,
  grants: selectUserSnapshot,
  openSession: insertSession,
  audit: insertEvent,
  rotate,
  tokenInForce: selectInForce,
  listSessions: selectAll,
};

export type ServiceStatements = typeof serviceStatements;
/** A row that a statement gives. */
export type RowOf<Name extends keyof ServiceStatements> = NonNullable<ServiceStatements[Name]['types']>['row'];
