// Generated from openapi.json by `npm run client`. Do not edit.

export interface AccessTokenRevocation {
  kind: 'token';
  jti: string;
  expires_at: string;
}

export interface AccountStatistics {
  /** When the first step began. */
  since: string;
  /** When the last step ends: up to a step after now. */
  until: string;
  step: 'minute' | 'hour' | 'day';
  /**
   * From when on nothing is missing; null: from the beginning. After an upgrade from a version without statistics,
   * what was there before
   * is counted by and by.
   */
  complete_since: string | null;
  /** Every step of the period, the oldest first. */
  items: AccountStep[];
}

export interface AccountStep {
  /** When it began. */
  at: string;
  /** Those who have registered, were invited or imported, or came by another provider. */
  created: number;
  deleted: number;
}

export interface AccountTotals {
  /** When they were counted: now, if there are few, else at most some twenty minutes ago. */
  counted_at: string;
  active: number;
  invited: number;
  disabled: number;
  /** How many have any second factor. */
  with_second_factor: number;
  /** How many have an authenticator app. */
  totp: number;
  /** How many have a passkey. */
  passkey: number;
  /** How many have recovery codes left. */
  recovery_code: number;
}

export interface AddPasskeyRequest {
  credential: RegistrationCredential;
  /** As it came with the options. */
  challenge_id: string;
  /** What you call it: `Passkey`, if you do not say. */
  name?: string | undefined;
}

export interface AddedFactor {
  id: string;
  /** `totp`: an authenticator app; `recovery_code`: the recovery codes, all together. */
  method: 'totp' | 'passkey' | 'recovery_code';
  /** What its owner calls it. Recovery codes have no name. */
  name: string | null;
  /** Since when it is in force. */
  created_at: string;
  last_used_at: string | null;
  /** Of recovery codes: how many are left. */
  codes_left: number | null;
  /** Of a passkey: whether it is kept at other places too, and so outlives the device. */
  backed_up: boolean | null;
  /**
   * Of a passkey: the domain that it is bound to. It is good on pages of that one and of the hosts below it, and
   * nowhere else.
   */
  rp_id: string | null;
  /** Shown this once, with the first factor; null with any other, for those that were given out then stay good. */
  recovery_codes: string[] | null;
}

export interface AllowedApplication {
  client_id: string;
  /** What it may know and do. */
  scopes: ('openid' | 'profile' | 'email' | 'roles' | 'offline_access')[];
  /** When you allowed it last. */
  granted_at: string;
  name: string;
}

export interface AnswerOfAuthorization {
  /** To be sent there as a form; null: the browser just goes there. */
  fields: Record<string, string> | null;
  url: string;
}

export interface AssertionCredential {
  type: 'public-key';
  id: string;
  /** The same again. */
  rawId: string;
  response: AssertionResponse;
}

export interface AssertionResponse {
  /** Whose passkey it is. Needed where no account was named before. */
  userHandle?: string | undefined;
  clientDataJSON: string;
  authenticatorData: string;
  signature: string;
}

export interface AuditActor {
  /** Strangers are those who have not shown who they are; the operator has used the command line. */
  kind: AuditActorKind;
  /** Of a user or a service client; else null. */
  id: string | null;
  /**
   * The address of the user or the name of the client, as it is now; null where it is gone or erased, and for who
   * may not read
   * users, or clients.
   */
  label: string | null;
}

/** Strangers are those who have not shown who they are; the operator has used the command line. */
export type AuditActorKind = 'user' | 'client' | 'operator' | 'service' | 'stranger';

export interface AuditEvent {
  id: string;
  kind: AuditEventKind;
  occurred_at: string;
  /** The user or service client that did it; null for strangers, for the command line and for the service itself. */
  actor_id: string | null;
  /** What it was done to: the id of a user, a session, a client or a key, or the name of a role or permission. */
  target_id: string | null;
  /** The address that it was done from. */
  ip: string | null;
  /** The browser or program that it was done with, as it called itself. */
  user_agent: string | null;
  /** Ids, states and reasons, and `before` and `after` where something has changed. */
  details: Record<string, unknown>;
  /** Null where it is known of nothing in particular. */
  target: AuditTarget | null;
  /** Whose the target is, where it is no user itself: of a session whoever is logged in. */
  owner: AuditActor | null;
  actor: AuditActor;
}

export type AuditEventKind =
  | 'user_created'
  | 'users_imported'
  | 'user_updated'
  | 'user_update_fail'
  | 'user_deleted'
  | 'user_exported'
  | 'authn_login_success'
  | 'authn_login_fail'
  | 'authn_login_factor_required'
  | 'authn_login_fail_max'
  | 'authn_spraying'
  | 'authn_device_new'
  | 'login_code_created'
  | 'login_code_used'
  | 'login_code_refused'
  | 'authn_step_up'
  | 'authn_step_up_fail'
  | 'authn_password_change'
  | 'authn_password_change_fail'
  | 'password_token_created'
  | 'password_token_used'
  | 'password_token_refused'
  | 'factor_added'
  | 'factor_renamed'
  | 'factor_removed'
  | 'factor_refused'
  | 'factor_counter_went_back'
  | 'factors_reset'
  | 'recovery_codes_created'
  | 'recovery_code_used'
  | 'link_used'
  | 'link_refused'
  | 'authn_token_reuse'
  | 'authn_token_grace'
  | 'authn_code_reuse'
  | 'consent_granted'
  | 'consent_withdrawn'
  | 'device_approved'
  | 'device_declined'
  | 'session_revoked'
  | 'sessions_revoked_all'
  | 'authn_client_fail'
  | 'authz_fail'
  | 'excess_rate_limit_exceeded'
  | 'authz_role_granted'
  | 'authz_role_revoked'
  | 'authz_role_created'
  | 'authz_role_updated'
  | 'authz_role_deleted'
  | 'permission_declared'
  | 'permission_withdrawn'
  | 'authn_token_revoked'
  | 'client_created'
  | 'client_updated'
  | 'client_deleted'
  | 'client_secret_created'
  | 'client_secret_deleted'
  | 'identity_provider_created'
  | 'identity_provider_updated'
  | 'identity_provider_deleted'
  | 'identity_linked'
  | 'identity_unlinked'
  | 'upstream_refused'
  | 'key_created'
  | 'key_rotated'
  | 'key_retired'
  | 'audit_trail_exported'
  | 'mail_given_up'
  | 'backchannel_logout_given_up'
  | (string & {});

