import { open, openChild, rotate } from '../../libs/auth/src/sign-in/session-statements.js';
import { selectAll } from '../../libs/sessions/src/sessions.js';
import { selectCredentialsByEmail } from '../../libs/users/src/users.js';

/**
 * The service's own statements, those that the floor runs too, out of the service's sources: they cannot be other ones.
 * The bench reads them and hands them to the floor, which stays a bare program that loads none of those modules.
 */
export const serviceStatements = {
  credentials: selectCredentialsByEmail,
  open,
  openChild,
  rotate,
  listSessions: selectAll,
};

export type ServiceStatements = typeof serviceStatements;
/** A row that a statement gives. */
export type RowOf<Name extends keyof ServiceStatements> = NonNullable<ServiceStatements[Name]['types']>['row'];
