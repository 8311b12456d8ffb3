import type { AuditEventKind } from '#libs/contracts';

/** What something can be done to. */
export const TARGET_KINDS = [
  'user',
  'session',
  'client',
  'role',
  'permission',
  'key',
  'token',
  'identity_provider',
  'identity',
  'factor',
  'device',
  'mail',
  'import',
] as const;
export type TargetKind = (typeof TARGET_KINDS)[number];

const GROUPS: Readonly<Record<TargetKind | 'nothing', readonly AuditEventKind[]>> = {
  user: [
    'user_created',
    'user_updated',
    'user_update_fail',
    'user_deleted',
    'user_exported',
    'authn_login_fail',
    'authn_login_factor_required',
    'authn_login_fail_max',
    'authn_device_new',
    'login_code_created',
    'login_code_used',
    'login_code_refused',
    'authn_password_change',
    'authn_password_change_fail',
    'password_token_created',
    'password_token_used',
    'password_token_refused',
    'factor_added',
    'factor_renamed',
    'factor_removed',
    'factor_refused',
    'factors_reset',
    'recovery_codes_created',
    'recovery_code_used',
    'link_used',
    'link_refused',
    'sessions_revoked_all',
    'authz_role_granted',
    'authz_role_revoked',
  ],
  session: [
    'authn_login_success',
    'authn_step_up',
    'authn_step_up_fail',
    'authn_token_reuse',
    'authn_token_grace',
    'authn_code_reuse',
    'session_revoked',
    'backchannel_logout_given_up',
  ],
  client: [
    'authn_client_fail',
    'consent_granted',
    'consent_withdrawn',
    'client_created',
    'client_updated',
    'client_deleted',
    'client_secret_created',
    'client_secret_deleted',
  ],
  role: ['authz_role_created', 'authz_role_updated', 'authz_role_deleted'],
  permission: ['permission_declared', 'permission_withdrawn'],
  key: ['key_created', 'key_rotated', 'key_retired'],
  token: ['authn_token_revoked'],
  identity_provider: ['identity_provider_created', 'identity_provider_updated', 'identity_provider_deleted'],
  identity: ['identity_linked', 'identity_unlinked'],
  factor: ['factor_counter_went_back'],
  device: ['device_approved', 'device_declined'],
  mail: ['mail_given_up'],
  import: ['users_imported'],
  nothing: ['authn_spraying', 'authz_fail', 'excess_rate_limit_exceeded', 'upstream_refused', 'audit_trail_exported'],
};

const KINDS = new Map(
  Object.entries(GROUPS).flatMap(([target, kinds]) => kinds.map(kind => [kind, target as keyof typeof GROUPS])),
);

/** To what kind of thing an event of this kind is done. Of a guess at an account it may be a client instead of a user. */
export function targetKindOf(kind: AuditEventKind): TargetKind | undefined {
  const found = KINDS.get(kind);
  return found === 'nothing' ? undefined : found;
}

/** The kinds of events of which somebody has said to what they are done. */
export const AIMED_KINDS: readonly AuditEventKind[] = [...KINDS.keys()];
