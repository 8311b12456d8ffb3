// Generated from openapi.json by `npm run client`. Do not edit.

import type { CallOptions } from '../call-options.js';
import type {
  AccountStatistics,
  AddPasskeyInput,
  AddRoleMembersInput,
  AddedFactor,
  ApproveDeviceInput,
  AskForApplicationLogoutInput,
  AuditEventPage,
  AuthorizationServerMetadata,
  AuthorizeApplicationLoginInput,
  AuthorizeDeviceInput,
  BeginApplicationLoginInput,
  BeginPasskeyInput,
  BeginUpstreamLoginInput,
  BegunLogin,
  BegunUpstreamLogin,
  ChangeEmailInput,
  ChangePasswordInput,
  ChangedRole,
  ClientPage,
  ClientSecretList,
  ConfirmEmailChangeInput,
  ConfirmTotpInput,
  ConsentList,
  CreateClientInput,
  CreateClientSecretInput,
  CreateFactorChallengeInput,
  CreateIdentityProviderInput,
  CreatePasswordTokenInput,
  CreateRoleInput,
  CreateUserInput,
  CreatedClient,
  CreatedClientSecret,
  CreatedUser,
  CsrfToken,
  DeclarePermissionInput,
  DeclineApplicationLoginInput,
  DeclineDeviceInput,
  DeleteClientInput,
  DeleteClientSecretInput,
  DeleteIdentityProviderInput,
  DeleteRoleInput,
  DeleteUserInput,
  DeviceAuthorizationResponse,
  DeviceThatWaits,
  DisownInput,
  DryRunResult,
  EnrolTotpInput,
  ExportedAccount,
  Factor,
  FactorList,
  FailingAccounts,
  FailingAddresses,
  FindDeviceInput,
  FinishUpstreamLoginInput,
  ForeseenRole,
  ForgotPasswordInput,
  GetAccountStatisticsInput,
  GetClientInput,
  GetIdentityProviderInput,
  GetLoginStatisticsInput,
  GetRoleInput,
  GetUserInput,
  GrantUserRoleInput,
  GrantedTokenResponse,
  IdentityProvider,
  IdentityProviderPage,
  ImportUsersInput,
  InstanceStatistics,
  InteractionStep,
  IntrospectInput,
  IntrospectionResponse,
  Jwks,
  LinkIdentityInput,
  LinkedIdentity,
  LinkedIdentityList,
  ListAllSessionsInput,
  ListAuditEventsInput,
  ListClientSecretsInput,
  ListClientsInput,
  ListFailingAccountsInput,
  ListFailingAddressesInput,
  ListIdentityProvidersInput,
  ListPermissionHoldersInput,
  ListPermissionsInput,
  ListRoleMembersInput,
  ListRolesInput,
  ListSessionsInput,
  ListUserFactorsInput,
  ListUserIdentitiesInput,
  ListUserPermissionsInput,
  ListUserRolesInput,
  ListUserSessionsInput,
  ListUsersInput,
  Liveness,
  LogInByCodeInput,
  LogInByPasskeyInput,
  LoginCodeRequested,
  LoginInput,
  LoginResponse,
  LoginStatistics,
  LogoutAllInput,
  LogoutOfApplication,
  Me,
  MembersChange,
  NewRecoveryCodes,
  OfferedProviderList,
  PasskeyCreation,
  PasskeyRequest,
  PasswordToken,
  Permission,
  PermissionHolderPage,
  PermissionPage,
  PersonInfo,
  PushAuthorizationRequestInput,
  PushedRequestResponse,
  ReadRevocationsInput,
  ReadinessReport,
  RegisterInput,
  RemoveFactorInput,
  RemoveRoleMembersInput,
  RenameFactorInput,
  RequestLoginCodeInput,
  RequestTokenInput,
  ResendVerificationInput,
  ResetUserFactorsInput,
  RevocationBatch,
  RevokeOAuthTokenInput,
  RevokeSessionInput,
  RevokeTokenInput,
  RevokeUserRoleInput,
  RevokeUserSessionInput,
  RevokeUserSessionsInput,
  RevokedToken,
  Role,
  RoleMemberPage,
  RolePage,
  ServiceClient,
  SessionPage,
  SetPasswordByTokenInput,
  ShowFactorInput,
  StatisticsTotals,
  StepUpInput,
  StepUpResponse,
  TotpToConfirm,
  UndoEmailChangeInput,
  UnlinkIdentityInput,
  UpdateClientInput,
  UpdateIdentityProviderInput,
  UpdateRoleInput,
  UpdateUserInput,
  User,
  UserPage,
  UserPermissionPage,
  UserRoleList,
  UserSessionPage,
  UsersImported,
  VerifyEmailInput,
  WithdrawConsentInput,
  WithdrawPermissionInput,
} from './types.js';

/** The operations of Gatehouse's API. They need no `this`, so they may be handed around. */
export interface Operations {
  /**
   * Puts a passkey in force, by which you log in with or without your password from then on. With your first factor
   * recovery codes are given out, and your other sessions end: refresh afterwards, the access token is outdated.
   * Needs a login of the last 10 minutes. Needs a second factor, if the account has one.
   *
   * `POST /v1/auth/factors/passkeys`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `wrong_factor`, `cross_site_request`, `csrf_token_invalid`, `too_many_passkeys`,
   * `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`,
   * `cannot_verify`
   */
  readonly addPasskey: (input: AddPasskeyInput, options?: CallOptions) => Promise<AddedFactor>;

  /**
   * Gives a role to many users: to all or to none. For those who have it this replaces its end: without
   * `expires_at` it is theirs for good from then on. Needs the permission `roles:assign` or `roles:delegate`.
   *
   * `POST /v1/roles/{role}/members`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `role_not_found`, `body_too_large`,
   * `uri_too_long`, `unsupported_media_type`, `members_refused`, `internal_error`, `database_unavailable`,
   * `overloaded`, `starting`, `cannot_verify`
   */
  readonly addRoleMembers: (input: AddRoleMembersInput, options?: CallOptions) => Promise<MembersChange>;

  /**
   * Lets the device in, with what it asks for, as yourself. Who has a second factor needs to have shown it in this
   * session.
   *
   * `POST /v1/auth/device/approve`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `insufficient_scope`, `user_code_not_found`,
   * `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`,
   * `cannot_verify`
   */
  readonly approveDevice: (input: ApproveDeviceInput, options?: CallOptions) => Promise<void>;