export interface AuditEventPage {
  items: AuditEvent[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface AuditTarget {
  kind: AuditTargetKind;
  id: string;
  /**
   * The address of a user, or the name of a client, a provider, a role or a permission, as it is now; of an
   * application's
   * session or device its name, and of a login elsewhere the provider's. Null where there is none, where it is gone
   * or erased, and for
   * who may not read users, clients or providers.
   */
  label: string | null;
}

export type AuditTargetKind =
  | 'user'
  | 'session'
  | 'client'
  | 'role'
  | 'permission'
  | 'key'
  | 'token'
  | 'identity_provider'
  | 'identity'
  | 'factor'
  | 'device'
  | 'mail'
  | 'import'
  | (string & {});

export interface AuthenticatorSelection {
  residentKey: 'required';
  requireResidentKey: boolean;
  userVerification: 'required';
}

export interface AuthorizationServerMetadata {
  /**
   * Beyond RFC 8414: whether the service sends mails, so that people can replace a password that they have
   * forgotten.
   */
  mails: 'on' | 'off';
  /** Beyond RFC 8414: whether who registers has to show first that the address is theirs. */
  email_verification: 'off' | 'required';
  /**
   * Beyond RFC 8414: whether browsers know passkeys where this service is; they do not at an IP address, nor
   * without TLS.
   */
  passkeys: 'on' | 'off';
  /** Beyond RFC 8414: whether people can log in by a code that is mailed to them. */
  email_code: 'on' | 'off';
  issuer: string;
  token_endpoint: string;
  introspection_endpoint: string;
  revocation_endpoint: string;
  jwks_uri: string;
  grant_types_supported: string[];
  response_types_supported: string[];
  token_endpoint_auth_methods_supported: string[];
  token_endpoint_auth_signing_alg_values_supported: string[];
  introspection_endpoint_auth_methods_supported: string[];
  introspection_endpoint_auth_signing_alg_values_supported: string[];
  revocation_endpoint_auth_methods_supported: string[];
  revocation_endpoint_auth_signing_alg_values_supported: string[];
  /**
   * How well somebody can prove who they are, as `acr` of tokens tells: in one way, or in more than one (RFC 9470
   * §7).
   */
  acr_values_supported: string[];
  authorization_endpoint?: string;
  pushed_authorization_request_endpoint?: string;
  device_authorization_endpoint?: string;
  userinfo_endpoint?: string;
  end_session_endpoint?: string;
  /** Whether applications are told when a session ends (OpenID Connect Back-Channel Logout 1.0). */
  backchannel_logout_supported?: boolean;
  /** Whether they are told which. */
  backchannel_logout_session_supported?: boolean;
  response_modes_supported?: string[];
  code_challenge_methods_supported?: string[];
  scopes_supported?: string[];
  claims_supported?: string[];
  prompt_values_supported?: string[];
  subject_types_supported?: string[];
  /** Of the keys that are published, that of the one which signs now at the head. */
  id_token_signing_alg_values_supported?: string[];
  authorization_response_iss_parameter_supported?: boolean;
  claims_parameter_supported?: boolean;
  request_parameter_supported?: boolean;
  request_uri_parameter_supported?: boolean;
  /** Of everybody: single applications may have to (RFC 9126 §5). */
  require_pushed_authorization_requests?: boolean;
  /** Beyond RFC 8414: the feed of revocations, to be polled. */
  revocations_endpoint: string;
  /** Beyond RFC 8414: the same as server-sent events. */
  revocations_stream_endpoint: string;
  service_documentation: string;
}

export interface AuthorizeRequest {
  consent?: boolean | undefined;
}

export interface BeginPasskeyRequest {
  current_password: string;
}

export interface BegunLogin {
  /**
   * `log_in`: somebody has to log in here. `reauthenticate`: whoever is here has to show anew who they are.
   * `switch`: somebody else has
   * to log in. `consent`: they have to say whether the application may know what it asks for. `done`: the browser
   * goes back.
   */
  step: 'log_in' | 'reauthenticate' | 'switch' | 'consent' | 'done';
  /** With `done`. */
  answer?: AnswerOfAuthorization;
  /** By which it goes on, in this browser; null with `done`. */
  id: string | null;
  /** Null with `done`. */
  application: ShownApplication | null;
  /** Who it is likely to be; null: nothing is said of that. */
  login_hint: string | null;
  /**
   * How many seconds before this began they may have shown who they are; 0: they are to do so anew. Null: it may be
   * ever so long ago.
   */
  max_age: number | null;
  /** Nobody may be asked anything: where something is wanting the application is told so. */
  silent: boolean;
}

export interface BegunUpstreamLogin {
  /** Where the browser is to go. */
  url: string;
}

export interface ChangedRole {
  /**
   * Rises with every change of the role, its description included, and of what it gives through a role that it
   * includes;
   * the `ETag`.
   */
  version: number;
  created_at: string;
  updated_at: string;
  name: string;
  description: string;
  /** What the role permits by itself; `*` is everything. */
  permissions: string[];
  /** Roles that it includes: whoever has it counts as having them. */
  includes: string[];
  /** Roles that its members may give and take, as far as they hold what those give. */
  assigns: string[];
  /** All that the role permits, by what it includes as well. */
  effective_permissions: string[];
  /** It counts only in sessions in which a second factor was shown, as long as the account has one. */
  requires_mfa: boolean;
  /** The same by itself or by any role that it includes. */
  effective_requires_mfa: boolean;
  /** Built-in roles cannot be changed or deleted. */
  built_in: boolean;
  /** Only of a dry run: then `version` and `ETag` are those of the role as it is, by which the change can be made. */
  effects?: RoleEffects;
}

export interface ClientPage {
  items: ServiceClient[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface ClientSecret {
  id: string;
  created_at: string;
  expires_at: string | null;
}

export interface ClientSecretList {
  /** Always null: the list is whole. */
  next_cursor: string | null;
  items: ClientSecret[];
}

export interface ConfirmTotpRequest {
  /** Of the enrolment. */
  id: string;
  /** As the app shows it, with a space in the middle or without. */
  code: string;
}

export interface ConsentList {
  /** Always null: the list is whole. */
  next_cursor: string | null;
  items: AllowedApplication[];
}

export interface CookieSession {
  session_id: string;
  /** Seconds until the access cookie expires: refresh before. */
  expires_in: number;
  /** Send it as `X-CSRF-Token` with whatever changes something. Good as long as the session. */
  csrf_token: string;
}

export interface CreateClient {
  /**
   * A `service` gets tokens of its own. With the others people log in: `web` runs on a server, `native` on
   * somebody's device, `browser`
   * in a page.
   */
  kind?: 'service' | 'web' | 'native' | 'browser' | undefined;
  /**
   * The most that its tokens may carry: `introspect`, `revocations:read`, and permissions. None for an application:
   * what people may do
   * depends on their roles.
   */
  scopes?: readonly string[] | undefined;
  /** The public key of its assertions, for `private_key_jwt`. */
  public_jwk?: EcPublicJwk | RsaPublicJwk | undefined;
  /** As people tell it from others by: no characters that cannot be seen. */
  name: string;
  /**
   * What its tokens may be meant for, and whose tokens it may introspect; without it the configured audiences. An
   * application
   * without any gets tokens with which it can ask who has logged in, and nothing else.
   */
  audiences?: readonly string[] | undefined;
  /**
   * Of an application, at least one: where browsers may be sent with the answer of a login, exactly as it will ask
   * for it. `https`; `http` on
   * a loopback address, for `native` at any port; for `native` also a scheme with a dot in it.
   */
  redirect_uris?: readonly string[] | undefined;
  /** Where browsers may be sent after a logout that the application asks for; by the same rules. */
  post_logout_redirect_uris?: readonly string[] | undefined;
  /** Of a `web` client: where it wants to be told that a session is over (OpenID Connect Back-Channel Logout 1.0). */
  backchannel_logout_uri?: string | undefined;
  /** Whether it needs to be told which session that is. It is told in any case. */
  backchannel_logout_session_required?: boolean | undefined;
  /**
   * A picture by which people know the application. It is shown to them if it is a `data:` URI, of a PNG, JPEG, GIF
   * or WebP in base64: what lies elsewhere is
   * not fetched.
   */
  logo_uri?: string | undefined;
  /** Whether the application is trusted: then nobody is asked for consent. */
  first_party?: boolean | undefined;
  /** Whether it has to push what it asks for (RFC 9126): then nobody comes here with more than the address of that. */
  require_pushed_authorization_requests?: boolean | undefined;
  /**
   * Whether it may have people let it in on another device (RFC 8628). Without it, `native` clients may. One that
   * may needs no
   * `redirect_uris`.
   */
  device_grant?: boolean | undefined;
  /**
   * Whether to make a secret too. Without it one is made for a client that has no key and could keep a secret, so
   * there is one way in and no more.
   */
  with_secret?: boolean | undefined;
}

export interface CreateClientSecret {
  /** From then on it is refused; without it, it stays good until it is deleted. */
  expires_at?: string | undefined;
}

export interface CreateIdentityProvider {
  /**
   * Of the roles in here people have at each login those that their claims come to, and no others. Takes that you
   * could give each of
   * them to anybody.
   */
  role_mapping?: readonly RoleMappingRule[] | undefined;
  /**
   * Exactly as the provider writes it: what it says of itself is found there, and its ID tokens have it as `iss`.
   * It never changes.
   */
  issuer: string;
  /** What the provider knows this service by. */
  client_id: string;
  /** By which this service shows the provider who it is. Kept encrypted, and never shown again. */
  client_secret: string;
  /** What people read on the button. */
  button_text: string;
  /** What is asked for; without it `openid` and `email`. */
  scopes?: readonly string[] | undefined;
  /**
   * Whether who comes for the first time, with an address that the provider says is verified and of one of the
   * `email_domains`, gets an
   * account. Takes `users:write`.
   */
  makes_accounts?: boolean | undefined;
  /** In lower case. */
  email_domains?: readonly string[] | undefined;
  /** Values of `acr` with which a login there counts as one with a second factor; none: no login does. Takes `*`. */
  mfa_acr_values?: readonly string[] | undefined;
  /** The same of the values in `amr`. */
  mfa_amr_values?: readonly string[] | undefined;
  /** Whether people can log in by it; without it, they can. */
  enabled?: boolean | undefined;
}

export interface CreateRole {
  /** Lower-case letters, digits, `-` and `_`; it travels in every token of its members. */
  name: string;
  description?: string | undefined;
  /** Permissions of the form `resource:action`. */
  permissions?: readonly string[] | undefined;
  /** Roles to include. */
  includes?: readonly string[] | undefined;
  /** Roles that members may give and take. */
  assigns?: readonly string[] | undefined;
  /**
   * It is to count only in sessions in which a second factor was shown: it sleeps in all others, and so does each
   * role that
   * includes it.
   */
  requires_mfa?: boolean | undefined;
}

export interface CreateUserRequest {
  /**
   * Small custom claims, which every token of the user carries: at most 512 bytes and 3 levels, nothing personal or
   * secret, and at the top no name that reads like a right or a claim of the token itself, such as `roles` or
   * `sub`.
   * Needs the permission `users:claims`, for good.
   */
  ext?: Record<string, unknown> | null | undefined;
  /** Roles beside `user`, which everybody has. You have to be able to give each of them. */
  roles?: readonly string[] | undefined;
  /** Whether you vouch for the address being theirs. */
  email_verified?: boolean | undefined;
  /** Whether the token is sent to the address, as a link, and shown to nobody else. */
  send_invitation?: boolean | undefined;
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is
   * stored in Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   */
  email: string;
}

export interface CreatedClient {
  client_id: string;
  /** What it is. */
  kind: 'service' | 'web' | 'native' | 'browser';
  /** Null: of a service the configured audiences, of an application none. */
  audiences: string[] | null;
  /** The public key of its assertions; null: it has none. */
  public_jwk: EcPublicJwk | RsaPublicJwk | null;
  /** Where the application wants to be told that a session is over; null: nowhere. */
  backchannel_logout_uri: string | null;
  /** Null: it has none. */
  logo_uri: string | null;
  status: 'active' | 'disabled';
  created_at: string;
  updated_at: string;
  /** Shown this once; null: none was made. */
  client_secret: string | null;
  /** By which the secret can be deleted; null: none was made. */
  secret_id: string | null;
  name: string;
  scopes: string[];
  /** Of an application: where browsers may be sent with the answer of a login. */
  redirect_uris: string[];
  /** Where they may be sent after a logout. */
  post_logout_redirect_uris: string[];
  /** Whether it needs to be told which session that is. It is told in any case. */
  backchannel_logout_session_required: boolean;
  /** Whether it is trusted: nobody is asked for consent. */
  first_party: boolean;
  /** Whether it has to push what it asks for (RFC 9126). */
  require_pushed_authorization_requests: boolean;
  /** Whether it may have people let it in on another device (RFC 8628). */
  device_grant: boolean;
}

export interface CreatedClientSecret {
  id: string;
  created_at: string;
  expires_at: string | null;
  /** Shown this once. */
  client_secret: string;
}

export interface CreatedUser {
  id: string;
  /**
   * The address, trimmed, in Unicode NFC and lower case, its domain in Unicode. It is what the person, or who
   * invited them, has
   * typed: nobody has verified it, unless `email_verified` says so.
   */
  email: string;
  /**
   * Whether it was shown that the address is theirs: by a link that was sent there, or by the word of an
   * administrator.
   */
  email_verified: boolean;
  /** Who is invited has yet to set a password; who is disabled can neither log in nor use any token. */
  status: 'active' | 'invited' | 'disabled';
  /** Small custom claims: every token of the user carries them as `ext`. */
  ext: Record<string, unknown> | null;
  /** Rises with every change. */
  version: number;
  created_at: string;
  updated_at: string;
  /** Shown this once: pass it on to the person. Absent where it was sent to them. */
  set_password_token?: string;
  /** From then on the token is refused. */
  set_password_expires_at: string;
}

export interface CsrfToken {
  /** Send it as `X-CSRF-Token` with whatever changes something. Good as long as the session. */
  csrf_token: string;
}

export interface DeviceAuthorizationForm {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  client_id?: string | undefined;
  client_secret?: string | undefined;
  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' | undefined;
  /** A JWT that the client signed (RFC 7523). */
  client_assertion?: string | undefined;
  /** `openid`, and of `email`, `roles`, `profile` and `offline_access` what is wanted, with spaces between. */
  scope?: string | undefined;
  /** The audiences that the token is to be good for, with spaces between. */
  audience?: string | undefined;
  /** The same by the name that it has in RFC 8707. It may be given several times. */
  resource?: string | undefined;
}

export interface DeviceAuthorizationResponse {
  /** Seconds. */
  expires_in: number;
  /** Seconds to wait before each question at the token endpoint. */
  interval: number;
  device_code: string;
  user_code: string;
  verification_uri: string;
  /** The same with the code in it. */
  verification_uri_complete: string;
}

export interface DeviceThatWaits {
  application: ShownApplication;
  /** From where the device has asked; null: it is not known. */
  ip: string | null;
  /** What its program calls itself; null: nothing. */
  user_agent: string | null;
  /** When it has asked. */
  created_at: string;
  /** Until then it waits. */
  expires_at: string;
}

export interface DryRunResult {
  effects: RoleEffects;
}

export interface EcPublicJwk {
  /** A name for the key; it is passed over, since a client has one key. */
  kid?: string | undefined;
  /** What the key is for: nothing else than signatures. */
  use?: 'sig' | undefined;
  /** What the key is for: nothing else than verifying. */
  key_ops?: readonly 'verify'[] | undefined;
  kty: 'EC';
  crv: 'P-256';
  /** 32 bytes in base64url, without padding. */
  x: string;
  /** 32 bytes in base64url, without padding; the point is on the curve. */
  y: string;
  /** The only algorithm of assertions that goes with the key. */
  alg?: 'ES256' | undefined;
}

export interface EmailChangeRequest {
  current_password: string;
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is
   * stored in Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   */
  email: string;
}

export interface EmailConfirmationRequest {
  /** The one of your account. */
  password?: string | undefined;
  /** What stands last in the link, behind the `#`. */
  token: string;
}

export interface EmailRequest {
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is
   * stored in Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   */
  email: string;
}

export interface EmailVerificationRequest {
  /**
   * The one of your account. Where the link makes the account: the one that it is to have, which you choose now. At
   * least 15
   * characters then; any characters; not a common password.
   */
  password?: string | undefined;
  /** What stands last in the link, behind the `#`. */
  token: string;
}

export interface EnrolTotpRequest {
  current_password: string;
  /** What you call it: `Authenticator app`, if you do not say. */
  name?: string | undefined;
}

export interface ExportedAccount {
  exported_at: string;
  /**
   * What you did, newest first; and then what was done to you, newest first, without the addresses of those who did
   * it. What you did
   * to others comes without its details.
   */
  audit_events: RecordedEvent[];
  account: User;
  /** The roles that you have. */
  roles: UserRole[];
  /** Your second factors, without what is secret about them. */
  factors: Factor[];
  /** The logins at other providers that are linked to your account. */
  identities: LinkedIdentity[];
  /** Links that you were mailed of late, newest first. */
  links: ExportedLink[];
  /** Newest first. */
  sessions: Session[];
}

export interface ExportedLink {
  /** The address that it was about. */
  email: string | null;
  created_at: string;
  expires_at: string;
  used_at: string | null;
  purpose: string;
}

export interface Factor {
  id: string;
  /** `totp`: an authenticator app; `recovery_code`: the recovery codes, all together. */
  method: 'totp' | 'passkey' | 'recovery_code';
  /** What its owner calls it. Recovery codes have no name. */
  name: string | null;
  /** Since when it is in force. */
  created_at: string;
  last_used_at: string | null;
  /** Of recovery codes: how many are left. */
  codes_left: number | null;
  /** Of a passkey: whether it is kept at other places too, and so outlives the device. */
  backed_up: boolean | null;
  /**
   * Of a passkey: the domain that it is bound to. It is good on pages of that one and of the hosts below it, and
   * nowhere else.
   */
  rp_id: string | null;
}

export interface FactorChallengeRequest {
  /** As `second_factor_required` gave it out. */
  login_ticket: string;
}

export interface FactorList {
  /** Always null: the list is whole. */
  next_cursor: string | null;
  items: Factor[];
}

export interface FailingAccount {
  user_id: string;
  failures: number;
  /** From how many addresses. */
  addresses: number;
}

export interface FailingAccounts {
  /** When the first step began. */
  since: string;
  /** When the last step ends: up to a step after now. */
  until: string;
  /** False where so much has failed that only the latest of it was looked through. */
  complete: boolean;
  /** Those with the most failures first. */
  items: FailingAccount[];
}

export interface FailingAddress {
  ip: string;
  failures: number;
  /** At how many accounts: many are a sign of somebody who tries one password everywhere. */
  accounts: number;
}

export interface FailingAddresses {
  /** When the first step began. */
  since: string;
  /** When the last step ends: up to a step after now. */
  until: string;
  /** False where so much has failed that only the latest of it was looked through. */
  complete: boolean;
  /** Those with the most failures first. */
  items: FailingAddress[];
}

export interface ForeseenRole {
  /**
   * Rises with every change of the role, its description included, and of what it gives through a role that it
   * includes;
   * the `ETag`.
   */
  version: number;
  created_at: string;
  updated_at: string;
  name: string;
  description: string;
  /** What the role permits by itself; `*` is everything. */
  permissions: string[];
  /** Roles that it includes: whoever has it counts as having them. */
  includes: string[];
  /** Roles that its members may give and take, as far as they hold what those give. */
  assigns: string[];
  /** All that the role permits, by what it includes as well. */
  effective_permissions: string[];
  /** It counts only in sessions in which a second factor was shown, as long as the account has one. */
  requires_mfa: boolean;
  /** The same by itself or by any role that it includes. */
  effective_requires_mfa: boolean;
  /** Built-in roles cannot be changed or deleted. */
  built_in: boolean;
  effects: RoleEffects;
}

export interface ForgottenPasswordRequest {
  email: string;
}

export interface GrantTerms {
  /** From then on the grant counts for nothing; null or absent: it stays until it is taken away. */
  expires_at?: string | null | undefined;
}

export interface GrantedTokenResponse {
  token_type: 'Bearer';
  /** Seconds. */
  expires_in: number;
  session_id?: string;
  access_token: string;
  refresh_token?: string;
  /** Of an application: who has logged in (OpenID Connect Core §2). */
  id_token?: string;
  scope?: string;
  /** With the grant `password`: keep it, also when the session is over, and send it along with the next one. */
  device_token?: string;
}

export interface HeldThrough {
  /** From then on the grant counts for nothing; null: it stays until it is taken away. */
  expires_at: string | null;
  /** The role that was granted. */
  role: string;
  /** From that role, by what it includes, to the one that has the permission by itself. */
  path: string[];
  /** In this way it counts only in sessions in which a second factor was shown, as long as the account has one. */
  requires_mfa: boolean;
}

export interface IdentityProvider {
  id: string;
  /**
   * Of the roles in here people have at each login those that their claims come to, and no others; all other roles
   * stay as they are.
   */
  role_mapping: RoleMappingRule[];
  /** Rises with every change; the `ETag`. */
  version: number;
  created_at: string;
  updated_at: string;
  issuer: string;
  client_id: string;
  button_text: string;
  scopes: string[];
  /** Whether who comes for the first time, with an address that the provider says is verified, gets an account. */
  makes_accounts: boolean;
  /** Accounts are made for addresses of these domains alone. */
  email_domains: string[];
  /** Values of `acr` with which a login there counts as one with a second factor. */
  mfa_acr_values: string[];
  /** Values in `amr` with which it does. */
  mfa_amr_values: string[];
  /** Whether people can log in by it. */
  enabled: boolean;
  /** What has to be registered at the provider as the redirect URI. */
  redirect_uri: string;
}

export interface IdentityProviderPage {
  items: IdentityProvider[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface ImportRefusal {
  /** From 1 on; empty lines count. */
  line: number;
  code: string;
  message: string;
}

export interface Instance {
  /** Made up at the start. */
  id: string;
  /** Its place among the workers of that instance (`GATEHOUSE_WORKERS`); null: it is alone. */
  worker: number | null;
  started_at: string;
  seen_at: string;
  /**
   * Milliseconds since its last look at the feed of revocations that succeeded, as it was seen. Above 2,000 it
   * refuses tokens.
   */
  feed_age_ms: number;
  /** How many revocations and roles in force it knows by the feed. */
  feed_entries: number;
  /** How many streams of the feed it serves. */
  feed_subscribers: number;
  /** The name of the machine, or of the container. */
  host: string;
  version: string;
  /** Whether it was seen in the last half minute. One that is not has been lost: who stops in order is not told of. */
  present: boolean;
}

export interface InstanceStatistics {
  items: Instance[];
}

export interface InteractionStep {
  /**
   * `log_in`: somebody has to log in here. `reauthenticate`: whoever is here has to show anew who they are.
   * `switch`: somebody else has
   * to log in. `consent`: they have to say whether the application may know what it asks for. `done`: the browser
   * goes back.
   */
  step: 'log_in' | 'reauthenticate' | 'switch' | 'consent' | 'done';
  /** With `done`. */
  answer?: AnswerOfAuthorization;
}

export interface IntrospectionResponse {
  iat?: number;
  exp?: number;
  auth_time?: number;
  /** How well: `mfa`, in more than one way, or `sfa`. */
  acr?: 'sfa' | 'mfa';
  epoch?: number;
  /** Of the service client that got the token for somebody else. */
  client_epoch?: number;
  ext?: Record<string, unknown>;
  active: boolean;
  iss?: string;
  sub?: string;
  aud?: string[];
  client_id?: string;
  sid?: string;
  /** Of an application's session: the session of the person in which it was let in. */
  parent_sid?: string;
  jti?: string;
  /** How the person proved who they are: values of RFC 8176, such as `pwd`. */
  amr?: string[];
  roles?: string[];
  scope?: string;
  token_type?: 'Bearer';
}

export interface Jwk {
  use: 'sig';
  crv?: 'P-256';
  x?: string;
  y?: string;
  n?: string;
  e?: string;
  kty: 'EC' | 'RSA';
  /** Which key signed a token: the token's header names it. */
  kid: string;
  alg: 'ES256' | 'RS256';
}

export interface Jwks {
  keys: Jwk[];
}

export interface KeyRevocation {
  kind: 'key';
  kid: string;
  expires_at: string;
}

export interface LinkIdentityRequest {
  /** The `state` of the provider's answer, which was answered with `link_required`. */
  state: string;
}

export interface LinkTokenRequest {
  /** What stands last in the link, behind the `#`. */
  token: string;
}

export interface LinkedIdentity {
  id: string;
  provider_id: string;
  /** The address that the provider named when it was linked; null: none. */
  email: string | null;
  linked_at: string;
  /** When somebody has logged in by it last; null: never yet. */
  used_at: string | null;
  issuer: string;
  button_text: string;
  /** As the provider knows who it is. */
  subject: string;
}

export interface LinkedIdentityList {
  /** Always null: the list is whole. */
  next_cursor: string | null;
  items: LinkedIdentity[];
}

export interface Liveness {
  status: 'ok';
}

export interface LoginCodeAnswer {
  /** Eight digits; spaces and hyphens between them do not matter. */
  code: string;
  /** As it was given out when the code was asked for; absent by cookie. */
  code_ticket?: string | undefined;
  /** Narrows the tokens to these of the configured audiences; without it they are good for all of them. */
  audience?: readonly string[] | undefined;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
}

export interface LoginCodeRequest {
  /**
   * How the tokens are handed out later, and the ticket now. `cookie`: for pages in a browser, in cookies that no
   * script can read.
   * `bearer`, or nothing: for everybody else, in the body.
   */
  transport?: 'bearer' | 'cookie' | undefined;
  email: string;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
}

export interface LoginCodeRequested {
  /** Without it the code is worth nothing: send it with the code. Absent by cookie, where the browser keeps it. */
  code_ticket?: string;
  /** Until then the code is good. */
  expires_at: string;
}

export interface LoginCredentials {
  /**
   * How the tokens are handed out. `cookie`: for pages in a browser, in cookies that no script can read. `bearer`,
   * or
   * nothing: for everybody else, in the body.
   */
  transport?: 'bearer' | 'cookie' | undefined;
  password: string;
  email: string;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
  /** Narrows the tokens to these of the configured audiences; without it they are good for all of them. */
  audience?: readonly string[] | undefined;
}

/** Tokens for those who send them on themselves, or what a page may know of a session whose tokens are cookies. */
export type LoginResponse = TokenResponse | CookieSession;

export interface LoginStatistics {
  /** When the first step began. */
  since: string;
  /** When the last step ends: up to a step after now. */
  until: string;
  step: 'minute' | 'hour' | 'day';
  /**
   * From when on nothing is missing; null: from the beginning. After an upgrade from a version without statistics,
   * what was there before
   * is counted by and by.
   */
  complete_since: string | null;
  /** Every step of the period, the oldest first. */
  items: LoginStep[];
}

export interface LoginStep {
  /** When it began. */
  at: string;
  /** Somebody has logged in, in whichever way. */
  success: number;
  /** What was shown was right, and a second factor was asked for. */
  factor_required: number;
  /** The password, code or passkey was wrong, or the account is not in force. */
  wrong: number;
  /** The second factor was wrong. Told up to a minute late. */
  wrong_factor: number;
  /** An application was let in by somebody who was logged in already. */
  applications: number;
}

export interface LogoutOfApplication {
  /** Null: it does not say who it is. */
  client_name: string | null;
  /**
   * The session of the person that is meant, as an ID token has shown; null: nothing has, or this browser is not in
   * it, so whoever is here has to be asked.
   */
  session_id: string | null;
  /** Where the browser goes then; null: it stays here. */
  redirect_to: string | null;
}

export interface LogoutRequest {
  /** Ends the session that it belongs to. */
  refresh_token?: string | undefined;
}

export interface Me {
  id: string;
  /**
   * The address, trimmed, in Unicode NFC and lower case, its domain in Unicode. It is what the person, or who
   * invited them, has
   * typed: nobody has verified it, unless `email_verified` says so.
   */
  email: string;
  /**
   * Whether it was shown that the address is theirs: by a link that was sent there, or by the word of an
   * administrator.
   */
  email_verified: boolean;
  /** Who is invited has yet to set a password; who is disabled can neither log in nor use any token. */
  status: 'active' | 'invited' | 'disabled';
  /** Small custom claims: every token of the user carries them as `ext`. */
  ext: Record<string, unknown> | null;
  /** Rises with every change. */
  version: number;
  created_at: string;
  updated_at: string;
  /** The session of the token that asked. */
  session_id: string;
  /** How well: `mfa`, in more than one way, or `sfa`. */
  acr: 'sfa' | 'mfa';
  /** When you last did so, in seconds since 1970. */
  auth_time: number;
  roles: string[];
  /**
   * Those that you were given and that do not count in this session: they demand a second factor. They wake as soon
   * as you show one.
   */
  dormant_roles: string[];
  /** What your roles permit; `*` is everything. */
  permissions: string[];
  /** How you proved who you are in this session, by the token that asked: values of RFC 8176, such as `pwd`. */
  amr: string[];
}

export interface MembersChange {
  /** How many were changed. */
  changed: number;
  /** How many were already as they were to become. */
  unchanged: number;
  /** Only of a dry run. */
  effects?: RoleEffects;
}

export interface MembersToAdd {
  /** From then on the grant counts for nothing; null or absent: it stays until it is taken away. */
  expires_at?: string | null | undefined;
  user_ids: readonly string[];
}

export interface MembersToRemove {
  user_ids: readonly string[];
}

export interface NewRecoveryCodes {
  /** Shown this once. */
  recovery_codes: string[];
}

export interface OfferedProvider {
  id: string;
  button_text: string;
}

export interface OfferedProviderList {
  /** Always null: the list is whole. */
  next_cursor: string | null;
  items: OfferedProvider[];
}

export interface PasskeyAlgorithm {
  type: 'public-key';
  /** By its number in the registry of COSE. */
  alg: number;
}

export interface PasskeyCreation {
  /** From then on the challenge is refused. */
  expires_at: string;
  /** Send it back with the credential. */
  challenge_id: string;
  options: PasskeyCreationOptions;
}

export interface PasskeyCreationOptions {
  /** The best first. */
  pubKeyCredParams: PasskeyAlgorithm[];
  /** Milliseconds. */
  timeout: number;
  /** Those that the account has: an authenticator that holds one of them makes no other. */
  excludeCredentials: PasskeyDescriptorOptions[];
  attestation: 'none';
  rp: RelyingPartyOptions;
  user: PasskeyUserOptions;
  challenge: string;
  authenticatorSelection: AuthenticatorSelection;
}

export interface PasskeyDescriptorOptions {
  type: 'public-key';
  /** How the authenticator was reached before. */
  transports: string[];
  id: string;
}

export interface PasskeyLogin {
  /**
   * How the tokens are handed out. `cookie`: for pages in a browser, in cookies that no script can read. `bearer`,
   * or
   * nothing: for everybody else, in the body.
   */
  transport?: 'bearer' | 'cookie' | undefined;
  credential: AssertionCredential;
  /** As it came with the options. */
  challenge_id: string;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
  /** Narrows the tokens to these of the configured audiences; without it they are good for all of them. */
  audience?: readonly string[] | undefined;
}

export interface PasskeyRequest {
  /** From then on the challenge is refused. */
  expires_at: string;
  /** Send it back with the credential. */
  challenge_id: string;
  options: PasskeyRequestOptions;
}

export interface PasskeyRequestOptions {
  /** Milliseconds. */
  timeout: number;
  /** Those that will do. None: whichever the browser finds for this domain, of whomever. */
  allowCredentials: PasskeyDescriptorOptions[];
  userVerification: 'required';
  rpId: string;
  challenge: string;
}

export interface PasskeyUserOptions {
  /** By which the authenticator knows the account: the bytes of its id, which say nothing of the person. */
  id: string;
  name: string;
  displayName: string;
}

export interface PasswordChangeRequest {
  current_password: string;
  new_password: string;
}

export interface PasswordToken {
  /** Shown this once: pass it on to the person. Absent where it was sent to them. */
  token?: string;
  /** `invitation`: there is no password yet. */
  purpose: 'invitation' | 'reset';
  expires_at: string;
}

export interface PasswordTokenRequest {
  /** Whether it is sent to the user’s address, as a link, and shown to nobody else. */
  send_mail?: boolean | undefined;
}

export interface Permission {
  /** The user or service client who has declared it; null if it is built in, the operator has, or nobody. */
  declared_by: string | null;
  name: string;
  /** Empty where nobody has declared it. */
  description: string;
  /** It is about this service itself, and cannot be changed. */
  built_in: boolean;
}

export interface PermissionDeclaration {
  description: string;
}

export interface PermissionHolder {
  user_id: string;
  /** Null for who may not read users. */
  email: string | null;
  /** Only who is `active` can make use of it: others hold it for when they are. */
  status: 'active' | 'invited' | 'disabled';
  through: HeldThrough[];
}

export interface PermissionHolderPage {
  items: PermissionHolder[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface PermissionPage {
  items: Permission[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface PersonInfo {
  /** Stays the same for good, and is the same for all applications. */
  sub: string;
  /** With the scope `roles`. */
  roles?: string[];
  /** With the scope `email`. */
  email?: string;
  /** With the scope `email`: whether it was shown that the address is theirs. */
  email_verified?: boolean;
}

export interface PresentedTokenForm {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  client_id?: string | undefined;
  client_secret?: string | undefined;
  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' | undefined;
  /** A JWT that the client signed (RFC 7523). */
  client_assertion?: string | undefined;
  token: string;
  /** Taken note of, and not needed. */
  token_type_hint?: string | undefined;
}

export interface PushedRequestForm {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  client_id?: string | undefined;
  client_secret?: string | undefined;
  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' | undefined;
  /** A JWT that the client signed (RFC 7523). */
  client_assertion?: string | undefined;
  redirect_uri?: string | undefined;
  /** `code` */
  response_type?: string | undefined;
  /** `query` or `form_post` */
  response_mode?: string | undefined;
  /** `openid`, and of `email`, `roles`, `profile` and `offline_access` what is wanted, with spaces between. */
  scope?: string | undefined;
  state?: string | undefined;
  nonce?: string | undefined;
  code_challenge?: string | undefined;
  /** `S256` */
  code_challenge_method?: string | undefined;
  /** `none`, alone, or of `login`, `consent` and `select_account`. */
  prompt?: string | undefined;
  /** Seconds. */
  max_age?: string | undefined;
  login_hint?: string | undefined;
  id_token_hint?: string | undefined;
  acr_values?: string | undefined;
  /** What the access token is to be meant for, with spaces between. It may be given several times (RFC 8707). */
  resource?: string | undefined;
}

export interface PushedRequestResponse {
  /** Seconds. */
  expires_in: number;
  /** Good once, for this client. */
  request_uri: string;
}

export interface ReadinessReport {
  status: 'ok' | 'failing';
  /** The state of each part. */
  checks: Record<string, unknown>;
}

export interface RecordedEvent {
  id: string;
  kind: AuditEventKind;
  occurred_at: string;
  /** The user or service client that did it; null for strangers, for the command line and for the service itself. */
  actor_id: string | null;
  /** What it was done to: the id of a user, a session, a client or a key, or the name of a role or permission. */
  target_id: string | null;
  /** The address that it was done from. */
  ip: string | null;
  /** The browser or program that it was done with, as it called itself. */
  user_agent: string | null;
  /** Ids, states and reasons, and `before` and `after` where something has changed. */
  details: Record<string, unknown>;
}

export interface RefreshRequest {
  /** Needed unless there is a refresh cookie; with one it must not be there. */
  refresh_token?: string | undefined;
  /** Narrows the new access token to these audiences of the session. */
  audience?: readonly string[] | undefined;
}

export interface Registration {
  /**
   * At least 15 characters; any characters; not a common password. Where addresses have to be verified none is
   * needed here: one that is sent
   * is judged and forgotten, and the account has the one that is chosen with the link.
   */
  password?: string | undefined;
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is
   * stored in
   * Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   */
  email: string;
}

export interface RegistrationCredential {
  type: 'public-key';
  id: string;
  /** The same again. */
  rawId: string;
  response: RegistrationResponse;
}

export interface RegistrationResponse {
  transports?: readonly string[] | undefined;
  clientDataJSON: string;
  attestationObject: string;
}

export interface RelyingPartyOptions {
  /** The domain that the passkey is bound to. */
  id: string;
  name: string;
}

export interface RenameFactorRequest {
  name: string;
}

export interface RequestOfApplication {
  /** The query of the address, as it stands there. */
  request: string;
}

export interface RevocationBatch {
  /** Where to go on: `after`, or `Last-Event-ID`. Null while more parts of the same picture follow (stream only). */
  cursor: string | null;
  /** Everything that was acknowledged before this time is known with this batch. Null while more parts follow. */
  as_of: string | null;
  items: RevocationEntry[];
  /** Which feed this is: another one after the database was restored or failed over. */
  feed: string;
  /** A whole new picture begins here: what is known of subjects and roles is to be replaced by it. */
  reset: boolean;
}

/** What was taken back, or what a role permits. */
export type RevocationEntry =
  SessionRevocation | AccessTokenRevocation | SubjectRevocation | KeyRevocation | RoleDefinition;

export interface RevokeTokenRequest {
  /**
   * When the token expires by itself. The revocation is kept until no such token can be alive, whatever is said
   * here.
   */
  expires_at?: string | undefined;
  /** The `jti` claim of the token. */
  jti: string;
  /** Why: goes into the audit trail. */
  reason?: string | undefined;
}

export interface RevokedToken {
  reason: string | null;
  revoked_at: string;
  /** Until when the revocation is kept. */
  expires_at: string;
  jti: string;
}

export interface Role {
  /**
   * Rises with every change of the role, its description included, and of what it gives through a role that it
   * includes;
   * the `ETag`.
   */
  version: number;
  created_at: string;
  updated_at: string;
  name: string;
  description: string;
  /** What the role permits by itself; `*` is everything. */
  permissions: string[];
  /** Roles that it includes: whoever has it counts as having them. */
  includes: string[];
  /** Roles that its members may give and take, as far as they hold what those give. */
  assigns: string[];
  /** All that the role permits, by what it includes as well. */
  effective_permissions: string[];
  /** It counts only in sessions in which a second factor was shown, as long as the account has one. */
  requires_mfa: boolean;
  /** The same by itself or by any role that it includes. */
  effective_requires_mfa: boolean;
  /** Built-in roles cannot be changed or deleted. */
  built_in: boolean;
}

export interface RoleDefinition {
  kind: 'role';
  version: number;
  /** Only of a role that was deleted: when the entry may be forgotten. */
  expires_at?: string;
  name: string;
  /** All that the role permits, by what it includes as well; `*` is everything. Empty for a role that was deleted. */
  permissions: string[];
  /** All roles that it includes, directly or through others: who has it counts as having them. Absent: none. */
  includes?: string[];
  /**
   * The role demands a second factor: in a token whose `amr` lacks `mfa` it is as if it were not there. Absent: it
   * counts in
   * every token.
   */
  requires_mfa?: boolean;
}

export interface RoleEffects {
  /**
   * How many people are concerned: they have one of `roles`, by grant, or are given a role or lose it. Counted up
   * to 10,000.
   */
  users: number;
  /** How many people's access tokens would be refused at once, until a refresh. */
  outdated: number;
  /** False: all would stay as it is. */
  changes: boolean;
  /** Roles that would give something else: the one that is changed, and those that include or assign it; in order. */
  roles: string[];
  /**
   * Permissions that at least one person concerned would gain, if only in sessions without a second factor; in
   * order.
   */
  gained: string[];
  /**
   * Permissions that at least one person concerned would lose, if only in sessions without a second factor; in
   * order. Where more than
   * 10,000 people are concerned, those count as well that only somebody without other roles gains or loses.
   */
  lost: string[];
}

export interface RoleMappingRule {
  /** A claim of the ID token, or of the provider's userinfo. */
  claim: string;
  /** What it says, or one of the texts that it lists. */
  value: string;
  role: string;
}

export interface RoleMember {
  /** The user or service client who gave it; null if the service or its operator did. */
  granted_by: string | null;
  granted_at: string;
  /** From then on it counts for nothing; null: it stays until it is taken away. */
  expires_at: string | null;
  user_id: string;
  /** Null for who may not read users. */
  email: string | null;
  /** Whether they have a second factor. A role that demands one sleeps for who has none. */
  has_second_factor: boolean;
}

export interface RoleMemberPage {
  items: RoleMember[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface RolePage {
  items: Role[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface RsaPublicJwk {
  /** A name for the key; it is passed over, since a client has one key. */
  kid?: string | undefined;
  /** What the key is for: nothing else than signatures. */
  use?: 'sig' | undefined;
  /** What the key is for: nothing else than verifying. */
  key_ops?: readonly 'verify'[] | undefined;
  kty: 'RSA';
  /** The modulus in base64url, without padding or leading zeros: odd, 2048 to 8192 bits, and not known to be weak. */
  n: string;
  /** The exponent in base64url, without padding or leading zeros: odd, from 65537 to 2^32. */
  e: string;
  /** The algorithm that assertions have to be signed by; without it, either will do. */
  alg?: 'RS256' | 'PS256' | undefined;
}

export interface SecondStepRequest {
  /** With `passkey`: what the browser has made of the challenge, as `PublicKeyCredential.toJSON()` gives it. */
  credential?: Record<string, unknown> | undefined;
  /** One of the `methods` that the account has. A recovery code stands in for any other. */
  method: 'totp' | 'passkey' | 'recovery_code';
  /** As `second_factor_required` gave it out. */
  login_ticket: string;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
  /** With `totp` and `recovery_code`: what the app shows, or one of the codes. */
  code?: string | undefined;
  /** With `passkey`: the challenge that was given out for it. */
  challenge_id?: string | undefined;
}

export interface ServiceClient {
  client_id: string;
  /** What it is. */
  kind: 'service' | 'web' | 'native' | 'browser';
  /** Null: of a service the configured audiences, of an application none. */
  audiences: string[] | null;
  /** The public key of its assertions; null: it has none. */
  public_jwk: EcPublicJwk | RsaPublicJwk | null;
  /** Where the application wants to be told that a session is over; null: nowhere. */
  backchannel_logout_uri: string | null;
  /** Null: it has none. */
  logo_uri: string | null;
  status: 'active' | 'disabled';
  created_at: string;
  updated_at: string;
  name: string;
  scopes: string[];
  /** Of an application: where browsers may be sent with the answer of a login. */
  redirect_uris: string[];
  /** Where they may be sent after a logout. */
  post_logout_redirect_uris: string[];
  /** Whether it needs to be told which session that is. It is told in any case. */
  backchannel_logout_session_required: boolean;
  /** Whether it is trusted: nobody is asked for consent. */
  first_party: boolean;
  /** Whether it has to push what it asks for (RFC 9126). */
  require_pushed_authorization_requests: boolean;
  /** Whether it may have people let it in on another device (RFC 8628). */
  device_grant: boolean;
}

export interface Session {
  /** The `sid` claim of the session's tokens. */
  id: string;
  user_id: string;
  /** The name of the application, or the service; null: people came by themselves. */
  client_name: string | null;
  /** The session in which the application was let in: this one is over with it. Null: it stands by itself. */
  parent_id: string | null;
  /** How well: `mfa`, in more than one way, or `sfa`. */
  acr: 'sfa' | 'mfa';
  /** When they last did so. */
  authenticated_at: string;
  /** When the person logged in. */
  issued_at: string;
  /** When the session ends, however much it is used. */
  expires_at: string;
  /** When it was last refreshed. */
  last_used_at: string;
  /** When; null if it was not, or ended together with all others. */
  revoked_at: string | null;
  /** The address that it was opened from. */
  ip: string | null;
  /** The browser or program that it was opened with, as it called itself. */
  user_agent: string | null;
  /** The client that it was opened through; `gatehouse`: people came by themselves. */
  client_id: string;
  /** The id of the newest access token. */
  jti: string;
  /** How the person proved who they are: values of RFC 8176, such as `pwd`. */
  amr: string[];
  /** Whether it was ended before its time. */
  revoked: boolean;
  /** Whether this is the session of the token that asked. */
  current: boolean;
}

export interface SessionPage {
  items: Session[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface SessionRevocation {
  kind: 'session';
  sid: string;
  /** When no token can be concerned any more, and the entry may be forgotten. */
  expires_at: string;
}

export interface SessionTotals {
  /** When they were counted: now, if there are few, else at most some twenty minutes ago. */
  counted_at: string;
  /** Those that live, of applications as well. */
  active: number;
}

export interface SetPasswordRequest {
  /** At least 15 characters; any characters; not a common password. */
  password: string;
  /** As it was passed on. */
  token: string;
}

export interface ShownApplication {
  client_id: string;
  /** Its picture, as a `data:` URI; null: it has none, or one that lies elsewhere. */
  logo: string | null;
  /** What it asks for. */
  scopes: ('openid' | 'profile' | 'email' | 'roles' | 'offline_access')[];
  name: string;
}

export interface StatisticsTotals {
  /** Null before the accounts of a large service were counted for the first time. */
  accounts: AccountTotals | null;
  /** Null before the sessions of a large service were counted for the first time. */
  sessions: SessionTotals | null;
}

export interface StepUpRequest {
  /** With `passkey`: what the browser has made of the challenge, as `PublicKeyCredential.toJSON()` gives it. */
  credential?: Record<string, unknown> | undefined;
  /** Needed unless the account has a second factor. */
  current_password?: string | undefined;
  /** Needed if the account has a second factor: one of its own. A recovery code stands in for any other. */
  method?: 'totp' | 'passkey' | 'recovery_code' | undefined;
  /** With `totp` and `recovery_code`: what the app shows, or one of the codes. */
  code?: string | undefined;
  /** With `passkey`: the challenge that was given out for it. */
  challenge_id?: string | undefined;
}

/** An access token, or what a page may know of a session whose tokens are cookies. */
export type StepUpResponse = SteppedUpToken | CookieSession;

export interface SteppedUpToken {
  token_type: 'Bearer';
  /** Seconds until the access token expires. */
  expires_in: number;
  session_id: string;
  /** A signed JWT that tells what was shown; the one before stays good for what it was. */
  access_token: string;
}

export interface SubjectRevocation {
  kind: 'subject';
  sub: string;
  min_epoch: number;
  /** Unless it is `active`, tokens that name the subject as their `client_id` are refused too. */
  status: 'active' | 'disabled' | 'deleted';
  expires_at: string;
}

export interface TokenForm {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  client_id?: string | undefined;
  client_secret?: string | undefined;
  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' | undefined;
  /** A JWT that the client signed (RFC 7523). */
  client_assertion?: string | undefined;
  grant_type:
    | 'authorization_code'
    | 'client_credentials'
    | 'refresh_token'
    | 'urn:ietf:params:oauth:grant-type:device_code'
    | 'password';
  /** For `client_credentials`: what is wanted of the client's scopes, with spaces between. */
  scope?: string | undefined;
  /** The audiences that the token is to be good for, with spaces between. */
  audience?: string | undefined;
  /** The same by the name that it has in RFC 8707. It may be given several times. */
  resource?: string | undefined;
  /** For `authorization_code`. */
  code?: string | undefined;
  /** For `authorization_code`: the same as in the request for it. */
  redirect_uri?: string | undefined;
  /** For `authorization_code`: that of the code_challenge (RFC 7636). */
  code_verifier?: string | undefined;
  /** For `refresh_token`. */
  refresh_token?: string | undefined;
  /** For the device grant (RFC 8628). */
  device_code?: string | undefined;
  /** For `password`: the e-mail address. */
  username?: string | undefined;
  /** For `password`. */
  password?: string | undefined;
  /** For `password`: what a login on this device has given out. */
  device_token?: string | undefined;
}

export interface TokenResponse {
  token_type: 'Bearer';
  /** Seconds until the access token expires. */
  expires_in: number;
  session_id: string;
  /** A signed JWT: send it as `Authorization: Bearer …`. */
  access_token: string;
  /** Good for one refresh; the refresh gives out its successor. */
  refresh_token: string;
  /**
   * At a login: makes this device known to the account, and says nothing else. Keep it, also when the session is
   * over, and send it
   * along with the next login: then what strangers try does not keep you out.
   */
  device_token?: string;
}

export interface TotpToConfirm {
  id: string;
  /** Until when a code has to be shown. */
  expires_at: string;
  /** Base32, for apps into which it is typed. Shown this once. */
  secret: string;
  /** The same as a URI, for the QR code that apps read. */
  otpauth_uri: string;
}

export interface UpdateClient {
  /**
   * The most that its tokens may carry: `introspect`, `revocations:read`, and permissions. None for an application:
   * what people may do
   * depends on their roles.
   */
  scopes?: readonly string[] | undefined;
  /** As people tell it from others by: no characters that cannot be seen. */
  name?: string | undefined;
  /**
   * Of an application, at least one: where browsers may be sent with the answer of a login, exactly as it will ask
   * for it. `https`; `http` on
   * a loopback address, for `native` at any port; for `native` also a scheme with a dot in it.
   */
  redirect_uris?: readonly string[] | undefined;
  /** Where browsers may be sent after a logout that the application asks for; by the same rules. */
  post_logout_redirect_uris?: readonly string[] | undefined;
  /** Whether it needs to be told which session that is. It is told in any case. */
  backchannel_logout_session_required?: boolean | undefined;
  /** Whether the application is trusted: then nobody is asked for consent. */
  first_party?: boolean | undefined;
  /** Whether it has to push what it asks for (RFC 9126): then nobody comes here with more than the address of that. */
  require_pushed_authorization_requests?: boolean | undefined;
  /**
   * Whether it may have people let it in on another device (RFC 8628). Without it, `native` clients may. One that
   * may needs no
   * `redirect_uris`.
   */
  device_grant?: boolean | undefined;
  /** Null: from now on the configured audiences; of an application, none. */
  audiences?: readonly string[] | null | undefined;
  /** Null: from now on it has no key. */
  public_jwk?: EcPublicJwk | RsaPublicJwk | null | undefined;
  /** Null: from now on it is not told. */
  backchannel_logout_uri?: string | null | undefined;
  /** Null: from now on it has none. */
  logo_uri?: string | null | undefined;
  /** A disabled client gets no tokens, and those that it has are dead. */
  status?: 'active' | 'disabled' | undefined;
}

export interface UpdateIdentityProvider {
  /**
   * Of the roles in here people have at each login those that their claims come to, and no others. Takes that you
   * could give each of
   * them to anybody.
   */
  role_mapping?: readonly RoleMappingRule[] | undefined;
  /** What the provider knows this service by. */
  client_id?: string | undefined;
  /** By which this service shows the provider who it is. Kept encrypted, and never shown again. */
  client_secret?: string | undefined;
  /** What people read on the button. */
  button_text?: string | undefined;
  /** What is asked for; without it `openid` and `email`. */
  scopes?: readonly string[] | undefined;
  /**
   * Whether who comes for the first time, with an address that the provider says is verified and of one of the
   * `email_domains`, gets an
   * account. Takes `users:write`.
   */
  makes_accounts?: boolean | undefined;
  /** In lower case. */
  email_domains?: readonly string[] | undefined;
  /** Values of `acr` with which a login there counts as one with a second factor; none: no login does. Takes `*`. */
  mfa_acr_values?: readonly string[] | undefined;
  /** The same of the values in `amr`. */
  mfa_amr_values?: readonly string[] | undefined;
  /** Whether people can log in by it; without it, they can. */
  enabled?: boolean | undefined;
}

export interface UpdateRole {
  description?: string | undefined;
  /** Permissions of the form `resource:action`. */
  permissions?: readonly string[] | undefined;
  /** Roles to include. */
  includes?: readonly string[] | undefined;
  /** Roles that members may give and take. */
  assigns?: readonly string[] | undefined;
  /**
   * It is to count only in sessions in which a second factor was shown: it sleeps in all others, and so does each
   * role that
   * includes it.
   */
  requires_mfa?: boolean | undefined;
}

export interface UpdateUserRequest {
  /**
   * `disabled` ends every session and refuses every token at once. `active` enables an account again; one that has
   * no
   * password yet is `invited` then.
   */
  status?: 'active' | 'disabled' | undefined;
  /**
   * Replaces the custom claims, which every token of the user carries from the next refresh on; null: none. At most
   * 512
   * bytes and 3 levels, nothing personal or secret, and at the top no name that reads like a right or a claim of
   * the
   * token itself, such as `roles` or `sub`. Needs the permission `users:claims`, for good.
   */
  ext?: Record<string, unknown> | null | undefined;
  /** Whether you vouch for the address being theirs. */
  email_verified?: boolean | undefined;
}

export interface UpstreamCallback {
  /** To which provider's address. */
  provider_id: string;
  /** The query of the address, as it stands there. */
  answer: string;
}

export interface User {
  id: string;
  /**
   * The address, trimmed, in Unicode NFC and lower case, its domain in Unicode. It is what the person, or who
   * invited them, has
   * typed: nobody has verified it, unless `email_verified` says so.
   */
  email: string;
  /**
   * Whether it was shown that the address is theirs: by a link that was sent there, or by the word of an
   * administrator.
   */
  email_verified: boolean;
  /** Who is invited has yet to set a password; who is disabled can neither log in nor use any token. */
  status: 'active' | 'invited' | 'disabled';
  /** Small custom claims: every token of the user carries them as `ext`. */
  ext: Record<string, unknown> | null;
  /** Rises with every change. */
  version: number;
  created_at: string;
  updated_at: string;
}

export interface UserCodeRequest {
  /** Eight letters; case does not matter, nor hyphens and spaces between them. */
  user_code: string;
}

export interface UserPage {
  items: User[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface UserPermission {
  /** `*` is everything. */
  permission: string;
  through: HeldThrough[];
}

export interface UserPermissionPage {
  items: UserPermission[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface UserRole {
  /** The user or service client who gave it; null if the service or its operator did. */
  granted_by: string | null;
  granted_at: string;
  /** From then on it counts for nothing; null: it stays until it is taken away. */
  expires_at: string | null;
  role: string;
}

export interface UserRoleList {
  /** Always null: the list is whole. */
  next_cursor: string | null;
  items: UserRole[];
}

export interface UserSession {
  /** The `sid` claim of the session's tokens. */
  id: string;
  user_id: string;
  /** The name of the application, or the service; null: people came by themselves. */
  client_name: string | null;
  /** The session in which the application was let in: this one is over with it. Null: it stands by itself. */
  parent_id: string | null;
  /** How well: `mfa`, in more than one way, or `sfa`. */
  acr: 'sfa' | 'mfa';
  /** When they last did so. */
  authenticated_at: string;
  /** When the person logged in. */
  issued_at: string;
  /** When the session ends, however much it is used. */
  expires_at: string;
  /** When it was last refreshed. */
  last_used_at: string;
  /** When; null if it was not, or ended together with all others. */
  revoked_at: string | null;
  /** The address that it was opened from. */
  ip: string | null;
  /** The browser or program that it was opened with, as it called itself. */
  user_agent: string | null;
  /** The address of the account that it is of; null for who may not read users. */
  email: string | null;
  /** The client that it was opened through; `gatehouse`: people came by themselves. */
  client_id: string;
  /** The id of the newest access token. */
  jti: string;
  /** How the person proved who they are: values of RFC 8176, such as `pwd`. */
  amr: string[];
  /** Whether it was ended before its time. */
  revoked: boolean;
  /** Whether this is the session of the token that asked. */
  current: boolean;
}

export interface UserSessionPage {
  /** May be fewer than asked for, even none, where `next_cursor` is not null. */
  items: UserSession[];
  /** Where the next part starts; null at the end. */
  next_cursor: string | null;
}

export interface UserToImport {
  /**
   * Small custom claims, by the same rules as where one account is made. Needs the permission `users:claims`, for
   * good.
   */
  ext?: Record<string, unknown> | null | undefined;
  /** Absent: `active`; or `invited` for who has neither password nor hash, and so cannot be `active`. */
  status?: 'active' | 'disabled' | undefined;
  /**
   * The password's hash as the other system has it: of argon2, bcrypt, scrypt or PBKDF2, as a text; or the object
   * of Keycloak or
   * Firebase. The first login replaces it by one of argon2id.
   */
  password_hash?: string | Record<string, unknown> | undefined;
  /** The password itself, for want of a hash: it is held against the rules for new passwords, and hashed. */
  password?: string | undefined;
  /** Whose account it is. An address that somebody has already is left as it is. */
  email: string;
  /** Whether the other system has seen that mail arrives there. */
  email_verified?: boolean | undefined;
  /** Roles beside `user`, which everybody has, for good. You have to be able to give each of them. */
  roles?: readonly string[] | undefined;
  /** When the account was made in the other system; absent: now. */
  created_at?: string | undefined;
}

export interface UsersImported {
  /** Of the import: the trail has it in `details.import` of each account that was made. */
  id: string;
  /** Accounts that were made. */
  created: number;
  /** Lines whose address somebody has already: nothing about them was changed. */
  unchanged: number;
  /** Lines that are not in. */
  refused: number;
  /** Why: of the first thousand of them. */
  refusals: ImportRefusal[];
}

export interface AddPasskeyInput {
  credential: RegistrationCredential;
  /** As it came with the options. */
  challenge_id: string;
  /** What you call it: `Passkey`, if you do not say. */
  name?: string | undefined;
}

export interface AddRoleMembersInput {
  /** The name of the role. */
  role: string;
  /**
   * To be told what would be, in `effects`, without a change: what would be refused is refused in the same way.
   * With it the status of
   * success is 200.
   */
  dry_run?: boolean | undefined;
  /** From then on the grant counts for nothing; null or absent: it stays until it is taken away. */
  expires_at?: string | null | undefined;
  user_ids: readonly string[];
}

export interface ApproveDeviceInput {
  /** Eight letters; case does not matter, nor hyphens and spaces between them. */
  user_code: string;
}

export interface AskForApplicationLogoutInput {
  /** The query of the address, as it stands there. */
  request: string;
}

export interface AuthorizeApplicationLoginInput {
  /** The id of the login for an application. */
  id: string;
  consent?: boolean | undefined;
}

export interface AuthorizeDeviceInput {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  client_id?: string | undefined;
  client_secret?: string | undefined;
  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' | undefined;
  /** A JWT that the client signed (RFC 7523). */
  client_assertion?: string | undefined;
  /** `openid`, and of `email`, `roles`, `profile` and `offline_access` what is wanted, with spaces between. */
  scope?: string | undefined;
  /** The audiences that the token is to be good for, with spaces between. */
  audience?: string | undefined;
  /** The same by the name that it has in RFC 8707. It may be given several times. */
  resource?: string | undefined;
}

export interface BeginApplicationLoginInput {
  /** The query of the address, as it stands there. */
  request: string;
}

export interface BeginPasskeyInput {
  current_password: string;
}

export interface BeginUpstreamLoginInput {
  /** The id of the provider. */
  id: string;
  /**
   * How many seconds ago they may have logged in there; 0: they are to do so anew. Absent: nothing is demanded of
   * that.
   */
  max_age?: number | undefined;
}

export interface ChangeEmailInput {
  current_password: string;
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is
   * stored in Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   */
  email: string;
}

export interface ChangePasswordInput {
  current_password: string;
  new_password: string;
}

export interface ConfirmEmailChangeInput {
  /** The one of your account. */
  password?: string | undefined;
  /** What stands last in the link, behind the `#`. */
  token: string;
}

export interface ConfirmTotpInput {
  /** Of the enrolment. */
  id: string;
  /** As the app shows it, with a space in the middle or without. */
  code: string;
}

export interface CreateClientInput {
  /**
   * A `service` gets tokens of its own. With the others people log in: `web` runs on a server, `native` on
   * somebody's device, `browser`
   * in a page.
   */
  kind?: 'service' | 'web' | 'native' | 'browser' | undefined;
  /**
   * The most that its tokens may carry: `introspect`, `revocations:read`, and permissions. None for an application:
   * what people may do
   * depends on their roles.
   */
  scopes?: readonly string[] | undefined;
  /** The public key of its assertions, for `private_key_jwt`. */
  public_jwk?: EcPublicJwk | RsaPublicJwk | undefined;
  /** As people tell it from others by: no characters that cannot be seen. */
  name: string;
  /**
   * What its tokens may be meant for, and whose tokens it may introspect; without it the configured audiences. An
   * application
   * without any gets tokens with which it can ask who has logged in, and nothing else.
   */
  audiences?: readonly string[] | undefined;
  /**
   * Of an application, at least one: where browsers may be sent with the answer of a login, exactly as it will ask
   * for it. `https`; `http` on
   * a loopback address, for `native` at any port; for `native` also a scheme with a dot in it.
   */
  redirect_uris?: readonly string[] | undefined;
  /** Where browsers may be sent after a logout that the application asks for; by the same rules. */
  post_logout_redirect_uris?: readonly string[] | undefined;
  /** Of a `web` client: where it wants to be told that a session is over (OpenID Connect Back-Channel Logout 1.0). */
  backchannel_logout_uri?: string | undefined;
  /** Whether it needs to be told which session that is. It is told in any case. */
  backchannel_logout_session_required?: boolean | undefined;
  /**
   * A picture by which people know the application. It is shown to them if it is a `data:` URI, of a PNG, JPEG, GIF
   * or WebP in base64: what lies elsewhere is
   * not fetched.
   */
  logo_uri?: string | undefined;
  /** Whether the application is trusted: then nobody is asked for consent. */
  first_party?: boolean | undefined;
  /** Whether it has to push what it asks for (RFC 9126): then nobody comes here with more than the address of that. */
  require_pushed_authorization_requests?: boolean | undefined;
  /**
   * Whether it may have people let it in on another device (RFC 8628). Without it, `native` clients may. One that
   * may needs no
   * `redirect_uris`.
   */
  device_grant?: boolean | undefined;
  /**
   * Whether to make a secret too. Without it one is made for a client that has no key and could keep a secret, so
   * there is one way in and no more.
   */
  with_secret?: boolean | undefined;
}

export interface CreateClientSecretInput {
  /** The `client_id` of the client. */
  id: string;
  /** From then on it is refused; without it, it stays good until it is deleted. */
  expires_at?: string | undefined;
}

export interface CreateFactorChallengeInput {
  /** As `second_factor_required` gave it out. */
  login_ticket: string;
}

export interface CreateIdentityProviderInput {
  /**
   * Of the roles in here people have at each login those that their claims come to, and no others. Takes that you
   * could give each of
   * them to anybody.
   */
  role_mapping?: readonly RoleMappingRule[] | undefined;
  /**
   * Exactly as the provider writes it: what it says of itself is found there, and its ID tokens have it as `iss`.
   * It never changes.
   */
  issuer: string;
  /** What the provider knows this service by. */
  client_id: string;
  /** By which this service shows the provider who it is. Kept encrypted, and never shown again. */
  client_secret: string;
  /** What people read on the button. */
  button_text: string;
  /** What is asked for; without it `openid` and `email`. */
  scopes?: readonly string[] | undefined;
  /**
   * Whether who comes for the first time, with an address that the provider says is verified and of one of the
   * `email_domains`, gets an
   * account. Takes `users:write`.
   */
  makes_accounts?: boolean | undefined;
  /** In lower case. */
  email_domains?: readonly string[] | undefined;
  /** Values of `acr` with which a login there counts as one with a second factor; none: no login does. Takes `*`. */
  mfa_acr_values?: readonly string[] | undefined;
  /** The same of the values in `amr`. */
  mfa_amr_values?: readonly string[] | undefined;
  /** Whether people can log in by it; without it, they can. */
  enabled?: boolean | undefined;
}

export interface CreatePasswordTokenInput {
  /** The id of the user. */
  id: string;
  /** Whether it is sent to the user’s address, as a link, and shown to nobody else. */
  send_mail?: boolean | undefined;
}

export interface CreateRoleInput {
  /**
   * To be told what would be, in `effects`, without a change: what would be refused is refused in the same way.
   * With it the status of
   * success is 200.
   */
  dry_run?: boolean | undefined;
  /** Lower-case letters, digits, `-` and `_`; it travels in every token of its members. */
  name: string;
  description?: string | undefined;
  /** Permissions of the form `resource:action`. */
  permissions?: readonly string[] | undefined;
  /** Roles to include. */
  includes?: readonly string[] | undefined;
  /** Roles that members may give and take. */
  assigns?: readonly string[] | undefined;
  /**
   * It is to count only in sessions in which a second factor was shown: it sleeps in all others, and so does each
   * role that
   * includes it.
   */
  requires_mfa?: boolean | undefined;
}

export interface CreateUserInput {
  /**
   * Small custom claims, which every token of the user carries: at most 512 bytes and 3 levels, nothing personal or
   * secret, and at the top no name that reads like a right or a claim of the token itself, such as `roles` or
   * `sub`.
   * Needs the permission `users:claims`, for good.
   */
  ext?: Record<string, unknown> | null | undefined;
  /** Roles beside `user`, which everybody has. You have to be able to give each of them. */
  roles?: readonly string[] | undefined;
  /** Whether you vouch for the address being theirs. */
  email_verified?: boolean | undefined;
  /** Whether the token is sent to the address, as a link, and shown to nobody else. */
  send_invitation?: boolean | undefined;
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is
   * stored in Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   */
  email: string;
}

export interface DeclarePermissionInput {
  /** The permission, as `resource:action`. */
  permission: string;
  description: string;
}

export interface DeclineApplicationLoginInput {
  /** The id of the login for an application. */
  id: string;
}

export interface DeclineDeviceInput {
  /** Eight letters; case does not matter, nor hyphens and spaces between them. */
  user_code: string;
}

export interface DeleteClientInput {
  /** The `client_id` of the client. */
  id: string;
}

export interface DeleteClientSecretInput {
  /** The `client_id` of the client. */
  id: string;
  /** The id of the secret. */
  secret_id: string;
}

export interface DeleteIdentityProviderInput {
  /** The id of the provider. */
  id: string;
  /** The `ETag` that was read: where it is another one by now, nothing is changed (412). */
  if_match?: string | undefined;
}

export interface DeleteRoleInput {
  /** The name of the role. */
  role: string;
  /**
   * To be told what would be, in `effects`, without a change: what would be refused is refused in the same way.
   * With it the status of
   * success is 200.
   */
  dry_run?: boolean | undefined;
  /** The `ETag` that was read: where it is another one by now, nothing is changed (412). */
  if_match?: string | undefined;
}

export interface DeleteUserInput {
  /** The id of the user. */
  id: string;
  /** The `ETag` that was read: where it is another one by now, nothing is changed (412). */
  if_match?: string | undefined;
}

export interface DisownInput {
  /** What stands last in the link, behind the `#`. */
  token: string;
}

export interface EnrolTotpInput {
  current_password: string;
  /** What you call it: `Authenticator app`, if you do not say. */
  name?: string | undefined;
}

export interface FindDeviceInput {
  /** Eight letters; case does not matter, nor hyphens and spaces between them. */
  user_code: string;
}

export interface FinishUpstreamLoginInput {
  /** To which provider's address. */
  provider_id: string;
  /** The query of the address, as it stands there. */
  answer: string;
}

export interface ForgotPasswordInput {
  email: string;
}

export interface GetAccountStatisticsInput {
  /** From then on. Told are whole steps: the one in which this lies is the first. */
  since?: string | undefined;
  /** Up to then; absent: up to now. The step in which this lies is the last, as far as it has come. */
  until?: string | undefined;
  /**
   * How long a step is; days are those of UTC. A period has at most a day of minutes, 31 days of hours or 366 days;
   * without `since` it is
   * an hour, a day or 30 days. Minutes are told of the last 31 days.
   */
  step?: 'minute' | 'hour' | 'day' | undefined;
}

export interface GetClientInput {
  /** The `client_id` of the client. */
  id: string;
}

export interface GetIdentityProviderInput {
  /** The id of the provider. */
  id: string;
}

export interface GetLoginStatisticsInput {
  /** From then on. Told are whole steps: the one in which this lies is the first. */
  since?: string | undefined;
  /** Up to then; absent: up to now. The step in which this lies is the last, as far as it has come. */
  until?: string | undefined;
  /**
   * How long a step is; days are those of UTC. A period has at most a day of minutes, 31 days of hours or 366 days;
   * without `since` it is
   * an hour, a day or 30 days. Minutes are told of the last 31 days.
   */
  step?: 'minute' | 'hour' | 'day' | undefined;
}

export interface GetRoleInput {
  /** The name of the role. */
  role: string;
}

export interface GetUserInput {
  /** The id of the user. */
  id: string;
}

export interface GrantUserRoleInput {
  /** The id of the user. */
  id: string;
  /** The name of the role. */
  role: string;
  /**
   * To be told what would be, in `effects`, without a change: what would be refused is refused in the same way.
   * With it the status of
   * success is 200.
   */
  dry_run?: boolean | undefined;
  /** From then on the grant counts for nothing; null or absent: it stays until it is taken away. */
  expires_at?: string | null | undefined;
}

export interface ImportUsersInput {
  /** One each. */
  lines: readonly UserToImport[];
}

export interface IntrospectInput {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  client_id?: string | undefined;
  client_secret?: string | undefined;
  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' | undefined;
  /** A JWT that the client signed (RFC 7523). */
  client_assertion?: string | undefined;
  token: string;
  /** Taken note of, and not needed. */
  token_type_hint?: string | undefined;
}

export interface LinkIdentityInput {
  /** The `state` of the provider's answer, which was answered with `link_required`. */
  state: string;
}

export interface ListAllSessionsInput {
  /** At most this many items. */
  limit?: number | undefined;
  /** Leaves out sessions that are over. */
  active?: boolean | undefined;
  /** Only those that were opened at this time or later. */
  issued_since?: string | undefined;
  /** Only those that were opened before this time. */
  issued_until?: string | undefined;
  /** Only those that were opened from this address, in whatever form it is written. */
  ip?: string | undefined;
  /** Only those whose browser or program has this in what it called itself, wherever, without regard to case. */
  user_agent_contains?: string | undefined;
  /** Only those that were opened through this client; `gatehouse`: people came by themselves. */
  client_id?: string | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListAuditEventsInput {
  /** At most this many items. */
  limit?: number | undefined;
  /** Only what this user or service client has done. */
  actor?: string | undefined;
  /**
   * Only what is about this user: what they have done, logins among it, and what was done to them or their
   * sessions.
   */
  subject?: string | undefined;
  /** Only events of this kind. */
  kind?: AuditEventKind | undefined;
  /** Only events of this time and later. */
  since?: string | undefined;
  /** Only events before this time. */
  until?: string | undefined;
  /**
   * Only what was done to this: the id of a user, client, session or key, not an address; or the name of a role or
   * permission. A login is done to its session.
   */
  target?: string | undefined;
  /**
   * Only who was given this role, and from whom it was taken. What was done to the role itself has it as its
   * `target`.
   */
  role?: string | undefined;
  /**
   * Only what was done from this address, in whatever form it is written. Of a network each address is asked for by
   * itself.
   */
  ip?: string | undefined;
  /** Only events of these kinds, at most 20, with commas between; those of `kind` as well, where both are given. */
  kinds?: string | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListClientSecretsInput {
  /** The `client_id` of the client. */
  id: string;
}

export interface ListClientsInput {
  /** At most this many items. */
  limit?: number | undefined;
  /** Only those of this kind. */
  kind?: 'service' | 'web' | 'native' | 'browser' | undefined;
  /** Only those that may have it. */
  scope?: string | undefined;
  /** Only those whose name has this in it, wherever. */
  name_contains?: string | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListFailingAccountsInput {
  /** From then on. Told are whole steps: the one in which this lies is the first. */
  since?: string | undefined;
  /** Up to then; absent: up to now. The step in which this lies is the last, as far as it has come. */
  until?: string | undefined;
  /** At most this many items. */
  limit?: number | undefined;
}

export interface ListFailingAddressesInput {
  /** From then on. Told are whole steps: the one in which this lies is the first. */
  since?: string | undefined;
  /** Up to then; absent: up to now. The step in which this lies is the last, as far as it has come. */
  until?: string | undefined;
  /** At most this many items. */
  limit?: number | undefined;
}

export interface ListIdentityProvidersInput {
  /** At most this many items. */
  limit?: number | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListPermissionHoldersInput {
  /** The permission, as `resource:action`. */
  permission: string;
  /** At most this many items. */
  limit?: number | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListPermissionsInput {
  /** At most this many items. */
  limit?: number | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
  /** Only those whose name has this in it, wherever. */
  name_contains?: string | undefined;
}

export interface ListRoleMembersInput {
  /** The name of the role. */
  role: string;
  /** At most this many items. */
  limit?: number | undefined;
  /** Only those who have no second factor. */
  without_factor?: boolean | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListRolesInput {
  /** At most this many items. */
  limit?: number | undefined;
  /** Only those whose name has this in it, wherever. */
  name_contains?: string | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListSessionsInput {
  /** At most this many items. */
  limit?: number | undefined;
  /** Leaves out sessions that are over. */
  active?: boolean | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListUserFactorsInput {
  /** The id of the user. */
  id: string;
}

export interface ListUserIdentitiesInput {
  /** The id of the user. */
  id: string;
}

export interface ListUserPermissionsInput {
  /** The id of the user. */
  id: string;
  /** At most this many items. */
  limit?: number | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListUserRolesInput {
  /** The id of the user. */
  id: string;
}

export interface ListUserSessionsInput {
  /** The id of the user. */
  id: string;
  /** At most this many items. */
  limit?: number | undefined;
  /** Leaves out sessions that are over. */
  active?: boolean | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface ListUsersInput {
  /** At most this many items. */
  limit?: number | undefined;
  /** Only those of this status. */
  status?: 'active' | 'invited' | 'disabled' | undefined;
  /** Newest first, or in the order of their addresses. */
  sort?: 'newest' | 'email' | undefined;
  /** Only those whose address begins with it. */
  email_prefix?: string | undefined;
  /** Only those whose address has this in it, wherever; less than three characters are looked for at its beginning. */
  email_contains?: string | undefined;
  /** Only those who were given this role, for good or for now. */
  role?: string | undefined;
  /** The `next_cursor` of the part before; absent for the first part. */
  cursor?: string | undefined;
}

export interface LogInByCodeInput {
  /** Eight digits; spaces and hyphens between them do not matter. */
  code: string;
  /** As it was given out when the code was asked for; absent by cookie. */
  code_ticket?: string | undefined;
  /** Narrows the tokens to these of the configured audiences; without it they are good for all of them. */
  audience?: readonly string[] | undefined;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
}

export interface LogInByPasskeyInput {
  credential: AssertionCredential;
  /** As it came with the options. */
  challenge_id: string;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
  /** Narrows the tokens to these of the configured audiences; without it they are good for all of them. */
  audience?: readonly string[] | undefined;
}

export interface LoginInput {
  password: string;
  email: string;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
  /** Narrows the tokens to these of the configured audiences; without it they are good for all of them. */
  audience?: readonly string[] | undefined;
}

export interface LogoutAllInput {
  /** Spares the session that asks. */
  keep_current?: boolean | undefined;
}

export interface PushAuthorizationRequestInput {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  client_id?: string | undefined;
  client_secret?: string | undefined;
  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' | undefined;
  /** A JWT that the client signed (RFC 7523). */
  client_assertion?: string | undefined;
  redirect_uri?: string | undefined;
  /** `code` */
  response_type?: string | undefined;
  /** `query` or `form_post` */
  response_mode?: string | undefined;
  /** `openid`, and of `email`, `roles`, `profile` and `offline_access` what is wanted, with spaces between. */
  scope?: string | undefined;
  state?: string | undefined;
  nonce?: string | undefined;
  code_challenge?: string | undefined;
  /** `S256` */
  code_challenge_method?: string | undefined;
  /** `none`, alone, or of `login`, `consent` and `select_account`. */
  prompt?: string | undefined;
  /** Seconds. */
  max_age?: string | undefined;
  login_hint?: string | undefined;
  id_token_hint?: string | undefined;
  acr_values?: string | undefined;
  /** What the access token is to be meant for, with spaces between. It may be given several times (RFC 8707). */
  resource?: string | undefined;
}

export interface ReadRevocationsInput {
  /**
   * The `cursor` of the last answer or event. Without one, or with one that is too old or of another feed, the
   * answer is
   * the whole picture.
   */
  after?: string | undefined;
}

export interface RegisterInput {
  /**
   * At least 15 characters; any characters; not a common password. Where addresses have to be verified none is
   * needed here: one that is sent
   * is judged and forgotten, and the account has the one that is chosen with the link.
   */
  password?: string | undefined;
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is
   * stored in
   * Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   */
  email: string;
}

export interface RemoveFactorInput {
  /** The id of the factor. */
  id: string;
}

export interface RemoveRoleMembersInput {
  /** The name of the role. */
  role: string;
  /**
   * To be told what would be, in `effects`, without a change: what would be refused is refused in the same way.
   * With it the status of
   * success is 200.
   */
  dry_run?: boolean | undefined;
  user_ids: readonly string[];
}

export interface RenameFactorInput {
  /** The id of the factor. */
  id: string;
  name: string;
}

export interface RequestLoginCodeInput {
  email: string;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
}

export interface RequestTokenInput {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  client_id?: string | undefined;
  client_secret?: string | undefined;
  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' | undefined;
  /** A JWT that the client signed (RFC 7523). */
  client_assertion?: string | undefined;
  grant_type:
    | 'authorization_code'
    | 'client_credentials'
    | 'refresh_token'
    | 'urn:ietf:params:oauth:grant-type:device_code'
    | 'password';
  /** For `client_credentials`: what is wanted of the client's scopes, with spaces between. */
  scope?: string | undefined;
  /** The audiences that the token is to be good for, with spaces between. */
  audience?: string | undefined;
  /** The same by the name that it has in RFC 8707. It may be given several times. */
  resource?: string | undefined;
  /** For `authorization_code`. */
  code?: string | undefined;
  /** For `authorization_code`: the same as in the request for it. */
  redirect_uri?: string | undefined;
  /** For `authorization_code`: that of the code_challenge (RFC 7636). */
  code_verifier?: string | undefined;
  /** For `refresh_token`. */
  refresh_token?: string | undefined;
  /** For the device grant (RFC 8628). */
  device_code?: string | undefined;
  /** For `password`: the e-mail address. */
  username?: string | undefined;
  /** For `password`. */
  password?: string | undefined;
  /** For `password`: what a login on this device has given out. */
  device_token?: string | undefined;
}

export interface ResendVerificationInput {
  /**
   * It is not verified by being given here. No characters that cannot be seen or told from others. A domain is
   * stored in Unicode: `xn--mnchen-3ya.de` is `münchen.de`.
   */
  email: string;
}

export interface ResetUserFactorsInput {
  /** The id of the user. */
  id: string;
}

export interface RevokeOAuthTokenInput {
  /** `gatehouse` for people who log in here; the `client_id` of a service otherwise. */
  client_id?: string | undefined;
  client_secret?: string | undefined;
  /** `urn:ietf:params:oauth:client-assertion-type:jwt-bearer` */
  client_assertion_type?: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' | undefined;
  /** A JWT that the client signed (RFC 7523). */
  client_assertion?: string | undefined;
  token: string;
  /** Taken note of, and not needed. */
  token_type_hint?: string | undefined;
}

export interface RevokeSessionInput {
  /** The id of the session. */
  id: string;
}

export interface RevokeTokenInput {
  /**
   * When the token expires by itself. The revocation is kept until no such token can be alive, whatever is said
   * here.
   */
  expires_at?: string | undefined;
  /** The `jti` claim of the token. */
  jti: string;
  /** Why: goes into the audit trail. */
  reason?: string | undefined;
}

export interface RevokeUserRoleInput {
  /** The id of the user. */
  id: string;
  /** The name of the role. */
  role: string;
  /**
   * To be told what would be, in `effects`, without a change: what would be refused is refused in the same way.
   * With it the status of
   * success is 200.
   */
  dry_run?: boolean | undefined;
}

export interface RevokeUserSessionInput {
  /** The id of the user. */
  id: string;
  /** The id of the session. */
  sid: string;
}

export interface RevokeUserSessionsInput {
  /** The id of the user. */
  id: string;
}

export interface SetPasswordByTokenInput {
  /** At least 15 characters; any characters; not a common password. */
  password: string;
  /** As it was passed on. */
  token: string;
}

export interface ShowFactorInput {
  /** With `passkey`: what the browser has made of the challenge, as `PublicKeyCredential.toJSON()` gives it. */
  credential?: Record<string, unknown> | undefined;
  /** One of the `methods` that the account has. A recovery code stands in for any other. */
  method: 'totp' | 'passkey' | 'recovery_code';
  /** As `second_factor_required` gave it out. */
  login_ticket: string;
  /**
   * What an earlier login on this device has given out, whoever it was of; a cookie does the same. One that is no
   * good counts for nothing.
   */
  device_token?: string | undefined;
  /** With `totp` and `recovery_code`: what the app shows, or one of the codes. */
  code?: string | undefined;
  /** With `passkey`: the challenge that was given out for it. */
  challenge_id?: string | undefined;
}

export interface StepUpInput {
  /** With `passkey`: what the browser has made of the challenge, as `PublicKeyCredential.toJSON()` gives it. */
  credential?: Record<string, unknown> | undefined;
  /** Needed unless the account has a second factor. */
  current_password?: string | undefined;
  /** Needed if the account has a second factor: one of its own. A recovery code stands in for any other. */
  method?: 'totp' | 'passkey' | 'recovery_code' | undefined;
  /** With `totp` and `recovery_code`: what the app shows, or one of the codes. */
  code?: string | undefined;
  /** With `passkey`: the challenge that was given out for it. */
  challenge_id?: string | undefined;
}

export interface UndoEmailChangeInput {
  /** What stands last in the link, behind the `#`. */
  token: string;
}

export interface UnlinkIdentityInput {
  /** The id of what is linked. */
  id: string;
}

export interface UpdateClientInput {
  /** The `client_id` of the client. */
  id: string;
  /**
   * The most that its tokens may carry: `introspect`, `revocations:read`, and permissions. None for an application:
   * what people may do
   * depends on their roles.
   */
  scopes?: readonly string[] | undefined;
  /** As people tell it from others by: no characters that cannot be seen. */
  name?: string | undefined;
  /**
   * Of an application, at least one: where browsers may be sent with the answer of a login, exactly as it will ask
   * for it. `https`; `http` on
   * a loopback address, for `native` at any port; for `native` also a scheme with a dot in it.
   */
  redirect_uris?: readonly string[] | undefined;
  /** Where browsers may be sent after a logout that the application asks for; by the same rules. */
  post_logout_redirect_uris?: readonly string[] | undefined;
  /** Whether it needs to be told which session that is. It is told in any case. */
  backchannel_logout_session_required?: boolean | undefined;
  /** Whether the application is trusted: then nobody is asked for consent. */
  first_party?: boolean | undefined;
  /** Whether it has to push what it asks for (RFC 9126): then nobody comes here with more than the address of that. */
  require_pushed_authorization_requests?: boolean | undefined;
  /**
   * Whether it may have people let it in on another device (RFC 8628). Without it, `native` clients may. One that
   * may needs no
   * `redirect_uris`.
   */
  device_grant?: boolean | undefined;
  /** Null: from now on the configured audiences; of an application, none. */
  audiences?: readonly string[] | null | undefined;
  /** Null: from now on it has no key. */
  public_jwk?: EcPublicJwk | RsaPublicJwk | null | undefined;
  /** Null: from now on it is not told. */
  backchannel_logout_uri?: string | null | undefined;
  /** Null: from now on it has none. */
  logo_uri?: string | null | undefined;
  /** A disabled client gets no tokens, and those that it has are dead. */
  status?: 'active' | 'disabled' | undefined;
}

export interface UpdateIdentityProviderInput {
  /** The id of the provider. */
  id: string;
  /** The `ETag` that was read: where it is another one by now, nothing is changed (412). */
  if_match?: string | undefined;
  /**
   * Of the roles in here people have at each login those that their claims come to, and no others. Takes that you
   * could give each of
   * them to anybody.
   */
  role_mapping?: readonly RoleMappingRule[] | undefined;
  /** What the provider knows this service by. */
  client_id?: string | undefined;
  /** By which this service shows the provider who it is. Kept encrypted, and never shown again. */
  client_secret?: string | undefined;
  /** What people read on the button. */
  button_text?: string | undefined;
  /** What is asked for; without it `openid` and `email`. */
  scopes?: readonly string[] | undefined;
  /**
   * Whether who comes for the first time, with an address that the provider says is verified and of one of the
   * `email_domains`, gets an
   * account. Takes `users:write`.
   */
  makes_accounts?: boolean | undefined;
  /** In lower case. */
  email_domains?: readonly string[] | undefined;
  /** Values of `acr` with which a login there counts as one with a second factor; none: no login does. Takes `*`. */
  mfa_acr_values?: readonly string[] | undefined;
  /** The same of the values in `amr`. */
  mfa_amr_values?: readonly string[] | undefined;
  /** Whether people can log in by it; without it, they can. */
  enabled?: boolean | undefined;
}

export interface UpdateRoleInput {
  /** The name of the role. */
  role: string;
  /**
   * To be told what would be, in `effects`, without a change: what would be refused is refused in the same way.
   * With it the status of
   * success is 200.
   */
  dry_run?: boolean | undefined;
  /** The `ETag` that was read: where it is another one by now, nothing is changed (412). */
  if_match?: string | undefined;
  description?: string | undefined;
  /** Permissions of the form `resource:action`. */
  permissions?: readonly string[] | undefined;
  /** Roles to include. */
  includes?: readonly string[] | undefined;
  /** Roles that members may give and take. */
  assigns?: readonly string[] | undefined;
  /**
   * It is to count only in sessions in which a second factor was shown: it sleeps in all others, and so does each
   * role that
   * includes it.
   */
  requires_mfa?: boolean | undefined;
}

export interface UpdateUserInput {
  /** The id of the user. */
  id: string;
  /** The `ETag` that was read: where it is another one by now, nothing is changed (412). */
  if_match?: string | undefined;
  /**
   * `disabled` ends every session and refuses every token at once. `active` enables an account again; one that has
   * no
   * password yet is `invited` then.
   */
  status?: 'active' | 'disabled' | undefined;
  /**
   * Replaces the custom claims, which every token of the user carries from the next refresh on; null: none. At most
   * 512
   * bytes and 3 levels, nothing personal or secret, and at the top no name that reads like a right or a claim of
   * the
   * token itself, such as `roles` or `sub`. Needs the permission `users:claims`, for good.
   */
  ext?: Record<string, unknown> | null | undefined;
  /** Whether you vouch for the address being theirs. */
  email_verified?: boolean | undefined;
}

export interface VerifyEmailInput {
  /**
   * The one of your account. Where the link makes the account: the one that it is to have, which you choose now. At
   * least 15
   * characters then; any characters; not a common password.
   */
  password?: string | undefined;
  /** What stands last in the link, behind the `#`. */
  token: string;
}

export interface WithdrawConsentInput {
  /** The `client_id` of the application. */
  id: string;
}

export interface WithdrawPermissionInput {
  /** The permission, as `resource:action`. */
  permission: string;
}

/** What went wrong, for programs: `ProblemError.code`. */
export type ProblemCode =
  | 'body_too_large'
  | 'built_in_role'
  | 'cannot_verify'
  | 'client_exists'
  | 'client_is_public'
  | 'client_not_found'
  | 'consent_not_found'
  | 'cross_site_request'
  | 'csrf_token_invalid'
  | 'database_unavailable'
  | 'email_code_off'
  | 'email_taken'
  | 'factor_not_found'
  | 'headers_too_large'
  | 'identity_linked'
  | 'identity_not_found'
  | 'identity_provider_exists'
  | 'identity_provider_not_found'
  | 'insufficient_scope'
  | 'insufficient_user_authentication'
  | 'interaction_not_found'
  | 'internal_error'
  | 'invalid_credentials'
  | 'invalid_cursor'
  | 'invalid_grant'
  | 'invalid_json'
  | 'invalid_link'
  | 'invalid_login_ticket'
  | 'invalid_password_token'
  | 'invalid_request'
  | 'invalid_target'
  | 'invalid_token'
  | 'last_administrator'
  | 'last_way_in'
  | 'link_required'
  | 'mail_off'
  | 'members_refused'
  | 'overloaded'
  | 'password_required'
  | 'permission_exists'
  | 'permission_not_found'
  | 'permission_not_held'
  | 'precondition_failed'
  | 'registration_closed'
  | 'role_cycle'
  | 'role_exists'
  | 'role_not_found'
  | 'role_too_large'
  | 'second_factor_required'
  | 'secret_not_found'
  | 'session_not_found'
  | 'starting'
  | 'token_missing'
  | 'token_too_large'
  | 'too_many_identity_providers'
  | 'too_many_members'
  | 'too_many_passkeys'
  | 'too_many_requests'
  | 'too_many_roles'
  | 'too_many_secrets'
  | 'unsupported_media_type'
  | 'upstream_login_not_found'
  | 'upstream_refused'
  | 'upstream_unavailable'
  | 'uri_too_long'
  | 'user_code_not_found'
  | 'user_invited'
  | 'user_not_found'
  | 'validation_failed'
  | 'weak_password'
  | 'wrong_factor'
  | 'wrong_password';

/** What a problem says beside what every problem says, by its code. */
export interface ProblemMembers {
  invalid_request: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  invalid_json: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  validation_failed: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  insufficient_user_authentication: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  token_missing: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  invalid_token: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  wrong_factor: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  cross_site_request: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  csrf_token_invalid: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  too_many_passkeys: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  body_too_large: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  unsupported_media_type: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  too_many_requests: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  headers_too_large: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  internal_error: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  database_unavailable: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  starting: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  cannot_verify: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  insufficient_scope: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
    /**
     * Roles of yours that sleep in this session and would be enough: they wake as soon as you show a second factor,
     * at `POST /v1/auth/step-up`, or add your first one.
     */
    dormant_roles?: string[];
  };
  permission_not_held: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  role_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  uri_too_long: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  members_refused: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  overloaded: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  user_code_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  interaction_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  wrong_password: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  identity_provider_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  upstream_unavailable: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  email_taken: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  weak_password: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  invalid_link: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  password_required: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  factor_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  client_exists: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  client_is_public: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  client_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  too_many_secrets: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  invalid_login_ticket: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  identity_provider_exists: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  too_many_identity_providers: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  user_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  mail_off: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  built_in_role: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  role_exists: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  too_many_roles: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  role_cycle: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  role_too_large: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  token_too_large: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  permission_exists: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  secret_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  precondition_failed: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  too_many_members: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  last_administrator: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  invalid_target: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  second_factor_required: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
    /** For `POST /v1/auth/login/factor`: good for one session. */
    login_ticket: string;
    /** What the account has that can be shown on this page: any of these will do. */
    methods: ('totp' | 'passkey' | 'recovery_code')[];
    /** When the ticket is good no more. */
    expires_at: string;
  };
  upstream_refused: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  link_required: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  upstream_login_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  identity_linked: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  invalid_cursor: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  email_code_off: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  invalid_credentials: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  invalid_grant: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  registration_closed: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  session_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  invalid_password_token: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  identity_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  last_way_in: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  user_invited: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  consent_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
  permission_not_found: {
    /** The trace that the request belongs to, where its header `traceparent` names one, or the service is traced. */
    trace_id?: string;
  };
}

/** What went wrong at an OAuth endpoint: `OAuthError.code`. */
export type OAuthErrorCode =
  | 'access_denied'
  | 'authorization_pending'
  | 'expired_token'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_request'
  | 'invalid_scope'
  | 'invalid_target'
  | 'registration_not_supported'
  | 'request_not_supported'
  | 'request_uri_not_supported'
  | 'server_error'
  | 'slow_down'
  | 'temporarily_unavailable'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type';
