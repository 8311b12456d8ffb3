// Generated from openapi.json by `npm run client`. Do not edit.

import type { Operation } from '../operation.js';
import {
  AccountStatistics,
  AddedFactor,
  AuditEventPage,
  AuthorizationServerMetadata,
  BegunLogin,
  BegunUpstreamLogin,
  ChangedRole,
  ClientPage,
  ClientSecretList,
  ConsentList,
  CreatedClient,
  CreatedClientSecret,
  CreatedUser,
  CsrfToken,
  DeviceAuthorizationResponse,
  DeviceThatWaits,
  DryRunResult,
  ExportedAccount,
  Factor,
  FactorList,
  FailingAccounts,
  FailingAddresses,
  ForeseenRole,
  GrantedTokenResponse,
  IdentityProvider,
  IdentityProviderPage,
  InteractionStep,
  IntrospectionResponse,
  Jwks,
  LinkedIdentity,
  LinkedIdentityList,
  Liveness,
  LoginCodeRequested,
  LoginResponse,
  LoginStatistics,
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
  PushedRequestResponse,
  ReadinessReport,
  RevocationBatch,
  RevokedToken,
  Role,
  RoleMemberPage,
  RolePage,
  ServiceClient,
  SessionPage,
  StatisticsTotals,
  StepUpResponse,
  TotpToConfirm,
  User,
  UserPage,
  UserPermissionPage,
  UserRoleList,
  UserSessionPage,
  UsersImported,
} from './checks.js';

export const addPasskey: Operation = {
  id: 'addPasskey',
  method: 'POST',
  path: '/v1/auth/factors/passkeys',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 201: AddedFactor },
};

export const addRoleMembers: Operation = {
  id: 'addRoleMembers',
  method: 'POST',
  path: '/v1/roles/{role}/members',
  by: 'caller',
  query: ['dry_run'],
  body: 'json',
  bodyRequired: true,
  results: { 200: MembersChange },
};

export const approveDevice: Operation = {
  id: 'approveDevice',
  method: 'POST',
  path: '/v1/auth/device/approve',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 204: 'nothing' },
};

export const askForApplicationLogout: Operation = {
  id: 'askForApplicationLogout',
  method: 'POST',
  path: '/v1/auth/end-session',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 200: LogoutOfApplication },
};

export const askForUserinfo: Operation = {
  id: 'askForUserinfo',
  method: 'POST',
  path: '/oauth/userinfo',
  by: 'caller',
  plain: true,
  results: { 200: PersonInfo },
};

export const authorizeApplicationLogin: Operation = {
  id: 'authorizeApplicationLogin',
  method: 'POST',
  path: '/v1/auth/interactions/{id}/authorize',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 200: InteractionStep },
};

export const authorizeDevice: Operation = {
  id: 'authorizeDevice',
  method: 'POST',
  path: '/oauth/device_authorization',
  by: 'client',
  body: 'form',
  bodyRequired: true,
  results: { 200: DeviceAuthorizationResponse },
};

export const beginApplicationLogin: Operation = {
  id: 'beginApplicationLogin',
  method: 'POST',
  path: '/v1/auth/interactions',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 201: BegunLogin },
};

export const beginPasskey: Operation = {
  id: 'beginPasskey',
  method: 'POST',
  path: '/v1/auth/factors/passkeys/options',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 200: PasskeyCreation },
};

export const beginUpstreamLogin: Operation = {
  id: 'beginUpstreamLogin',
  method: 'POST',
  path: '/v1/auth/login/upstream/{id}',
  by: 'none',
  query: ['max_age'],
  results: { 201: BegunUpstreamLogin },
};

export const changeEmail: Operation = {
  id: 'changeEmail',
  method: 'POST',
  path: '/v1/auth/email',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 202: 'nothing', 204: 'nothing' },
};

export const changePassword: Operation = {
  id: 'changePassword',
  method: 'POST',
  path: '/v1/auth/password',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 204: 'nothing' },
};

