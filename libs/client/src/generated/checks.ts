// Generated from openapi.json by `npm run client`. Do not edit.

import type { Check } from '../check.js';

export const AccessTokenRevocation: Check = { kind: ['enum', 'token'], jti: 'string', expires_at: 'string' };

export const AccountStep: Check = { at: 'string', created: 'integer', deleted: 'integer' };

export const AccountStatistics: Check = {
  since: 'string',
  until: 'string',
  step: ['enum', 'minute', 'hour', 'day'],
  complete_since: ['or', 'string', 'null'],
  items: ['list', AccountStep],
};

export const AccountTotals: Check = {
  counted_at: 'string',
  active: 'integer',
  invited: 'integer',
  disabled: 'integer',
  with_second_factor: 'integer',
  totp: 'integer',
  passkey: 'integer',
  recovery_code: 'integer',
};

export const AddedFactor: Check = {
  id: 'string',
  method: ['enum', 'totp', 'passkey', 'recovery_code'],
  name: ['or', 'string', 'null'],
  created_at: 'string',
  last_used_at: ['or', 'string', 'null'],
  codes_left: ['or', 'integer', 'null'],
  backed_up: ['or', 'boolean', 'null'],
  rp_id: ['or', 'string', 'null'],
  recovery_codes: ['or', ['list', 'string'], 'null'],
};

export const AllowedApplication: Check = {
  client_id: 'string',
  scopes: ['list', ['enum', 'openid', 'profile', 'email', 'roles', 'offline_access']],
  granted_at: 'string',
  name: 'string',
};

export const AnswerOfAuthorization: Check = { fields: ['or', ['map', 'string'], 'null'], url: 'string' };

export const AuditActorKind: Check = ['enum', 'user', 'client', 'operator', 'service', 'stranger'];

export const AuditActor: Check = {
  kind: AuditActorKind,
  id: ['or', 'string', 'null'],
  label: ['or', 'string', 'null'],
};

export const AuditEventKind: Check = 'string';

export const AuditTargetKind: Check = 'string';

export const AuditTarget: Check = { kind: AuditTargetKind, id: 'string', label: ['or', 'string', 'null'] };

export const AuditEvent: Check = {
  id: 'string',
  kind: AuditEventKind,
  occurred_at: 'string',
  actor_id: ['or', 'string', 'null'],
  target_id: ['or', 'string', 'null'],
  ip: ['or', 'string', 'null'],
  user_agent: ['or', 'string', 'null'],
  details: ['map', 'any'],
  target: ['or', AuditTarget, 'null'],
  owner: ['or', AuditActor, 'null'],
  actor: AuditActor,
};

export const AuditEventPage: Check = { items: ['list', AuditEvent], next_cursor: ['or', 'string', 'null'] };

export const AuthenticatorSelection: Check = {
  residentKey: ['enum', 'required'],
  requireResidentKey: 'boolean',
  userVerification: ['enum', 'required'],
};

export const AuthorizationServerMetadata: Check = {
  mails: ['enum', 'on', 'off'],
  email_verification: ['enum', 'off', 'required'],
  passkeys: ['enum', 'on', 'off'],
  email_code: ['enum', 'on', 'off'],
  issuer: 'string',
  token_endpoint: 'string',
  introspection_endpoint: 'string',
  revocation_endpoint: 'string',
  jwks_uri: 'string',
  grant_types_supported: ['list', 'string'],
  response_types_supported: ['list', 'string'],
  token_endpoint_auth_methods_supported: ['list', 'string'],
  token_endpoint_auth_signing_alg_values_supported: ['list', 'string'],
  introspection_endpoint_auth_methods_supported: ['list', 'string'],
  introspection_endpoint_auth_signing_alg_values_supported: ['list', 'string'],
  revocation_endpoint_auth_methods_supported: ['list', 'string'],
  revocation_endpoint_auth_signing_alg_values_supported: ['list', 'string'],
  acr_values_supported: ['list', 'string'],
  'authorization_endpoint?': 'string',
  'pushed_authorization_request_endpoint?': 'string',
  'device_authorization_endpoint?': 'string',
  'userinfo_endpoint?': 'string',
  'end_session_endpoint?': 'string',
  'backchannel_logout_supported?': 'boolean',
  'backchannel_logout_session_supported?': 'boolean',
  'response_modes_supported?': ['list', 'string'],
  'code_challenge_methods_supported?': ['list', 'string'],
  'scopes_supported?': ['list', 'string'],
  'claims_supported?': ['list', 'string'],
  'prompt_values_supported?': ['list', 'string'],
  'subject_types_supported?': ['list', 'string'],
  'id_token_signing_alg_values_supported?': ['list', 'string'],
  'authorization_response_iss_parameter_supported?': 'boolean',
  'claims_parameter_supported?': 'boolean',
  'request_parameter_supported?': 'boolean',
  'request_uri_parameter_supported?': 'boolean',
  'require_pushed_authorization_requests?': 'boolean',
  revocations_endpoint: 'string',
  revocations_stream_endpoint: 'string',
  service_documentation: 'string',
};