  /**
   * Takes up that an application wants somebody logged out, and tells whose session is meant. That of the
   * application itself is over with it, if an ID token shows which, and it was let in in the session that the
   * cookies belong to. For the page that logs out.
   *
   * `POST /v1/auth/end-session`
   *
   * @throws `invalid_json`, `validation_failed`, `cross_site_request`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly askForApplicationLogout: (
    input: AskForApplicationLogoutInput,
    options?: CallOptions,
  ) => Promise<LogoutOfApplication>;

  /**
   * The same.
   *
   * `POST /oauth/userinfo`
   *
   * @throws `invalid_json`, `token_missing`, `invalid_token`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly askForUserinfo: (options?: CallOptions) => Promise<PersonInfo>;

  /**
   * Lets the application in for who is logged in, if nothing is wanting; else says what is.
   *
   * `POST /v1/auth/interactions/{id}/authorize`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `interaction_not_found`, `body_too_large`, `uri_too_long`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly authorizeApplicationLogin: (
    input: AuthorizeApplicationLoginInput,
    options?: CallOptions,
  ) => Promise<InteractionStep>;

  /**
   * Gives a device a code that somebody types elsewhere to let it in (RFC 8628). The device asks for its tokens at
   * the token endpoint.
   *
   * `POST /oauth/device_authorization`
   *
   * @throws `invalid_request`, `unauthorized_client`, `invalid_scope`, `invalid_target`, `invalid_client`,
   * `temporarily_unavailable`, `server_error`
   */
  readonly authorizeDevice: (
    input?: AuthorizeDeviceInput,
    options?: CallOptions,
  ) => Promise<DeviceAuthorizationResponse>;

  /**
   * Takes up what an application has sent this browser here with. For the log-in page: a cookie binds it to the
   * browser, for ten minutes.
   *
   * `POST /v1/auth/interactions`
   *
   * @throws `invalid_json`, `validation_failed`, `cross_site_request`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`
   */
  readonly beginApplicationLogin: (input: BeginApplicationLoginInput, options?: CallOptions) => Promise<BegunLogin>;

  /**
   * Gives out what a browser makes a passkey of, by `navigator.credentials.create`, within 5 minutes: one that is
   * found without a name, and unlocked by you each time. It is good on the hosts of `rp.id`. Needs your password,
   * and a login of the last 10 minutes. Ten wrong passwords in a row end the session. Needs a login of the last 10
   * minutes. Needs a second factor, if the account has one.
   *
   * `POST /v1/auth/factors/passkeys/options`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `wrong_password`, `too_many_passkeys`,
   * `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `overloaded`, `starting`,
   * `cannot_verify`
   */
  readonly beginPasskey: (input: BeginPasskeyInput, options?: CallOptions) => Promise<PasskeyCreation>;

  /**
   * Begins a login at another provider. A cookie binds it to the browser, for ten minutes. With `max_age` the
   * provider has to say in its answer when they have logged in there, and an answer that says it was longer ago is
   * refused.
   *
   * `POST /v1/auth/login/upstream/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `cross_site_request`, `identity_provider_not_found`,
   * `body_too_large`, `uri_too_long`, `unsupported_media_type`, `internal_error`, `upstream_unavailable`,
   * `database_unavailable`, `starting`
   */
  readonly beginUpstreamLogin: (input: BeginUpstreamLoginInput, options?: CallOptions) => Promise<BegunUpstreamLogin>;

  /**
   * Changes the address that you log in with. Where the service sends mails, it counts once you have used the link
   * that is sent to the new one, and the answer is the same whether that is somebody else’s or not. Where it sends
   * none, the new one is not verified and counts at once: a slip of the finger locks you out at the next login.
   * Needs your password. Ten wrong passwords in a row end the session. Needs a login of the last 10 minutes. Needs
   * a second factor, if the account has one.
   *
   * `POST /v1/auth/email`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `wrong_password`, `email_taken`, `body_too_large`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `overloaded`, `starting`, `cannot_verify`
   */
  readonly changeEmail: (input: ChangeEmailInput, options?: CallOptions) => Promise<undefined>;

  /**
   * Changes your password and ends your other sessions. Refresh afterwards: the access token is outdated. Ten wrong
   * current passwords in a row end this session. Needs a login of the last 10 minutes. Needs a second factor, if
   * the account has one.
   *
   * `POST /v1/auth/password`
   *
   * @throws `invalid_json`, `validation_failed`, `weak_password`, `insufficient_user_authentication`,
   * `token_missing`, `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `wrong_password`,
   * `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `overloaded`, `starting`,
   * `cannot_verify`
   */
  readonly changePassword: (input: ChangePasswordInput, options?: CallOptions) => Promise<void>;

  /**
   * Makes the address that the link was sent to that of your account, together with the password of the account
   * (`password_required` without it). The address before is told, and can undo it for three days.
   *
   * `POST /v1/auth/email/confirm`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_link`, `password_required`, `wrong_password`,
   * `email_taken`, `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`,
   * `overloaded`, `starting`
   */
  readonly confirmEmailChange: (input: ConfirmEmailChangeInput, options?: CallOptions) => Promise<void>;

  /**
   * Puts an authenticator app in force by the first code that it shows, in place of the one that you had. With your
   * first factor recovery codes are given out, and your other sessions end: refresh afterwards, the access token is
   * outdated. Needs a login of the last 10 minutes. Needs a second factor, if the account has one.
   *
   * `POST /v1/auth/factors/totp/confirm`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `wrong_factor`, `cross_site_request`, `csrf_token_invalid`, `factor_not_found`,
   * `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`,
   * `cannot_verify`
   */
  readonly confirmTotp: (input: ConfirmTotpInput, options?: CallOptions) => Promise<AddedFactor>;

  /**
   * Registers a client. Its secret is shown this once; with a key it gets none unless it is asked for. Needs a
   * login of the last 30 minutes. Needs the permission `clients:write`.
   *
   * `POST /v1/clients`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`,
   * `client_exists`, `client_is_public`, `body_too_large`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly createClient: (input: CreateClientInput, options?: CallOptions) => Promise<CreatedClient>;

  /**
   * Makes a further secret, so that the old one can be taken away later. Needs a login of the last 30 minutes.
   * Needs the permission `clients:write`.
   *
   * `POST /v1/clients/{id}/secrets`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`,
   * `client_not_found`, `client_is_public`, `too_many_secrets`, `body_too_large`, `uri_too_long`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly createClientSecret: (input: CreateClientSecretInput, options?: CallOptions) => Promise<CreatedClientSecret>;

  /**
   * Gives out what a browser asks for one of the account's passkeys, by `navigator.credentials.get`, within 5
   * minutes: the answer goes to `POST /v1/auth/login/factor` with the method `passkey`. 404 if the account has none
   * that is good on the host of the page.
   *
   * `POST /v1/auth/login/factor/challenge`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_login_ticket`, `factor_not_found`, `body_too_large`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`
   */
  readonly createFactorChallenge: (input: CreateFactorChallengeInput, options?: CallOptions) => Promise<PasskeyRequest>;