export const confirmEmailChange: Operation = {
  id: 'confirmEmailChange',
  method: 'POST',
  path: '/v1/auth/email/confirm',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 204: 'nothing' },
};

export const confirmTotp: Operation = {
  id: 'confirmTotp',
  method: 'POST',
  path: '/v1/auth/factors/totp/confirm',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 200: AddedFactor },
};

export const createClient: Operation = {
  id: 'createClient',
  method: 'POST',
  path: '/v1/clients',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 201: CreatedClient },
};

export const createClientSecret: Operation = {
  id: 'createClientSecret',
  method: 'POST',
  path: '/v1/clients/{id}/secrets',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 201: CreatedClientSecret },
};

export const createFactorChallenge: Operation = {
  id: 'createFactorChallenge',
  method: 'POST',
  path: '/v1/auth/login/factor/challenge',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 200: PasskeyRequest },
};

export const createIdentityProvider: Operation = {
  id: 'createIdentityProvider',
  method: 'POST',
  path: '/v1/identity-providers',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 201: IdentityProvider },
};

export const createPasskeyLogin: Operation = {
  id: 'createPasskeyLogin',
  method: 'POST',
  path: '/v1/auth/login/passkey/options',
  by: 'none',
  plain: true,
  results: { 200: PasskeyRequest },
};

export const createPasswordToken: Operation = {
  id: 'createPasswordToken',
  method: 'POST',
  path: '/v1/users/{id}/password-token',
  by: 'caller',
  body: 'json',
  results: { 201: PasswordToken },
};

export const createRecoveryCodes: Operation = {
  id: 'createRecoveryCodes',
  method: 'POST',
  path: '/v1/auth/factors/recovery-codes',
  by: 'caller',
  plain: true,
  results: { 201: NewRecoveryCodes },
};

export const createRole: Operation = {
  id: 'createRole',
  method: 'POST',
  path: '/v1/roles',
  by: 'caller',
  query: ['dry_run'],
  body: 'json',
  bodyRequired: true,
  results: { 200: ForeseenRole, 201: Role },
};

export const createStepUpChallenge: Operation = {
  id: 'createStepUpChallenge',
  method: 'POST',
  path: '/v1/auth/step-up/challenge',
  by: 'caller',
  plain: true,
  results: { 200: PasskeyRequest },
};

export const createUser: Operation = {
  id: 'createUser',
  method: 'POST',
  path: '/v1/users',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 201: CreatedUser },
};

export const declarePermission: Operation = {
  id: 'declarePermission',
  method: 'PUT',
  path: '/v1/permissions/{permission}',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  repeatable: true,
  results: { 200: Permission, 201: Permission },
};

export const declineApplicationLogin: Operation = {
  id: 'declineApplicationLogin',
  method: 'POST',
  path: '/v1/auth/interactions/{id}/decline',
  by: 'none',
  results: { 200: InteractionStep },
};

export const declineDevice: Operation = {
  id: 'declineDevice',
  method: 'POST',
  path: '/v1/auth/device/decline',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 204: 'nothing' },
};

export const deleteClient: Operation = {
  id: 'deleteClient',
  method: 'DELETE',
  path: '/v1/clients/{id}',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};

export const deleteClientSecret: Operation = {
  id: 'deleteClientSecret',
  method: 'DELETE',
  path: '/v1/clients/{id}/secrets/{secret_id}',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};

export const deleteIdentityProvider: Operation = {
  id: 'deleteIdentityProvider',
  method: 'DELETE',
  path: '/v1/identity-providers/{id}',
  by: 'caller',
  headers: { if_match: 'If-Match' },
  repeatable: true,
  results: { 204: 'nothing' },
};

export const deleteRole: Operation = {
  id: 'deleteRole',
  method: 'DELETE',
  path: '/v1/roles/{role}',
  by: 'caller',
  query: ['dry_run'],
  headers: { if_match: 'If-Match' },
  repeatable: true,
  results: { 200: DryRunResult, 204: 'nothing' },
};