export const ShownApplication: Check = {
  client_id: 'string',
  logo: ['or', 'string', 'null'],
  scopes: ['list', ['enum', 'openid', 'profile', 'email', 'roles', 'offline_access']],
  name: 'string',
};

export const BegunLogin: Check = {
  step: ['enum', 'log_in', 'reauthenticate', 'switch', 'consent', 'done'],
  'answer?': AnswerOfAuthorization,
  id: ['or', 'string', 'null'],
  application: ['or', ShownApplication, 'null'],
  login_hint: ['or', 'string', 'null'],
  max_age: ['or', 'integer', 'null'],
  silent: 'boolean',
};

export const BegunUpstreamLogin: Check = { url: 'string' };

export const RoleEffects: Check = {
  users: 'integer',
  outdated: 'integer',
  changes: 'boolean',
  roles: ['list', 'string'],
  gained: ['list', 'string'],
  lost: ['list', 'string'],
};

export const ChangedRole: Check = {
  version: 'integer',
  created_at: 'string',
  updated_at: 'string',
  name: 'string',
  description: 'string',
  permissions: ['list', 'string'],
  includes: ['list', 'string'],
  assigns: ['list', 'string'],
  effective_permissions: ['list', 'string'],
  requires_mfa: 'boolean',
  effective_requires_mfa: 'boolean',
  built_in: 'boolean',
  'effects?': RoleEffects,
};

export const EcPublicJwk: Check = {
  'kid?': 'string',
  'use?': ['enum', 'sig'],
  'key_ops?': ['list', ['enum', 'verify']],
  kty: ['enum', 'EC'],
  crv: ['enum', 'P-256'],
  x: 'string',
  y: 'string',
  'alg?': ['enum', 'ES256'],
};

export const RsaPublicJwk: Check = {
  'kid?': 'string',
  'use?': ['enum', 'sig'],
  'key_ops?': ['list', ['enum', 'verify']],
  kty: ['enum', 'RSA'],
  n: 'string',
  e: 'string',
  'alg?': ['enum', 'RS256', 'PS256'],
};

export const ServiceClient: Check = {
  client_id: 'string',
  kind: ['enum', 'service', 'web', 'native', 'browser'],
  audiences: ['or', ['list', 'string'], 'null'],
  public_jwk: ['or', ['or', EcPublicJwk, RsaPublicJwk], 'null'],
  backchannel_logout_uri: ['or', 'string', 'null'],
  logo_uri: ['or', 'string', 'null'],
  status: ['enum', 'active', 'disabled'],
  created_at: 'string',
  updated_at: 'string',
  name: 'string',
  scopes: ['list', 'string'],
  redirect_uris: ['list', 'string'],
  post_logout_redirect_uris: ['list', 'string'],
  backchannel_logout_session_required: 'boolean',
  first_party: 'boolean',
  require_pushed_authorization_requests: 'boolean',
  device_grant: 'boolean',
};

export const ClientPage: Check = { items: ['list', ServiceClient], next_cursor: ['or', 'string', 'null'] };

export const ClientSecret: Check = { id: 'string', created_at: 'string', expires_at: ['or', 'string', 'null'] };

export const ClientSecretList: Check = { next_cursor: ['or', 'string', 'null'], items: ['list', ClientSecret] };

export const ConsentList: Check = { next_cursor: ['or', 'string', 'null'], items: ['list', AllowedApplication] };

export const CookieSession: Check = { session_id: 'string', expires_in: 'integer', csrf_token: 'string' };