  /**
   * Makes a provider known by which people can log in from now on. Needs a login of the last 30 minutes. Needs the
   * permission `identity_providers:write`.
   *
   * `POST /v1/identity-providers`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`,
   * `role_not_found`, `identity_provider_exists`, `too_many_identity_providers`, `body_too_large`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly createIdentityProvider: (
    input: CreateIdentityProviderInput,
    options?: CallOptions,
  ) => Promise<IdentityProvider>;

  /**
   * Gives out what a browser asks a passkey for, by `navigator.credentials.get`, within 5 minutes; also where it
   * offers passkeys in a field (`mediation: "conditional"`). It names nobody, and is the same whoever asks.
   *
   * `POST /v1/auth/login/passkey/options`
   *
   * @throws `invalid_json`, `validation_failed`, `body_too_large`, `unsupported_media_type`
   */
  readonly createPasskeyLogin: (options?: CallOptions) => Promise<PasskeyRequest>;

  /**
   * Makes a token by which the user can set a password without the one before; earlier ones are good no more. It is
   * shown to you, or sent to the user and to nobody else. Needs a login of the last 30 minutes. Needs the
   * permission `users:write`.
   *
   * `POST /v1/users/{id}/password-token`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`,
   * `user_not_found`, `mail_off`, `body_too_large`, `uri_too_long`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly createPasswordToken: (input: CreatePasswordTokenInput, options?: CallOptions) => Promise<PasswordToken>;

  /**
   * Makes ten recovery codes, which stand in for a factor that is lost; those before are good no more. Needs a
   * second factor. Needs a login of the last 10 minutes. Needs a second factor, if the account has one.
   *
   * `POST /v1/auth/factors/recovery-codes`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `factor_not_found`, `body_too_large`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly createRecoveryCodes: (options?: CallOptions) => Promise<NewRecoveryCodes>;

  /**
   * Makes a role, for who holds all that it gives. Needs the permission `roles:write`.
   *
   * `POST /v1/roles`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `built_in_role`, `role_not_found`,
   * `role_exists`, `too_many_roles`, `body_too_large`, `unsupported_media_type`, `role_cycle`, `role_too_large`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly createRole: (input: CreateRoleInput, options?: CallOptions) => Promise<ForeseenRole | Role>;

  /**
   * The same for a step-up: the answer goes to `POST /v1/auth/step-up` with the method `passkey`. 404 if you have
   * none that is good on the host of the page.
   *
   * `POST /v1/auth/step-up/challenge`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `factor_not_found`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly createStepUpChallenge: (options?: CallOptions) => Promise<PasskeyRequest>;

  /**
   * Makes an account for somebody, who then sets a password by the token that is shown here once, or sent to them.
   * Needs the permission `users:write`.
   *
   * `POST /v1/users`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `role_not_found`, `email_taken`, `mail_off`,
   * `body_too_large`, `unsupported_media_type`, `token_too_large`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly createUser: (input: CreateUserInput, options?: CallOptions) => Promise<CreatedUser>;

  /**
   * Declares a permission of another service, or says anew what it means. Needs the permission
   * `permissions:declare`.
   *
   * `PUT /v1/permissions/{permission}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_exists`, `body_too_large`, `uri_too_long`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly declarePermission: (input: DeclarePermissionInput, options?: CallOptions) => Promise<Permission>;

  /**
   * Sends the browser back without having let the application in.
   *
   * `POST /v1/auth/interactions/{id}/decline`
   *
   * @throws `invalid_json`, `validation_failed`, `cross_site_request`, `interaction_not_found`, `body_too_large`,
   * `uri_too_long`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`
   */
  readonly declineApplicationLogin: (
    input: DeclineApplicationLoginInput,
    options?: CallOptions,
  ) => Promise<InteractionStep>;

  /**
   * Does not let the device in.
   *
   * `POST /v1/auth/device/decline`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `user_code_not_found`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly declineDevice: (input: DeclineDeviceInput, options?: CallOptions) => Promise<void>;

  /**
   * Deletes a client; its secrets and tokens are dead at once. Needs the permission `clients:write`.
   *
   * `DELETE /v1/clients/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `client_not_found`, `body_too_large`,
   * `uri_too_long`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly deleteClient: (input: DeleteClientInput, options?: CallOptions) => Promise<void>;

  /**
   * Deletes a secret: it is refused from now on. Tokens that were got with it live on until they expire. Needs the
   * permission `clients:write`.
   *
   * `DELETE /v1/clients/{id}/secrets/{secret_id}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `client_not_found`, `secret_not_found`,
   * `body_too_large`, `uri_too_long`, `unsupported_media_type`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly deleteClientSecret: (input: DeleteClientSecretInput, options?: CallOptions) => Promise<void>;

  /**
   * Deletes a provider with all that is linked to it. Accounts, their roles and their sessions stay. Needs the
   * permission `identity_providers:write`.
   *
   * `DELETE /v1/identity-providers/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `identity_provider_not_found`,
   * `precondition_failed`, `body_too_large`, `uri_too_long`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly deleteIdentityProvider: (input: DeleteIdentityProviderInput, options?: CallOptions) => Promise<void>;

  /**
   * Deletes a role, takes it from everybody who has it and out of other roles. Needs the permission `roles:write`.
   *
   * `DELETE /v1/roles/{role}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `built_in_role`, `role_not_found`,
   * `too_many_members`, `precondition_failed`, `body_too_large`, `uri_too_long`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly deleteRole: (input: DeleteRoleInput, options?: CallOptions) => Promise<DryRunResult | undefined>;

  /**
   * Deletes a user with all sessions and grants, at once and everywhere. Needs the permission `users:delete`.
   *
   * `DELETE /v1/users/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `user_not_found`, `last_administrator`,
   * `precondition_failed`, `body_too_large`, `uri_too_long`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly deleteUser: (input: DeleteUserInput, options?: CallOptions) => Promise<void>;

  /**
   * Says that what a mail has told you of was not you: ends all sessions and takes the password away. A link by
   * which to set a new one is sent to the address of the account.
   *
   * `POST /v1/auth/not-me`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_link`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`
   */
  readonly disown: (input: DisownInput, options?: CallOptions) => Promise<void>;