export const deleteUser: Operation = {
  id: 'deleteUser',
  method: 'DELETE',
  path: '/v1/users/{id}',
  by: 'caller',
  headers: { if_match: 'If-Match' },
  repeatable: true,
  results: { 204: 'nothing' },
};

export const disown: Operation = {
  id: 'disown',
  method: 'POST',
  path: '/v1/auth/not-me',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 204: 'nothing' },
};

export const enrolTotp: Operation = {
  id: 'enrolTotp',
  method: 'POST',
  path: '/v1/auth/factors/totp',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 201: TotpToConfirm },
};

export const exportMe: Operation = {
  id: 'exportMe',
  method: 'GET',
  path: '/v1/auth/me/export',
  by: 'caller',
  plain: true,
  repeatable: true,
  results: { 200: ExportedAccount },
};

export const findDevice: Operation = {
  id: 'findDevice',
  method: 'POST',
  path: '/v1/auth/device',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 200: DeviceThatWaits },
};

export const finishUpstreamLogin: Operation = {
  id: 'finishUpstreamLogin',
  method: 'POST',
  path: '/v1/auth/login/upstream/callback',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  effect: 'begins',
  results: { 200: LoginResponse },
};

export const forgotPassword: Operation = {
  id: 'forgotPassword',
  method: 'POST',
  path: '/v1/auth/password/forgot',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 202: 'nothing' },
};

export const getAccountStatistics: Operation = {
  id: 'getAccountStatistics',
  method: 'GET',
  path: '/v1/statistics/accounts',
  by: 'caller',
  query: ['since', 'until', 'step'],
  repeatable: true,
  results: { 200: AccountStatistics },
};

export const getAuthorizationServerMetadata: Operation = {
  id: 'getAuthorizationServerMetadata',
  method: 'GET',
  path: '/.well-known/oauth-authorization-server',
  by: 'none',
  plain: true,
  repeatable: true,
  results: { 200: AuthorizationServerMetadata },
};

export const getClient: Operation = {
  id: 'getClient',
  method: 'GET',
  path: '/v1/clients/{id}',
  by: 'caller',
  repeatable: true,
  results: { 200: ServiceClient },
};

export const getCsrfToken: Operation = {
  id: 'getCsrfToken',
  method: 'GET',
  path: '/v1/auth/csrf',
  by: 'caller',
  plain: true,
  repeatable: true,
  results: { 200: CsrfToken },
};

export const getIdentityProvider: Operation = {
  id: 'getIdentityProvider',
  method: 'GET',
  path: '/v1/identity-providers/{id}',
  by: 'caller',
  repeatable: true,
  results: { 200: IdentityProvider },
};

export const getJwks: Operation = {
  id: 'getJwks',
  method: 'GET',
  path: '/.well-known/jwks.json',
  by: 'none',
  plain: true,
  repeatable: true,
  results: { 200: Jwks },
};

export const getLiveness: Operation = {
  id: 'getLiveness',
  method: 'GET',
  path: '/health/live',
  by: 'none',
  plain: true,
  repeatable: true,
  results: { 200: Liveness },
};

export const getLoginStatistics: Operation = {
  id: 'getLoginStatistics',
  method: 'GET',
  path: '/v1/statistics/logins',
  by: 'caller',
  query: ['since', 'until', 'step'],
  repeatable: true,
  results: { 200: LoginStatistics },
};

export const getMe: Operation = {
  id: 'getMe',
  method: 'GET',
  path: '/v1/auth/me',
  by: 'caller',
  plain: true,
  repeatable: true,
  results: { 200: Me },
};

export const getMetrics: Operation = {
  id: 'getMetrics',
  method: 'GET',
  path: '/metrics',
  by: 'caller',
  plain: true,
  repeatable: true,
  results: { 200: 'text' },
};