export const CreatedClient: Check = {
  client_id: 'string',
  kind: ['enum', 'service', 'web', 'native', 'browser'],
  audiences: ['or', ['list', 'string'], 'null'],
  public_jwk: ['or', ['or', EcPublicJwk, RsaPublicJwk], 'null'],
  backchannel_logout_uri: ['or', 'string', 'null'],
  logo_uri: ['or', 'string', 'null'],
  status: ['enum', 'active', 'disabled'],
  created_at: 'string',
  updated_at: 'string',
  client_secret: ['or', 'string', 'null'],
  secret_id: ['or', 'string', 'null'],
  name: 'string',
  scopes: ['list', 'string'],
  redirect_uris: ['list', 'string'],
  post_logout_redirect_uris: ['list', 'string'],
  backchannel_logout_session_required: 'boolean',
  first_party: 'boolean',
  require_pushed_authorization_requests: 'boolean',
  device_grant: 'boolean',
};

export const CreatedClientSecret: Check = {
  id: 'string',
  created_at: 'string',
  expires_at: ['or', 'string', 'null'],
  client_secret: 'string',
};

export const CreatedUser: Check = {
  id: 'string',
  email: 'string',
  email_verified: 'boolean',
  status: ['enum', 'active', 'invited', 'disabled'],
  ext: ['or', ['map', 'any'], 'null'],
  version: 'integer',
  created_at: 'string',
  updated_at: 'string',
  'set_password_token?': 'string',
  set_password_expires_at: 'string',
};

export const CsrfToken: Check = { csrf_token: 'string' };

export const DeviceAuthorizationResponse: Check = {
  expires_in: 'integer',
  interval: 'integer',
  device_code: 'string',
  user_code: 'string',
  verification_uri: 'string',
  verification_uri_complete: 'string',
};

export const DeviceThatWaits: Check = {
  application: ShownApplication,
  ip: ['or', 'string', 'null'],
  user_agent: ['or', 'string', 'null'],
  created_at: 'string',
  expires_at: 'string',
};

export const DryRunResult: Check = { effects: RoleEffects };

export const RecordedEvent: Check = {
  id: 'string',
  kind: AuditEventKind,
  occurred_at: 'string',
  actor_id: ['or', 'string', 'null'],
  target_id: ['or', 'string', 'null'],
  ip: ['or', 'string', 'null'],
  user_agent: ['or', 'string', 'null'],
  details: ['map', 'any'],
};

export const User: Check = {
  id: 'string',
  email: 'string',
  email_verified: 'boolean',
  status: ['enum', 'active', 'invited', 'disabled'],
  ext: ['or', ['map', 'any'], 'null'],
  version: 'integer',
  created_at: 'string',
  updated_at: 'string',
};

export const UserRole: Check = {
  granted_by: ['or', 'string', 'null'],
  granted_at: 'string',
  expires_at: ['or', 'string', 'null'],
  role: 'string',
};

export const Factor: Check = {
  id: 'string',
  method: ['enum', 'totp', 'passkey', 'recovery_code'],
  name: ['or', 'string', 'null'],
  created_at: 'string',
  last_used_at: ['or', 'string', 'null'],
  codes_left: ['or', 'integer', 'null'],
  backed_up: ['or', 'boolean', 'null'],
  rp_id: ['or', 'string', 'null'],
};

export const LinkedIdentity: Check = {
  id: 'string',
  provider_id: 'string',
  email: ['or', 'string', 'null'],
  linked_at: 'string',
  used_at: ['or', 'string', 'null'],
  issuer: 'string',
  button_text: 'string',
  subject: 'string',
};

export const ExportedLink: Check = {
  email: ['or', 'string', 'null'],
  created_at: 'string',
  expires_at: 'string',
  used_at: ['or', 'string', 'null'],
  purpose: 'string',
};

export const Session: Check = {
  id: 'string',
  user_id: 'string',
  client_name: ['or', 'string', 'null'],
  parent_id: ['or', 'string', 'null'],
  acr: ['enum', 'sfa', 'mfa'],
  authenticated_at: 'string',
  issued_at: 'string',
  expires_at: 'string',
  last_used_at: 'string',
  revoked_at: ['or', 'string', 'null'],
  ip: ['or', 'string', 'null'],
  user_agent: ['or', 'string', 'null'],
  client_id: 'string',
  jti: 'string',
  amr: ['list', 'string'],
  revoked: 'boolean',
  current: 'boolean',
};

