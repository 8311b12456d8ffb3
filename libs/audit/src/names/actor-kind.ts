import type { AuditEventKind } from '#libs/contracts';
import { OPERATOR_AGENT } from '../actor.js';
import type { AuditRecord } from '../select-events.js';

/** Who can do something. */
export const ACTOR_KINDS = ['user', 'client', 'operator', 'service', 'stranger'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

/** Done by whoever has shown nothing yet, also where it has been erased from where. */
const BY_STRANGERS: ReadonlySet<AuditEventKind> = new Set([
  'authn_login_fail',
  'authn_login_fail_max',
  'authn_login_factor_required',
  'login_code_created',
  'login_code_used',
  'login_code_refused',
  'password_token_used',
  'password_token_refused',
  'factor_refused',
  'link_used',
  'link_refused',
  'authn_client_fail',
  'authz_fail',
  'excess_rate_limit_exceeded',
  'upstream_refused',
]);
/** Where nobody is known to have done these, the service has, as somebody comes in by another provider. */
const NEVER_BY_STRANGERS: ReadonlySet<AuditEventKind> = new Set(['authz_role_granted', 'authz_role_revoked']);

/**
 * Who it was that has no id. Whoever comes over the network has an address, and so cannot pass for the operator by the name of
 * their program.
 */
export function unnamedActor({ kind, ip, user_agent }: AuditRecord): Exclude<ActorKind, 'user' | 'client'> {
  if (BY_STRANGERS.has(kind)) return 'stranger';
  if (ip !== null) return NEVER_BY_STRANGERS.has(kind) ? 'service' : 'stranger';
  return user_agent === OPERATOR_AGENT ? 'operator' : 'service';
}