export const getOpenIdConfiguration: Operation = {
  id: 'getOpenIdConfiguration',
  method: 'GET',
  path: '/.well-known/openid-configuration',
  by: 'none',
  plain: true,
  repeatable: true,
  results: { 200: AuthorizationServerMetadata },
};

export const getReadiness: Operation = {
  id: 'getReadiness',
  method: 'GET',
  path: '/health/ready',
  by: 'none',
  plain: true,
  repeatable: true,
  results: { 200: ReadinessReport, 503: ReadinessReport },
};

export const getRole: Operation = {
  id: 'getRole',
  method: 'GET',
  path: '/v1/roles/{role}',
  by: 'caller',
  repeatable: true,
  results: { 200: Role },
};

export const getTotals: Operation = {
  id: 'getTotals',
  method: 'GET',
  path: '/v1/statistics/totals',
  by: 'caller',
  plain: true,
  repeatable: true,
  results: { 200: StatisticsTotals },
};

export const getUser: Operation = {
  id: 'getUser',
  method: 'GET',
  path: '/v1/users/{id}',
  by: 'caller',
  repeatable: true,
  results: { 200: User },
};

export const getUserinfo: Operation = {
  id: 'getUserinfo',
  method: 'GET',
  path: '/oauth/userinfo',
  by: 'caller',
  plain: true,
  repeatable: true,
  results: { 200: PersonInfo },
};

export const grantUserRole: Operation = {
  id: 'grantUserRole',
  method: 'PUT',
  path: '/v1/users/{id}/roles/{role}',
  by: 'caller',
  query: ['dry_run'],
  body: 'json',
  repeatable: true,
  results: { 200: DryRunResult, 204: 'nothing' },
};

export const importUsers: Operation = {
  id: 'importUsers',
  method: 'POST',
  path: '/v1/users/import',
  by: 'caller',
  body: 'lines',
  bodyRequired: true,
  repeatable: true,
  results: { 200: UsersImported },
};

export const introspect: Operation = {
  id: 'introspect',
  method: 'POST',
  path: '/oauth/introspect',
  by: 'client',
  body: 'form',
  bodyRequired: true,
  repeatable: true,
  results: { 200: IntrospectionResponse },
};

export const linkIdentity: Operation = {
  id: 'linkIdentity',
  method: 'POST',
  path: '/v1/auth/identities',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 201: LinkedIdentity },
};

export const listAllSessions: Operation = {
  id: 'listAllSessions',
  method: 'GET',
  path: '/v1/user-sessions',
  by: 'caller',
  query: ['limit', 'active', 'issued_since', 'issued_until', 'ip', 'user_agent_contains', 'client_id', 'cursor'],
  repeatable: true,
  results: { 200: UserSessionPage },
};

export const listAuditEvents: Operation = {
  id: 'listAuditEvents',
  method: 'GET',
  path: '/v1/audit-events',
  by: 'caller',
  query: ['limit', 'actor', 'subject', 'kind', 'since', 'until', 'target', 'role', 'ip', 'kinds', 'cursor'],
  repeatable: true,
  results: { 200: AuditEventPage },
};

export const listClientSecrets: Operation = {
  id: 'listClientSecrets',
  method: 'GET',
  path: '/v1/clients/{id}/secrets',
  by: 'caller',
  repeatable: true,
  results: { 200: ClientSecretList },
};

export const listClients: Operation = {
  id: 'listClients',
  method: 'GET',
  path: '/v1/clients',
  by: 'caller',
  query: ['limit', 'kind', 'scope', 'name_contains', 'cursor'],
  repeatable: true,
  results: { 200: ClientPage },
};

export const listConsents: Operation = {
  id: 'listConsents',
  method: 'GET',
  path: '/v1/auth/consents',
  by: 'caller',
  plain: true,
  repeatable: true,
  results: { 200: ConsentList },
};

export const listFactors: Operation = {
  id: 'listFactors',
  method: 'GET',
  path: '/v1/auth/factors',
  by: 'caller',
  plain: true,
  repeatable: true,
  results: { 200: FactorList },
};