export const ExportedAccount: Check = {
  exported_at: 'string',
  audit_events: ['list', RecordedEvent],
  account: User,
  roles: ['list', UserRole],
  factors: ['list', Factor],
  identities: ['list', LinkedIdentity],
  links: ['list', ExportedLink],
  sessions: ['list', Session],
};

export const FactorList: Check = { next_cursor: ['or', 'string', 'null'], items: ['list', Factor] };

export const FailingAccount: Check = { user_id: 'string', failures: 'integer', addresses: 'integer' };

export const FailingAccounts: Check = {
  since: 'string',
  until: 'string',
  complete: 'boolean',
  items: ['list', FailingAccount],
};

export const FailingAddress: Check = { ip: 'string', failures: 'integer', accounts: 'integer' };

export const FailingAddresses: Check = {
  since: 'string',
  until: 'string',
  complete: 'boolean',
  items: ['list', FailingAddress],
};

export const ForeseenRole: Check = {
  version: 'integer',
  created_at: 'string',
  updated_at: 'string',
  name: 'string',
  description: 'string',
  permissions: ['list', 'string'],
  includes: ['list', 'string'],
  assigns: ['list', 'string'],
  effective_permissions: ['list', 'string'],
  requires_mfa: 'boolean',
  effective_requires_mfa: 'boolean',
  built_in: 'boolean',
  effects: RoleEffects,
};

export const GrantedTokenResponse: Check = {
  token_type: ['enum', 'Bearer'],
  expires_in: 'integer',
  'session_id?': 'string',
  access_token: 'string',
  'refresh_token?': 'string',
  'id_token?': 'string',
  'scope?': 'string',
  'device_token?': 'string',
};

export const HeldThrough: Check = {
  expires_at: ['or', 'string', 'null'],
  role: 'string',
  path: ['list', 'string'],
  requires_mfa: 'boolean',
};

export const RoleMappingRule: Check = { claim: 'string', value: 'string', role: 'string' };

export const IdentityProvider: Check = {
  id: 'string',
  role_mapping: ['list', RoleMappingRule],
  version: 'integer',
  created_at: 'string',
  updated_at: 'string',
  issuer: 'string',
  client_id: 'string',
  button_text: 'string',
  scopes: ['list', 'string'],
  makes_accounts: 'boolean',
  email_domains: ['list', 'string'],
  mfa_acr_values: ['list', 'string'],
  mfa_amr_values: ['list', 'string'],
  enabled: 'boolean',
  redirect_uri: 'string',
};

export const IdentityProviderPage: Check = { items: ['list', IdentityProvider], next_cursor: ['or', 'string', 'null'] };

export const ImportRefusal: Check = { line: 'integer', code: 'string', message: 'string' };

export const InteractionStep: Check = {
  step: ['enum', 'log_in', 'reauthenticate', 'switch', 'consent', 'done'],
  'answer?': AnswerOfAuthorization,
};

export const IntrospectionResponse: Check = {
  'iat?': 'integer',
  'exp?': 'integer',
  'auth_time?': 'integer',
  'acr?': ['enum', 'sfa', 'mfa'],
  'epoch?': 'integer',
  'client_epoch?': 'integer',
  'ext?': ['map', 'any'],
  active: 'boolean',
  'iss?': 'string',
  'sub?': 'string',
  'aud?': ['list', 'string'],
  'client_id?': 'string',
  'sid?': 'string',
  'parent_sid?': 'string',
  'jti?': 'string',
  'amr?': ['list', 'string'],
  'roles?': ['list', 'string'],
  'scope?': 'string',
  'token_type?': ['enum', 'Bearer'],
};

export const Jwk: Check = {
  use: ['enum', 'sig'],
  'crv?': ['enum', 'P-256'],
  'x?': 'string',
  'y?': 'string',
  'n?': 'string',
  'e?': 'string',
  kty: ['enum', 'EC', 'RSA'],
  kid: 'string',
  alg: ['enum', 'ES256', 'RS256'],
};

export const Jwks: Check = { keys: ['list', Jwk] };

export const KeyRevocation: Check = { kind: ['enum', 'key'], kid: 'string', expires_at: 'string' };

export const LinkedIdentityList: Check = { next_cursor: ['or', 'string', 'null'], items: ['list', LinkedIdentity] };

export const Liveness: Check = { status: ['enum', 'ok'] };

export const LoginCodeRequested: Check = { 'code_ticket?': 'string', expires_at: 'string' };

