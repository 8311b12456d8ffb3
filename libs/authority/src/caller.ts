import { type Actor, OPERATOR_AGENT } from '#libs/audit';

/** Who asks for a privileged change, and as what. The rights of a user are read anew; a client's are in its token. */
export interface Caller extends Actor {
  readonly kind: 'user' | 'client' | 'operator';
  /** Of a service client: what its token permits. */
  readonly scopes: readonly string[];
  /** Of a service client: the epoch of its token, which tells whether anything was taken from it since. */
  readonly epoch: number;
  /** Of a user: whether a second factor was shown in the session that asks. */
  readonly mfa: boolean;
}

/** Whoever has the service's own environment at hand, and with it the database: nothing is withheld from them. */
export const OPERATOR: Caller = {
  kind: 'operator',
  id: null,
  ip: null,
  user_agent: OPERATOR_AGENT,
  scopes: [],
  epoch: 0,
  mfa: false,
};