export const listFailingAccounts: Operation = {
  id: 'listFailingAccounts',
  method: 'GET',
  path: '/v1/statistics/failed-logins/accounts',
  by: 'caller',
  query: ['since', 'until', 'limit'],
  repeatable: true,
  results: { 200: FailingAccounts },
};

export const listFailingAddresses: Operation = {
  id: 'listFailingAddresses',
  method: 'GET',
  path: '/v1/statistics/failed-logins/addresses',
  by: 'caller',
  query: ['since', 'until', 'limit'],
  repeatable: true,
  results: { 200: FailingAddresses },
};

export const listIdentities: Operation = {
  id: 'listIdentities',
  method: 'GET',
  path: '/v1/auth/identities',
  by: 'caller',
  plain: true,
  repeatable: true,
  results: { 200: LinkedIdentityList },
};

export const listIdentityProviders: Operation = {
  id: 'listIdentityProviders',
  method: 'GET',
  path: '/v1/identity-providers',
  by: 'caller',
  query: ['limit', 'cursor'],
  repeatable: true,
  results: { 200: IdentityProviderPage },
};

export const listOfferedProviders: Operation = {
  id: 'listOfferedProviders',
  method: 'GET',
  path: '/v1/auth/login/upstream',
  by: 'none',
  plain: true,
  repeatable: true,
  results: { 200: OfferedProviderList },
};

export const listPermissionHolders: Operation = {
  id: 'listPermissionHolders',
  method: 'GET',
  path: '/v1/permissions/{permission}/holders',
  by: 'caller',
  query: ['limit', 'cursor'],
  repeatable: true,
  results: { 200: PermissionHolderPage },
};

export const listPermissions: Operation = {
  id: 'listPermissions',
  method: 'GET',
  path: '/v1/permissions',
  by: 'caller',
  query: ['limit', 'cursor', 'name_contains'],
  repeatable: true,
  results: { 200: PermissionPage },
};

export const listRoleMembers: Operation = {
  id: 'listRoleMembers',
  method: 'GET',
  path: '/v1/roles/{role}/members',
  by: 'caller',
  query: ['limit', 'without_factor', 'cursor'],
  repeatable: true,
  results: { 200: RoleMemberPage },
};

export const listRoles: Operation = {
  id: 'listRoles',
  method: 'GET',
  path: '/v1/roles',
  by: 'caller',
  query: ['limit', 'name_contains', 'cursor'],
  repeatable: true,
  results: { 200: RolePage },
};

export const listSessions: Operation = {
  id: 'listSessions',
  method: 'GET',
  path: '/v1/sessions',
  by: 'caller',
  query: ['limit', 'active', 'cursor'],
  repeatable: true,
  results: { 200: SessionPage },
};

export const listUserFactors: Operation = {
  id: 'listUserFactors',
  method: 'GET',
  path: '/v1/users/{id}/factors',
  by: 'caller',
  repeatable: true,
  results: { 200: FactorList },
};

export const listUserIdentities: Operation = {
  id: 'listUserIdentities',
  method: 'GET',
  path: '/v1/users/{id}/identities',
  by: 'caller',
  repeatable: true,
  results: { 200: LinkedIdentityList },
};

export const listUserPermissions: Operation = {
  id: 'listUserPermissions',
  method: 'GET',
  path: '/v1/users/{id}/permissions',
  by: 'caller',
  query: ['limit', 'cursor'],
  repeatable: true,
  results: { 200: UserPermissionPage },
};

export const listUserRoles: Operation = {
  id: 'listUserRoles',
  method: 'GET',
  path: '/v1/users/{id}/roles',
  by: 'caller',
  repeatable: true,
  results: { 200: UserRoleList },
};

export const listUserSessions: Operation = {
  id: 'listUserSessions',
  method: 'GET',
  path: '/v1/users/{id}/sessions',
  by: 'caller',
  query: ['limit', 'active', 'cursor'],
  repeatable: true,
  results: { 200: SessionPage },
};