  /**
   * Gives out the secret of an authenticator app (RFC 6238, with 30 seconds, 6 digits and SHA-1), which counts once
   * it is confirmed, within 10 minutes. Needs your password. Ten wrong passwords in a row end the session. Needs a
   * login of the last 10 minutes. Needs a second factor, if the account has one.
   *
   * `POST /v1/auth/factors/totp`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `wrong_password`, `body_too_large`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `overloaded`, `starting`, `cannot_verify`
   */
  readonly enrolTotp: (input: EnrolTotpInput, options?: CallOptions) => Promise<TotpToConfirm>;

  /**
   * Tells everything that the service knows of you, as one document. It comes in parts, as it is read.
   *
   * `GET /v1/auth/me/export`
   *
   * @throws `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly exportMe: (options?: CallOptions) => Promise<ExportedAccount>;

  /**
   * Shows which device waits for this code: who asks for what, and from where. A wrong code counts as a guess.
   *
   * `POST /v1/auth/device`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `user_code_not_found`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly findDevice: (input: FindDeviceInput, options?: CallOptions) => Promise<DeviceThatWaits>;

  /**
   * Logs in by what a browser has come back with from another provider: once, in the browser in which it was begun,
   * by cookie. A session whose cookies are sent along is ended by it. Who has a second factor is answered
   * `second_factor_required`, unless the provider's word counts for that; who is nobody here yet is answered
   * `link_required`, and goes on at `POST /v1/auth/identities`.
   *
   * `POST /v1/auth/login/upstream/callback`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_target`, `second_factor_required`, `cross_site_request`,
   * `upstream_refused`, `link_required`, `upstream_login_not_found`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `upstream_unavailable`, `database_unavailable`, `starting`
   */
  readonly finishUpstreamLogin: (input: FinishUpstreamLoginInput, options?: CallOptions) => Promise<LoginResponse>;

  /**
   * Sends a link to this address by which a new password is set, if it is that of an account. The answer tells
   * nothing of that, and neither does its time. Second factors stay as they are. No more than five of these mails
   * an hour go to one address.
   *
   * `POST /v1/auth/password/forgot`
   *
   * @throws `invalid_json`, `validation_failed`, `mail_off`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`
   */
  readonly forgotPassword: (input: ForgotPasswordInput, options?: CallOptions) => Promise<void>;

  /**
   * Tells how many accounts were made and deleted over time, up to this moment. Needs the permission
   * `statistics:read`.
   *
   * `GET /v1/statistics/accounts`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly getAccountStatistics: (
    input?: GetAccountStatisticsInput,
    options?: CallOptions,
  ) => Promise<AccountStatistics>;

  /**
   * Tells where everything is and what is supported (RFC 8414).
   *
   * `GET /.well-known/oauth-authorization-server`
   *
   * @throws `starting`
   */
  readonly getAuthorizationServerMetadata: (options?: CallOptions) => Promise<AuthorizationServerMetadata>;

  /**
   * Shows one client. Needs the permission `clients:read`.
   *
   * `GET /v1/clients/{id}`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `client_not_found`,
   * `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly getClient: (input: GetClientInput, options?: CallOptions) => Promise<ServiceClient>;

  /**
   * Gives out a CSRF token for the session of the cookies; the refresh cookie alone will do, and is not used up.
   *
   * `GET /v1/auth/csrf`
   *
   * @throws `token_missing`, `invalid_token`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly getCsrfToken: (options?: CallOptions) => Promise<CsrfToken>;

  /**
   * Shows one provider. Needs the permission `identity_providers:read`.
   *
   * `GET /v1/identity-providers/{id}`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `identity_provider_not_found`, `uri_too_long`, `internal_error`, `database_unavailable`, `starting`,
   * `cannot_verify`
   */
  readonly getIdentityProvider: (input: GetIdentityProviderInput, options?: CallOptions) => Promise<IdentityProvider>;

  /**
   * Tells which processes serve at this database, how each sees the feed of revocations, and which of them were
   * lost of late. Needs the permission `statistics:read`.
   *
   * `GET /v1/statistics/instances`
   *
   * @throws `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly getInstances: (options?: CallOptions) => Promise<InstanceStatistics>;

  /**
   * Gives the public keys that verify access tokens.
   *
   * `GET /.well-known/jwks.json`
   *
   * @throws `starting`
   */
  readonly getJwks: (options?: CallOptions) => Promise<Jwks>;

  /**
   * Tells that the process runs; asks nothing else.
   *
   * `GET /health/live`
   */
  readonly getLiveness: (options?: CallOptions) => Promise<Liveness>;

  /**
   * Tells how logins have ended over time, up to this moment. Needs the permission `statistics:read`.
   *
   * `GET /v1/statistics/logins`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly getLoginStatistics: (input?: GetLoginStatisticsInput, options?: CallOptions) => Promise<LoginStatistics>;

  /**
   * Tells who you are and what you may do.
   *
   * `GET /v1/auth/me`
   *
   * @throws `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly getMe: (options?: CallOptions) => Promise<Me>;

  /**
   * Tells what is measured of this instance, for Prometheus. Needs the permission `metrics:read`.
   *
   * `GET /metrics`
   *
   * @throws `token_missing`, `invalid_token`, `insufficient_scope`, `cannot_verify`
   */
  readonly getMetrics: (options?: CallOptions) => Promise<string>;

  /**
   * The same where applications look for it (OpenID Connect Discovery §4).
   *
   * `GET /.well-known/openid-configuration`
   *
   * @throws `starting`
   */
  readonly getOpenIdConfiguration: (options?: CallOptions) => Promise<AuthorizationServerMetadata>;

  /**
   * Tells whether this instance can serve requests now.
   *
   * `GET /health/ready`
   */
  readonly getReadiness: (options?: CallOptions) => Promise<ReadinessReport>;

