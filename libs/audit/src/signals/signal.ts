import type { AuditEventKind } from '#libs/contracts';
import type { Actor } from '../actor.js';

/** What shows that something may be going on, and does no harm by itself: anybody can cause any number of these. */
export const SIGNAL_KINDS = [
  'authn_device_new',
  'authn_login_fail_max',
  'authn_spraying',
  'authn_client_fail',
  'authz_fail',
  'excess_rate_limit_exceeded',
  'password_token_refused',
  'factor_refused',
  'login_code_refused',
  'link_refused',
  'upstream_refused',
] as const satisfies readonly AuditEventKind[];

export type SignalKind = (typeof SIGNAL_KINDS)[number];

export interface Signal {
  readonly kind: SignalKind;
  readonly actor: Actor;
  readonly target: string | null;
  /** A word of the service's own, never the caller's. */
  readonly reason: string;
}
