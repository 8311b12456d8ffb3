/**
 * Kinds of audit events, in the vocabulary of the OWASP Logging Vocabulary Cheat Sheet where it has a word, and in
 * its style where it has none.
 */
export const AUDIT_EVENT_KINDS = [
  'user_created',
  'user_updated',
  'user_update_fail',
  'user_deleted',
  'user_exported',
  'authn_login_success',
  'authn_login_fail',
  'authn_password_change',
  'authn_password_change_fail',
  'password_token_created',
  'password_token_used',
  'password_token_refused',
  'authn_token_reuse',
  'authn_token_grace',
  'session_revoked',
  'sessions_revoked_all',
  'authz_role_granted',
  'authz_role_revoked',
  'authz_role_created',
  'authz_role_updated',
  'authz_role_deleted',
  'permission_declared',
  'permission_withdrawn',
  'authn_token_revoked',
  'client_created',
  'client_updated',
  'client_deleted',
  'client_secret_created',
  'client_secret_deleted',
  'key_created',
  'key_rotated',
  'key_retired',
] as const;

export type AuditEventKind = (typeof AUDIT_EVENT_KINDS)[number];