  /**
   * Shows one role. Needs the permission `roles:read`.
   *
   * `GET /v1/roles/{role}`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `role_not_found`,
   * `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly getRole: (input: GetRoleInput, options?: CallOptions) => Promise<Role>;

  /**
   * Tells how many accounts, second factors and live sessions there are. Needs the permission `statistics:read`.
   *
   * `GET /v1/statistics/totals`
   *
   * @throws `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly getTotals: (options?: CallOptions) => Promise<StatisticsTotals>;

  /**
   * Shows one user. Needs the permission `users:read`.
   *
   * `GET /v1/users/{id}`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `user_not_found`,
   * `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly getUser: (input: GetUserInput, options?: CallOptions) => Promise<User>;

  /**
   * Tells an application who has logged in, as far as they have let it know (OpenID Connect Core §5.3).
   *
   * `GET /oauth/userinfo`
   *
   * @throws `token_missing`, `invalid_token`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly getUserinfo: (options?: CallOptions) => Promise<PersonInfo>;

  /**
   * Gives a user a role, for good or until a time; the user's next refresh brings it. To give it again replaces its
   * end: without `expires_at` the grant is for good from then on. Needs the permission `roles:assign` or
   * `roles:delegate`.
   *
   * `PUT /v1/users/{id}/roles/{role}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `user_not_found`, `role_not_found`,
   * `last_administrator`, `body_too_large`, `uri_too_long`, `unsupported_media_type`, `token_too_large`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly grantUserRole: (input: GrantUserRoleInput, options?: CallOptions) => Promise<DryRunResult | undefined>;

  /**
   * Makes accounts for people who come from another system, with the hashes of their passwords: one line of JSON
   * each, as many as there are. What is wrong with a line is told, and the others are in. Whoever is there already
   * is left as they are, so the same can be sent again: after it was broken off, or to bring in what was refused.
   * Needs the permission `users:write`.
   *
   * `POST /v1/users/import`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`, `csrf_token_invalid`,
   * `insufficient_scope`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `overloaded`,
   * `starting`, `cannot_verify`
   */
  readonly importUsers: (input: ImportUsersInput, options?: CallOptions) => Promise<UsersImported>;

  /**
   * Tells a service client with the scope `introspect` whether a token that is meant for it is good.
   *
   * `POST /oauth/introspect`
   *
   * @throws `invalid_request`, `unauthorized_client`, `invalid_client`, `temporarily_unavailable`, `server_error`
   */
  readonly introspect: (input: IntrospectInput, options?: CallOptions) => Promise<IntrospectionResponse>;

  /**
   * Links the login at another provider with which this browser has just come back, and which is nobody's here yet:
   * from now on it lets you in. Needs a proof of who you are of the last ten minutes, with a second factor if you
   * have one. Needs a login of the last 10 minutes. Needs a second factor, if the account has one.
   *
   * `POST /v1/auth/identities`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `upstream_login_not_found`, `identity_linked`,
   * `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`,
   * `cannot_verify`
   */
  readonly linkIdentity: (input: LinkIdentityInput, options?: CallOptions) => Promise<LinkedIdentity>;

  /**
   * Lists the sessions of all people who hold no more than you, newest first: all, or those that all filters fit.
   * So many are looked at for one part and no more: a part may have fewer items than asked for, even none, and
   * there is more to come all the same as long as `next_cursor` is not null. Needs the permission `sessions:read`.
   *
   * `GET /v1/user-sessions`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listAllSessions: (input?: ListAllSessionsInput, options?: CallOptions) => Promise<UserSessionPage>;

  /**
   * Lists what was done, newest first: by whom, to what, from where, of which kind, in which time. Needs the
   * permission `audit:read`.
   *
   * `GET /v1/audit-events`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listAuditEvents: (input?: ListAuditEventsInput, options?: CallOptions) => Promise<AuditEventPage>;

  /**
   * Lists a client's secrets, without what is secret about them. Needs the permission `clients:read`.
   *
   * `GET /v1/clients/{id}/secrets`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `client_not_found`,
   * `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listClientSecrets: (input: ListClientSecretsInput, options?: CallOptions) => Promise<ClientSecretList>;

  /**
   * Lists the clients, newest first: all of them, or those that may have a scope, are of one kind or are called so.
   * Needs the permission `clients:read`.
   *
   * `GET /v1/clients`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listClients: (input?: ListClientsInput, options?: CallOptions) => Promise<ClientPage>;

  /**
   * Lists the applications that you have allowed something, newest first.
   *
   * `GET /v1/auth/consents`
   *
   * @throws `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly listConsents: (options?: CallOptions) => Promise<ConsentList>;

  /**
   * Lists your second factors, the oldest first, and how many recovery codes are left.
   *
   * `GET /v1/auth/factors`
   *
   * @throws `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly listFactors: (options?: CallOptions) => Promise<FactorList>;

  /**
   * Tells at which accounts most logins have failed, up to this moment; names that nobody has are left out. Told
   * are whole hours, at most seven days, of the last 31; without `since` it is a day. Needs the permission
   * `statistics:read`.
   *
   * `GET /v1/statistics/failed-logins/accounts`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listFailingAccounts: (input?: ListFailingAccountsInput, options?: CallOptions) => Promise<FailingAccounts>;

  /**
   * Tells from which addresses most logins have failed, up to this moment. Told are whole hours, at most seven
   * days, of the last 31; without `since` it is a day. Needs the permission `statistics:read`.
   *
   * `GET /v1/statistics/failed-logins/addresses`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listFailingAddresses: (
    input?: ListFailingAddressesInput,
    options?: CallOptions,
  ) => Promise<FailingAddresses>;

  /**
   * Lists the logins at other providers that are linked to your account, the oldest first.
   *
   * `GET /v1/auth/identities`
   *
   * @throws `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly listIdentities: (options?: CallOptions) => Promise<LinkedIdentityList>;

  /**
   * Lists the providers by which people log in, newest first, without their secrets. Needs the permission
   * `identity_providers:read`.
   *
   * `GET /v1/identity-providers`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listIdentityProviders: (
    input?: ListIdentityProvidersInput,
    options?: CallOptions,
  ) => Promise<IdentityProviderPage>;

  /**
   * Lists the other providers by which people can log in.
   *
   * `GET /v1/auth/login/upstream`
   *
   * @throws `internal_error`, `database_unavailable`, `starting`
   */
  readonly listOfferedProviders: (options?: CallOptions) => Promise<OfferedProviderList>;