export const listUsers: Operation = {
  id: 'listUsers',
  method: 'GET',
  path: '/v1/users',
  by: 'caller',
  query: ['limit', 'status', 'sort', 'email_prefix', 'email_contains', 'role', 'cursor'],
  repeatable: true,
  results: { 200: UserPage },
};

export const logInByCode: Operation = {
  id: 'logInByCode',
  method: 'POST',
  path: '/v1/auth/login/code/verify',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  effect: 'begins',
  results: { 200: LoginResponse },
};

export const logInByPasskey: Operation = {
  id: 'logInByPasskey',
  method: 'POST',
  path: '/v1/auth/login/passkey',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  choosesTransport: true,
  effect: 'begins',
  results: { 200: LoginResponse },
};

export const login: Operation = {
  id: 'login',
  method: 'POST',
  path: '/v1/auth/login',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  choosesTransport: true,
  effect: 'begins',
  results: { 200: LoginResponse },
};

export const logout: Operation = {
  id: 'logout',
  method: 'POST',
  path: '/v1/auth/logout',
  by: 'caller',
  body: 'json',
  plain: true,
  effect: 'ends',
  results: { 204: 'nothing' },
};

export const logoutAll: Operation = {
  id: 'logoutAll',
  method: 'POST',
  path: '/v1/auth/logout-all',
  by: 'caller',
  query: ['keep_current'],
  effect: 'ends',
  results: { 204: 'nothing' },
};

export const pushAuthorizationRequest: Operation = {
  id: 'pushAuthorizationRequest',
  method: 'POST',
  path: '/oauth/par',
  by: 'client',
  body: 'form',
  bodyRequired: true,
  results: { 201: PushedRequestResponse },
};

export const readRevocations: Operation = {
  id: 'readRevocations',
  method: 'GET',
  path: '/v1/revocations',
  by: 'caller',
  query: ['after'],
  repeatable: true,
  results: { 200: RevocationBatch },
};

export const refresh: Operation = {
  id: 'refresh',
  method: 'POST',
  path: '/v1/auth/refresh',
  by: 'caller',
  body: 'json',
  plain: true,
  effect: 'renews',
  results: { 200: LoginResponse },
};

export const register: Operation = {
  id: 'register',
  method: 'POST',
  path: '/v1/auth/register',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 201: User, 202: 'nothing' },
};

export const removeFactor: Operation = {
  id: 'removeFactor',
  method: 'DELETE',
  path: '/v1/auth/factors/{id}',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};

export const removeRoleMembers: Operation = {
  id: 'removeRoleMembers',
  method: 'POST',
  path: '/v1/roles/{role}/members/remove',
  by: 'caller',
  query: ['dry_run'],
  body: 'json',
  bodyRequired: true,
  results: { 200: MembersChange },
};

export const renameFactor: Operation = {
  id: 'renameFactor',
  method: 'PATCH',
  path: '/v1/auth/factors/{id}',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 200: Factor },
};

export const requestLoginCode: Operation = {
  id: 'requestLoginCode',
  method: 'POST',
  path: '/v1/auth/login/code',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  choosesTransport: true,
  results: { 202: LoginCodeRequested },
};

export const requestToken: Operation = {
  id: 'requestToken',
  method: 'POST',
  path: '/oauth/token',
  by: 'client',
  body: 'form',
  bodyRequired: true,
  results: { 200: GrantedTokenResponse },
};

export const resendVerification: Operation = {
  id: 'resendVerification',
  method: 'POST',
  path: '/v1/auth/email/verify/resend',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 202: 'nothing' },
};

export const resetUserFactors: Operation = {
  id: 'resetUserFactors',
  method: 'DELETE',
  path: '/v1/users/{id}/factors',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};

export const revokeOAuthToken: Operation = {
  id: 'revokeOAuthToken',
  method: 'POST',
  path: '/oauth/revoke',
  by: 'client',
  body: 'form',
  bodyRequired: true,
  repeatable: true,
  results: { 200: 'nothing' },
};