export const TokenResponse: Check = {
  token_type: ['enum', 'Bearer'],
  expires_in: 'integer',
  session_id: 'string',
  access_token: 'string',
  refresh_token: 'string',
  'device_token?': 'string',
};

export const LoginResponse: Check = ['or', TokenResponse, CookieSession];

export const LoginStep: Check = {
  at: 'string',
  success: 'integer',
  factor_required: 'integer',
  wrong: 'integer',
  wrong_factor: 'integer',
  applications: 'integer',
};

export const LoginStatistics: Check = {
  since: 'string',
  until: 'string',
  step: ['enum', 'minute', 'hour', 'day'],
  complete_since: ['or', 'string', 'null'],
  items: ['list', LoginStep],
};

export const LogoutOfApplication: Check = {
  client_name: ['or', 'string', 'null'],
  session_id: ['or', 'string', 'null'],
  redirect_to: ['or', 'string', 'null'],
};

export const Me: Check = {
  id: 'string',
  email: 'string',
  email_verified: 'boolean',
  status: ['enum', 'active', 'invited', 'disabled'],
  ext: ['or', ['map', 'any'], 'null'],
  version: 'integer',
  created_at: 'string',
  updated_at: 'string',
  session_id: 'string',
  acr: ['enum', 'sfa', 'mfa'],
  auth_time: 'integer',
  roles: ['list', 'string'],
  dormant_roles: ['list', 'string'],
  permissions: ['list', 'string'],
  amr: ['list', 'string'],
};

export const MembersChange: Check = { changed: 'integer', unchanged: 'integer', 'effects?': RoleEffects };

export const NewRecoveryCodes: Check = { recovery_codes: ['list', 'string'] };

export const OfferedProvider: Check = { id: 'string', button_text: 'string' };

export const OfferedProviderList: Check = { next_cursor: ['or', 'string', 'null'], items: ['list', OfferedProvider] };

export const PasskeyAlgorithm: Check = { type: ['enum', 'public-key'], alg: 'integer' };

export const PasskeyDescriptorOptions: Check = {
  type: ['enum', 'public-key'],
  transports: ['list', 'string'],
  id: 'string',
};

export const RelyingPartyOptions: Check = { id: 'string', name: 'string' };

export const PasskeyUserOptions: Check = { id: 'string', name: 'string', displayName: 'string' };

export const PasskeyCreationOptions: Check = {
  pubKeyCredParams: ['list', PasskeyAlgorithm],
  timeout: 'integer',
  excludeCredentials: ['list', PasskeyDescriptorOptions],
  attestation: ['enum', 'none'],
  rp: RelyingPartyOptions,
  user: PasskeyUserOptions,
  challenge: 'string',
  authenticatorSelection: AuthenticatorSelection,
};

export const PasskeyCreation: Check = { expires_at: 'string', challenge_id: 'string', options: PasskeyCreationOptions };

export const PasskeyRequestOptions: Check = {
  timeout: 'integer',
  allowCredentials: ['list', PasskeyDescriptorOptions],
  userVerification: ['enum', 'required'],
  rpId: 'string',
  challenge: 'string',
};

export const PasskeyRequest: Check = { expires_at: 'string', challenge_id: 'string', options: PasskeyRequestOptions };

export const PasswordToken: Check = {
  'token?': 'string',
  purpose: ['enum', 'invitation', 'reset'],
  expires_at: 'string',
};

export const Permission: Check = {
  declared_by: ['or', 'string', 'null'],
  name: 'string',
  description: 'string',
  built_in: 'boolean',
};

export const PermissionHolder: Check = {
  user_id: 'string',
  email: ['or', 'string', 'null'],
  status: ['enum', 'active', 'invited', 'disabled'],
  through: ['list', HeldThrough],
};

export const PermissionHolderPage: Check = { items: ['list', PermissionHolder], next_cursor: ['or', 'string', 'null'] };

export const PermissionPage: Check = { items: ['list', Permission], next_cursor: ['or', 'string', 'null'] };

export const PersonInfo: Check = {
  sub: 'string',
  'roles?': ['list', 'string'],
  'email?': 'string',
  'email_verified?': 'boolean',
};

export const PushedRequestResponse: Check = { expires_in: 'integer', request_uri: 'string' };