  /**
   * Lists the users who hold a permission, in order of id, and through which roles. Needs the permission
   * `roles:read`.
   *
   * `GET /v1/permissions/{permission}/holders`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listPermissionHolders: (
    input: ListPermissionHoldersInput,
    options?: CallOptions,
  ) => Promise<PermissionHolderPage>;

  /**
   * Lists the permissions that are built in, those that services have declared, and those that roles name without
   * that, in order of name: all, or some by their names. Needs the permission `roles:read`.
   *
   * `GET /v1/permissions`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listPermissions: (input?: ListPermissionsInput, options?: CallOptions) => Promise<PermissionPage>;

  /**
   * Lists the users who were given a role directly, in order of id. Needs the permission `roles:read`.
   *
   * `GET /v1/roles/{role}/members`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `role_not_found`, `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listRoleMembers: (input: ListRoleMembersInput, options?: CallOptions) => Promise<RoleMemberPage>;

  /**
   * Lists the roles in order of name: all of them, or those whose name has something in it. Needs the permission
   * `roles:read`.
   *
   * `GET /v1/roles`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listRoles: (input?: ListRolesInput, options?: CallOptions) => Promise<RolePage>;

  /**
   * Lists your own sessions, newest first.
   *
   * `GET /v1/sessions`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listSessions: (input?: ListSessionsInput, options?: CallOptions) => Promise<SessionPage>;

  /**
   * Lists the second factors of a user, the oldest first, without what is secret about them. Needs the permission
   * `users:read`.
   *
   * `GET /v1/users/{id}/factors`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `user_not_found`,
   * `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listUserFactors: (input: ListUserFactorsInput, options?: CallOptions) => Promise<FactorList>;

  /**
   * Lists the logins at other providers that are linked to a user's account, the oldest first. Needs the permission
   * `users:read`.
   *
   * `GET /v1/users/{id}/identities`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `user_not_found`,
   * `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listUserIdentities: (input: ListUserIdentitiesInput, options?: CallOptions) => Promise<LinkedIdentityList>;

  /**
   * Lists what a user may do by the roles that they were given, in order of permission, and through which of them.
   * Needs the permission `roles:read`.
   *
   * `GET /v1/users/{id}/permissions`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `user_not_found`, `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listUserPermissions: (input: ListUserPermissionsInput, options?: CallOptions) => Promise<UserPermissionPage>;

  /**
   * Lists the roles that a user was given and that have not expired. Needs the permission `roles:read`.
   *
   * `GET /v1/users/{id}/roles`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `user_not_found`,
   * `uri_too_long`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listUserRoles: (input: ListUserRolesInput, options?: CallOptions) => Promise<UserRoleList>;

  /**
   * Lists the sessions of a user who holds no more than you, newest first. Needs the permission `sessions:read`.
   *
   * `GET /v1/users/{id}/sessions`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `permission_not_held`, `user_not_found`, `uri_too_long`, `internal_error`, `database_unavailable`, `starting`,
   * `cannot_verify`
   */
  readonly listUserSessions: (input: ListUserSessionsInput, options?: CallOptions) => Promise<SessionPage>;

  /**
   * Lists the users: all of them, or those whom all filters fit. Needs the permission `users:read`.
   *
   * `GET /v1/users`
   *
   * @throws `validation_failed`, `invalid_cursor`, `token_missing`, `invalid_token`, `insufficient_scope`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly listUsers: (input?: ListUsersInput, options?: CallOptions) => Promise<UserPage>;

  /**
   * Logs in by a code that was mailed, with the transport by which it was asked for. A session whose access token
   * or cookies are sent along is ended by it. Who has a second factor is answered `second_factor_required`, and
   * goes on at `POST /v1/auth/login/factor`. Five tries for each code that was asked for.
   *
   * `POST /v1/auth/login/code/verify`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_login_ticket`, `invalid_target`,
   * `second_factor_required`, `wrong_factor`, `cross_site_request`, `mail_off`, `email_code_off`, `body_too_large`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`
   */
  readonly logInByCode: (input: LogInByCodeInput, options?: CallOptions) => Promise<LoginResponse>;

  /**
   * Logs in with a passkey alone, which counts as more than one factor. A session whose access token or cookies are
   * sent along is ended by it.
   *
   * `POST /v1/auth/login/passkey`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_target`, `wrong_factor`, `cross_site_request`,
   * `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`
   */
  readonly logInByPasskey: (input: LogInByPasskeyInput, options?: CallOptions) => Promise<LoginResponse>;

  /**
   * Logs in with e-mail address and password. A session whose access token or cookies are sent along is ended by
   * it. Who has a second factor is answered `second_factor_required`, and goes on at `POST /v1/auth/login/factor`.
   *
   * `POST /v1/auth/login`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_target`, `invalid_credentials`, `second_factor_required`,
   * `cross_site_request`, `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`,
   * `overloaded`, `starting`
   */
  readonly login: (input: LoginInput, options?: CallOptions) => Promise<LoginResponse>;

  /**
   * Ends the session, by its access token or, where that is gone, by its refresh token. By cookie either will do,
   * and both are taken away, also where the session is over already.
   *
   * `POST /v1/auth/logout`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `body_too_large`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly logout: (options?: CallOptions) => Promise<void>;

  /**
   * Ends all your sessions, or all but this one.
   *
   * `POST /v1/auth/logout-all`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `body_too_large`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly logoutAll: (input?: LogoutAllInput, options?: CallOptions) => Promise<void>;

  /**
   * Takes what an application will ask for, and tells by which address a browser brings it to `/oauth/authorize`
   * (RFC 9126).
   *
   * `POST /oauth/par`
   *
   * @throws `invalid_request`, `unauthorized_client`, `invalid_scope`, `invalid_target`,
   * `unsupported_response_type`, `request_not_supported`, `request_uri_not_supported`,
   * `registration_not_supported`, `invalid_client`, `temporarily_unavailable`, `server_error`
   */
  readonly pushAuthorizationRequest: (
    input?: PushAuthorizationRequestInput,
    options?: CallOptions,
  ) => Promise<PushedRequestResponse>;

  /**
   * Tells what was taken back of late, and what roles permit: everything, or what is new after a cursor. All that
   * was acknowledged before the request is in it. Needs the permission `revocations:read`.
   *
   * `GET /v1/revocations`
   *
   * @throws `validation_failed`, `token_missing`, `invalid_token`, `insufficient_scope`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly readRevocations: (input?: ReadRevocationsInput, options?: CallOptions) => Promise<RevocationBatch>;

  /**
   * Exchanges a refresh token for a new pair of tokens. Each refresh token is good once. By cookie the new ones
   * come as cookies.
   *
   * `POST /v1/auth/refresh`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_grant`, `invalid_target`, `cross_site_request`,
   * `csrf_token_invalid`, `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`,
   * `starting`
   */
  readonly refresh: (options?: CallOptions) => Promise<void>;