export const revokeSession: Operation = {
  id: 'revokeSession',
  method: 'DELETE',
  path: '/v1/sessions/{id}',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};

export const revokeToken: Operation = {
  id: 'revokeToken',
  method: 'POST',
  path: '/v1/revocations',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 201: RevokedToken },
};

export const revokeUserRole: Operation = {
  id: 'revokeUserRole',
  method: 'DELETE',
  path: '/v1/users/{id}/roles/{role}',
  by: 'caller',
  query: ['dry_run'],
  repeatable: true,
  results: { 200: DryRunResult, 204: 'nothing' },
};

export const revokeUserSession: Operation = {
  id: 'revokeUserSession',
  method: 'DELETE',
  path: '/v1/users/{id}/sessions/{sid}',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};

export const revokeUserSessions: Operation = {
  id: 'revokeUserSessions',
  method: 'DELETE',
  path: '/v1/users/{id}/sessions',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};

export const sendVerification: Operation = {
  id: 'sendVerification',
  method: 'POST',
  path: '/v1/auth/email/verify/send',
  by: 'caller',
  plain: true,
  results: { 202: 'nothing' },
};

export const setPasswordByToken: Operation = {
  id: 'setPasswordByToken',
  method: 'POST',
  path: '/v1/auth/password/set',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 204: 'nothing' },
};

export const showFactor: Operation = {
  id: 'showFactor',
  method: 'POST',
  path: '/v1/auth/login/factor',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  effect: 'completes',
  results: { 200: LoginResponse },
};

export const stepUp: Operation = {
  id: 'stepUp',
  method: 'POST',
  path: '/v1/auth/step-up',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  effect: 'raises',
  results: { 200: StepUpResponse },
};

export const undoEmailChange: Operation = {
  id: 'undoEmailChange',
  method: 'POST',
  path: '/v1/auth/email/undo',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 204: 'nothing' },
};

export const unlinkIdentity: Operation = {
  id: 'unlinkIdentity',
  method: 'DELETE',
  path: '/v1/auth/identities/{id}',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};

export const updateClient: Operation = {
  id: 'updateClient',
  method: 'PATCH',
  path: '/v1/clients/{id}',
  by: 'caller',
  body: 'json',
  bodyRequired: true,
  results: { 200: ServiceClient },
};

export const updateIdentityProvider: Operation = {
  id: 'updateIdentityProvider',
  method: 'PATCH',
  path: '/v1/identity-providers/{id}',
  by: 'caller',
  headers: { if_match: 'If-Match' },
  body: 'json',
  bodyRequired: true,
  results: { 200: IdentityProvider },
};

export const updateRole: Operation = {
  id: 'updateRole',
  method: 'PATCH',
  path: '/v1/roles/{role}',
  by: 'caller',
  query: ['dry_run'],
  headers: { if_match: 'If-Match' },
  body: 'json',
  bodyRequired: true,
  results: { 200: ChangedRole },
};

export const updateUser: Operation = {
  id: 'updateUser',
  method: 'PATCH',
  path: '/v1/users/{id}',
  by: 'caller',
  headers: { if_match: 'If-Match' },
  body: 'json',
  bodyRequired: true,
  results: { 200: User },
};

export const verifyEmail: Operation = {
  id: 'verifyEmail',
  method: 'POST',
  path: '/v1/auth/email/verify',
  by: 'none',
  body: 'json',
  bodyRequired: true,
  results: { 204: 'nothing' },
};

export const withdrawConsent: Operation = {
  id: 'withdrawConsent',
  method: 'DELETE',
  path: '/v1/auth/consents/{id}',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};

export const withdrawPermission: Operation = {
  id: 'withdrawPermission',
  method: 'DELETE',
  path: '/v1/permissions/{permission}',
  by: 'caller',
  repeatable: true,
  results: { 204: 'nothing' },
};