export const ReadinessReport: Check = { status: ['enum', 'ok', 'failing'], checks: ['map', 'any'] };

export const SessionRevocation: Check = { kind: ['enum', 'session'], sid: 'string', expires_at: 'string' };

export const SubjectRevocation: Check = {
  kind: ['enum', 'subject'],
  sub: 'string',
  min_epoch: 'integer',
  status: ['enum', 'active', 'disabled', 'deleted'],
  expires_at: 'string',
};

export const RoleDefinition: Check = {
  kind: ['enum', 'role'],
  version: 'integer',
  'expires_at?': 'string',
  name: 'string',
  permissions: ['list', 'string'],
  'includes?': ['list', 'string'],
  'requires_mfa?': 'boolean',
};

export const RevocationEntry: Check = [
  'or',
  SessionRevocation,
  AccessTokenRevocation,
  SubjectRevocation,
  KeyRevocation,
  RoleDefinition,
];

export const RevocationBatch: Check = {
  cursor: ['or', 'string', 'null'],
  as_of: ['or', 'string', 'null'],
  items: ['list', RevocationEntry],
  feed: 'string',
  reset: 'boolean',
};

export const RevokedToken: Check = {
  reason: ['or', 'string', 'null'],
  revoked_at: 'string',
  expires_at: 'string',
  jti: 'string',
};

export const Role: Check = {
  version: 'integer',
  created_at: 'string',
  updated_at: 'string',
  name: 'string',
  description: 'string',
  permissions: ['list', 'string'],
  includes: ['list', 'string'],
  assigns: ['list', 'string'],
  effective_permissions: ['list', 'string'],
  requires_mfa: 'boolean',
  effective_requires_mfa: 'boolean',
  built_in: 'boolean',
};

export const RoleMember: Check = {
  granted_by: ['or', 'string', 'null'],
  granted_at: 'string',
  expires_at: ['or', 'string', 'null'],
  user_id: 'string',
  email: ['or', 'string', 'null'],
  has_second_factor: 'boolean',
};

export const RoleMemberPage: Check = { items: ['list', RoleMember], next_cursor: ['or', 'string', 'null'] };

export const RolePage: Check = { items: ['list', Role], next_cursor: ['or', 'string', 'null'] };

export const SessionPage: Check = { items: ['list', Session], next_cursor: ['or', 'string', 'null'] };

export const SessionTotals: Check = { counted_at: 'string', active: 'integer' };

export const StatisticsTotals: Check = {
  accounts: ['or', AccountTotals, 'null'],
  sessions: ['or', SessionTotals, 'null'],
};

export const SteppedUpToken: Check = {
  token_type: ['enum', 'Bearer'],
  expires_in: 'integer',
  session_id: 'string',
  access_token: 'string',
};

export const StepUpResponse: Check = ['or', SteppedUpToken, CookieSession];

export const TotpToConfirm: Check = { id: 'string', expires_at: 'string', secret: 'string', otpauth_uri: 'string' };

export const UserPage: Check = { items: ['list', User], next_cursor: ['or', 'string', 'null'] };

export const UserPermission: Check = { permission: 'string', through: ['list', HeldThrough] };

export const UserPermissionPage: Check = { items: ['list', UserPermission], next_cursor: ['or', 'string', 'null'] };

export const UserRoleList: Check = { next_cursor: ['or', 'string', 'null'], items: ['list', UserRole] };

export const UserSession: Check = {
  id: 'string',
  user_id: 'string',
  client_name: ['or', 'string', 'null'],
  parent_id: ['or', 'string', 'null'],
  acr: ['enum', 'sfa', 'mfa'],
  authenticated_at: 'string',
  issued_at: 'string',
  expires_at: 'string',
  last_used_at: 'string',
  revoked_at: ['or', 'string', 'null'],
  ip: ['or', 'string', 'null'],
  user_agent: ['or', 'string', 'null'],
  email: ['or', 'string', 'null'],
  client_id: 'string',
  jti: 'string',
  amr: ['list', 'string'],
  revoked: 'boolean',
  current: 'boolean',
};

export const UserSessionPage: Check = { items: ['list', UserSession], next_cursor: ['or', 'string', 'null'] };

export const UsersImported: Check = {
  id: 'string',
  created: 'integer',
  unchanged: 'integer',
  refused: 'integer',
  refusals: ['list', ImportRefusal],
};