  /**
   * Makes an account. Where addresses have to be verified, it is there once the link that is sent to the address
   * was used, and has the password that is chosen then; the answer is the same whether the address has an account
   * already or not.
   *
   * `POST /v1/auth/register`
   *
   * @throws `invalid_json`, `validation_failed`, `weak_password`, `registration_closed`, `email_taken`, `mail_off`,
   * `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `overloaded`, `starting`
   */
  readonly register: (input: RegisterInput, options?: CallOptions) => Promise<User | undefined>;

  /**
   * Takes one of your factors away. With the last one the recovery codes go too, and access tokens are outdated:
   * refresh afterwards. Needs a login of the last 10 minutes. Needs a second factor, if the account has one.
   *
   * `DELETE /v1/auth/factors/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `factor_not_found`, `body_too_large`,
   * `uri_too_long`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly removeFactor: (input: RemoveFactorInput, options?: CallOptions) => Promise<void>;

  /**
   * Takes a role from many users, at once: from all or from none. Their access tokens are refused from then on.
   * Needs the permission `roles:assign` or `roles:delegate`.
   *
   * `POST /v1/roles/{role}/members/remove`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `role_not_found`, `body_too_large`,
   * `uri_too_long`, `unsupported_media_type`, `members_refused`, `internal_error`, `database_unavailable`,
   * `overloaded`, `starting`, `cannot_verify`
   */
  readonly removeRoleMembers: (input: RemoveRoleMembersInput, options?: CallOptions) => Promise<MembersChange>;

  /**
   * Gives one of your factors another name. Recovery codes have none.
   *
   * `PATCH /v1/auth/factors/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `factor_not_found`, `body_too_large`, `uri_too_long`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly renameFactor: (input: RenameFactorInput, options?: CallOptions) => Promise<Factor>;

  /**
   * Mails a code of eight digits to this address, by which to log in within 10 minutes, if it is the verified one
   * of an account. The answer tells nothing of that, and neither does its time. The code is good for who has asked
   * for it alone. No more than five of these mails an hour go to one address, and five more to who asks on devices
   * that have logged in to the account before. Where the metadata say `"email_code": "off"`, this answers
   * `email_code_off`, or `mail_off`.
   *
   * `POST /v1/auth/login/code`
   *
   * @throws `invalid_json`, `validation_failed`, `cross_site_request`, `mail_off`, `email_code_off`,
   * `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`
   */
  readonly requestLoginCode: (input: RequestLoginCodeInput, options?: CallOptions) => Promise<LoginCodeRequested>;

  /**
   * Gives out tokens: to services by their credentials, to applications by code or device code, to people by
   * refresh token or, in development, password.
   *
   * `POST /oauth/token`
   *
   * @throws `invalid_request`, `invalid_grant`, `unauthorized_client`, `unsupported_grant_type`, `invalid_scope`,
   * `invalid_target`, `authorization_pending`, `slow_down`, `access_denied`, `expired_token`, `invalid_client`,
   * `temporarily_unavailable`, `server_error`
   */
  readonly requestToken: (input: RequestTokenInput, options?: CallOptions) => Promise<GrantedTokenResponse>;

  /**
   * Sends the link again to who has registered and not used it. The answer is the same whatever address it is.
   *
   * `POST /v1/auth/email/verify/resend`
   *
   * @throws `invalid_json`, `validation_failed`, `registration_closed`, `mail_off`, `body_too_large`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`
   */
  readonly resendVerification: (input: ResendVerificationInput, options?: CallOptions) => Promise<void>;

  /**
   * Takes all second factors of a user away who has lost them, recovery codes among them, and ends the user's
   * sessions. Not your own. Needs the permission `users:write`. Needs a login of the last 30 minutes.
   *
   * `DELETE /v1/users/{id}/factors`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`,
   * `user_not_found`, `body_too_large`, `uri_too_long`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly resetUserFactors: (input: ResetUserFactorsInput, options?: CallOptions) => Promise<void>;

  /**
   * Revokes a token of the calling client: an access token alone, a refresh token with its session.
   *
   * `POST /oauth/revoke`
   *
   * @throws `invalid_request`, `invalid_client`, `temporarily_unavailable`, `server_error`
   */
  readonly revokeOAuthToken: (input: RevokeOAuthTokenInput, options?: CallOptions) => Promise<void>;

  /**
   * Ends one of your own sessions: its access and refresh tokens are dead at once.
   *
   * `DELETE /v1/sessions/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `session_not_found`, `body_too_large`, `uri_too_long`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly revokeSession: (input: RevokeSessionInput, options?: CallOptions) => Promise<void>;

  /**
   * Takes one access token back, by its `jti`. Its session goes on, and a refresh gives it another. Needs the
   * permission `revocations:write`.
   *
   * `POST /v1/revocations`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `body_too_large`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly revokeToken: (input: RevokeTokenInput, options?: CallOptions) => Promise<RevokedToken>;

  /**
   * Takes a role from a user, at once: access tokens that are out there are refused. Needs the permission
   * `roles:assign` or `roles:delegate`.
   *
   * `DELETE /v1/users/{id}/roles/{role}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `user_not_found`, `role_not_found`,
   * `last_administrator`, `body_too_large`, `uri_too_long`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly revokeUserRole: (input: RevokeUserRoleInput, options?: CallOptions) => Promise<DryRunResult | undefined>;

  /**
   * Ends one session of a user: its access and refresh tokens are dead at once. Needs the permission
   * `sessions:revoke`.
   *
   * `DELETE /v1/users/{id}/sessions/{sid}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `user_not_found`, `session_not_found`,
   * `body_too_large`, `uri_too_long`, `unsupported_media_type`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly revokeUserSession: (input: RevokeUserSessionInput, options?: CallOptions) => Promise<void>;

  /**
   * Ends all sessions of a user: access and refresh tokens are dead at once. Needs the permission
   * `sessions:revoke`.
   *
   * `DELETE /v1/users/{id}/sessions`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `user_not_found`, `body_too_large`,
   * `uri_too_long`, `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly revokeUserSessions: (input: RevokeUserSessionsInput, options?: CallOptions) => Promise<void>;

  /**
   * Sends a link to your address by which you show that it is yours; nothing, if that is known. At most five an
   * hour.
   *
   * `POST /v1/auth/email/verify/send`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `mail_off`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly sendVerification: (options?: CallOptions) => Promise<void>;

  /**
   * Sets your password by the token that you were sent, and ends all your sessions. Each token is good once.
   *
   * `POST /v1/auth/password/set`
   *
   * @throws `invalid_json`, `validation_failed`, `weak_password`, `invalid_password_token`, `body_too_large`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `overloaded`, `starting`
   */
  readonly setPasswordByToken: (input: SetPasswordByTokenInput, options?: CallOptions) => Promise<void>;

  /**
   * Ends a login that was answered with `second_factor_required`: shows a second factor, and opens the session as
   * the first step asked for it, with the transport and the audience of that. A session whose access token or
   * cookies are sent along is ended by it. A ticket is good for one session and for five tries.
   *
   * `POST /v1/auth/login/factor`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_login_ticket`, `invalid_target`, `wrong_factor`,
   * `cross_site_request`, `body_too_large`, `unsupported_media_type`, `internal_error`, `database_unavailable`,
   * `starting`
   */
  readonly showFactor: (input: ShowFactorInput, options?: CallOptions) => Promise<LoginResponse>;

  /**
   * Shows anew who you are, for what needs a recent login or a second factor (RFC 9470). Who has a second factor
   * shows that, who has none the password. The session goes on, with its id and its refresh token; by cookie the
   * new access token comes as one. Ten wrong ones in a row end the session.
   *
   * `POST /v1/auth/step-up`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `wrong_factor`,
   * `cross_site_request`, `csrf_token_invalid`, `insufficient_scope`, `wrong_password`, `body_too_large`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `overloaded`, `starting`, `cannot_verify`
   */
  readonly stepUp: (input?: StepUpInput, options?: CallOptions) => Promise<StepUpResponse>;

  /**
   * Brings back the address that your account had before, ends all sessions and takes the password away: a link by
   * which to set a new one is sent to that address.
   *
   * `POST /v1/auth/email/undo`
   *
   * @throws `invalid_json`, `validation_failed`, `invalid_link`, `body_too_large`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`
   */
  readonly undoEmailChange: (input: UndoEmailChangeInput, options?: CallOptions) => Promise<void>;

  /**
   * Unlinks one: it lets nobody in any more. Sessions go on. Needs a proof like that for linking; the last way in
   * stays. Needs a login of the last 10 minutes. Needs a second factor, if the account has one.
   *
   * `DELETE /v1/auth/identities/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `identity_not_found`, `last_way_in`,
   * `body_too_large`, `uri_too_long`, `unsupported_media_type`, `internal_error`, `database_unavailable`,
   * `starting`, `cannot_verify`
   */
  readonly unlinkIdentity: (input: UnlinkIdentityInput, options?: CallOptions) => Promise<void>;

  /**
   * Changes a client; its tokens are outdated at once, unless it is as it is to be already. Needs a login of the
   * last 30 minutes. Needs the permission `clients:write`.
   *
   * `PATCH /v1/clients/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`,
   * `client_not_found`, `client_exists`, `body_too_large`, `uri_too_long`, `unsupported_media_type`,
   * `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly updateClient: (input: UpdateClientInput, options?: CallOptions) => Promise<ServiceClient>;

  /**
   * Changes a provider: what it is asked for and what its word comes to, at the next login of each. Needs a login
   * of the last 30 minutes. Needs the permission `identity_providers:write`.
   *
   * `PATCH /v1/identity-providers/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `insufficient_user_authentication`, `token_missing`,
   * `invalid_token`, `cross_site_request`, `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`,
   * `role_not_found`, `identity_provider_not_found`, `precondition_failed`, `body_too_large`, `uri_too_long`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly updateIdentityProvider: (
    input: UpdateIdentityProviderInput,
    options?: CallOptions,
  ) => Promise<IdentityProvider>;

  /**
   * Changes a role, at once for all who have it, for who holds all that it gave and gives from then on. Needs the
   * permission `roles:write`.
   *
   * `PATCH /v1/roles/{role}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `built_in_role`, `role_not_found`,
   * `precondition_failed`, `body_too_large`, `uri_too_long`, `unsupported_media_type`, `role_cycle`,
   * `role_too_large`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly updateRole: (input: UpdateRoleInput, options?: CallOptions) => Promise<ChangedRole>;

  /**
   * Disables a user, at once and everywhere, or enables one again; sets the claims that the user's tokens carry.
   * Needs the permission `users:write`.
   *
   * `PATCH /v1/users/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_held`, `user_not_found`, `user_invited`,
   * `last_administrator`, `precondition_failed`, `body_too_large`, `uri_too_long`, `unsupported_media_type`,
   * `token_too_large`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly updateUser: (input: UpdateUserInput, options?: CallOptions) => Promise<User>;

  /**
   * Shows that an address is yours, together with the password of the account (`password_required` without it). Who
   * has registered chooses one now: the account is there from now on, so log in.
   *
   * `POST /v1/auth/email/verify`
   *
   * @throws `invalid_json`, `validation_failed`, `weak_password`, `invalid_link`, `password_required`,
   * `registration_closed`, `wrong_password`, `body_too_large`, `unsupported_media_type`, `internal_error`,
   * `database_unavailable`, `overloaded`, `starting`
   */
  readonly verifyEmail: (input: VerifyEmailInput, options?: CallOptions) => Promise<void>;

  /**
   * Takes back what you have allowed an application: all that it has is dead at once.
   *
   * `DELETE /v1/auth/consents/{id}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `consent_not_found`, `body_too_large`, `uri_too_long`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly withdrawConsent: (input: WithdrawConsentInput, options?: CallOptions) => Promise<void>;

  /**
   * Takes the declaration of a permission back. Roles that name the permission go on doing so. Needs the permission
   * `permissions:declare`.
   *
   * `DELETE /v1/permissions/{permission}`
   *
   * @throws `invalid_json`, `validation_failed`, `token_missing`, `invalid_token`, `cross_site_request`,
   * `csrf_token_invalid`, `insufficient_scope`, `permission_not_found`, `body_too_large`, `uri_too_long`,
   * `unsupported_media_type`, `internal_error`, `database_unavailable`, `starting`, `cannot_verify`
   */
  readonly withdrawPermission: (input: WithdrawPermissionInput, options?: CallOptions) => Promise<void>;
}