/** What a problem has beside what every problem has, by its code. */
export const PROBLEM_MEMBERS: Readonly<Record<string, Check>> = {
  invalid_request: { 'trace_id?': 'string' },
  invalid_json: { 'trace_id?': 'string' },
  validation_failed: { 'trace_id?': 'string' },
  insufficient_user_authentication: { 'trace_id?': 'string' },
  token_missing: { 'trace_id?': 'string' },
  invalid_token: { 'trace_id?': 'string' },
  wrong_factor: { 'trace_id?': 'string' },
  cross_site_request: { 'trace_id?': 'string' },
  csrf_token_invalid: { 'trace_id?': 'string' },
  too_many_passkeys: { 'trace_id?': 'string' },
  body_too_large: { 'trace_id?': 'string' },
  unsupported_media_type: { 'trace_id?': 'string' },
  too_many_requests: { 'trace_id?': 'string' },
  headers_too_large: { 'trace_id?': 'string' },
  internal_error: { 'trace_id?': 'string' },
  database_unavailable: { 'trace_id?': 'string' },
  starting: { 'trace_id?': 'string' },
  cannot_verify: { 'trace_id?': 'string' },
  insufficient_scope: { 'trace_id?': 'string', 'dormant_roles?': ['list', 'string'] },
  permission_not_held: { 'trace_id?': 'string' },
  role_not_found: { 'trace_id?': 'string' },
  uri_too_long: { 'trace_id?': 'string' },
  members_refused: { 'trace_id?': 'string' },
  overloaded: { 'trace_id?': 'string' },
  user_code_not_found: { 'trace_id?': 'string' },
  interaction_not_found: { 'trace_id?': 'string' },
  wrong_password: { 'trace_id?': 'string' },
  identity_provider_not_found: { 'trace_id?': 'string' },
  upstream_unavailable: { 'trace_id?': 'string' },
  email_taken: { 'trace_id?': 'string' },
  weak_password: { 'trace_id?': 'string' },
  invalid_link: { 'trace_id?': 'string' },
  password_required: { 'trace_id?': 'string' },
  factor_not_found: { 'trace_id?': 'string' },
  client_exists: { 'trace_id?': 'string' },
  client_is_public: { 'trace_id?': 'string' },
  client_not_found: { 'trace_id?': 'string' },
  too_many_secrets: { 'trace_id?': 'string' },
  invalid_login_ticket: { 'trace_id?': 'string' },
  identity_provider_exists: { 'trace_id?': 'string' },
  too_many_identity_providers: { 'trace_id?': 'string' },
  user_not_found: { 'trace_id?': 'string' },
  mail_off: { 'trace_id?': 'string' },
  built_in_role: { 'trace_id?': 'string' },
  role_exists: { 'trace_id?': 'string' },
  too_many_roles: { 'trace_id?': 'string' },
  role_cycle: { 'trace_id?': 'string' },
  role_too_large: { 'trace_id?': 'string' },
  token_too_large: { 'trace_id?': 'string' },
  permission_exists: { 'trace_id?': 'string' },
  secret_not_found: { 'trace_id?': 'string' },
  precondition_failed: { 'trace_id?': 'string' },
  too_many_members: { 'trace_id?': 'string' },
  last_administrator: { 'trace_id?': 'string' },
  invalid_target: { 'trace_id?': 'string' },
  second_factor_required: {
    'trace_id?': 'string',
    login_ticket: 'string',
    methods: ['list', 'string'],
    expires_at: 'string',
  },
  upstream_refused: { 'trace_id?': 'string' },
  link_required: { 'trace_id?': 'string' },
  upstream_login_not_found: { 'trace_id?': 'string' },
  identity_linked: { 'trace_id?': 'string' },
  invalid_cursor: { 'trace_id?': 'string' },
  email_code_off: { 'trace_id?': 'string' },
  invalid_credentials: { 'trace_id?': 'string' },
  invalid_grant: { 'trace_id?': 'string' },
  registration_closed: { 'trace_id?': 'string' },
  session_not_found: { 'trace_id?': 'string' },
  invalid_password_token: { 'trace_id?': 'string' },
  identity_not_found: { 'trace_id?': 'string' },
  last_way_in: { 'trace_id?': 'string' },
  user_invited: { 'trace_id?': 'string' },
  consent_not_found: { 'trace_id?': 'string' },
  permission_not_found: { 'trace_id?': 'string' },
};
