/** The use cases that need more than one concept: register, log in, refresh, log out, change a password. */
export { CreatePasswordToken, type MailedPasswordToken } from './passwords/create-password-token.js';
export { DeleteUser } from './accounts/delete-user.js';
export { CreateUserRequest } from './accounts/http/account.dto.js';
export { importLines } from './accounts/http/import/import-lines.js';
export { SleepingRolesGuard } from './accounts/http/sleeping-roles.guard.js';
export { UsersImported } from './accounts/http/import/import.dto.js';
export type { ImportReport } from './accounts/import/import-report.js';
export { ImportUsers } from './accounts/import/import-users.js';
export { type Invitation, type InvitedUser, InviteUser } from './accounts/invite-user.js';
export { UpdateUser, type UserChange } from './accounts/update-user.js';
export { AuthModule } from './auth.module.js';
export { Messenger } from './backchannel/messenger.js';
export { ListUserFactors } from './factors/list-user-factors.js';
export { ResetFactors } from './factors/reset-factors.js';
export { PasswordBlocklist } from './passwords/password-blocklist.js';
export { BrowserModule } from './browser/browser.module.js';
export { BrowserGuard } from './browser/http/browser.guard.js';
export { CookieTokenSource } from './browser/http/cookie-token-source.js';
export { FreshProofGuard } from './sign-in/http/fresh-proof.guard.js';
export { KnownDevicesOfRequests } from './sign-in/http/known-devices-of-requests.js';
export {
  LOGIN_RESPONSE,
  loginResponse,
  STEP_UP_RESPONSE,
  stepUpResponse,
} from './sign-in/http/session-response.decorator.js';
export { LOGIN_TICKET } from './sign-in/login-ticket.js';
export { FirstAdministrator, type FirstLogin } from './accounts/first-administrator.js';
export type { GrantKind } from './oauth/grants/grant.js';
export { GRANT_KINDS } from './oauth/grants/grants.js';
export { AskProvider } from './upstream/ask-provider.js';
export { CreateProvider } from './upstream/create-provider.js';
export { DeleteProvider } from './upstream/delete-provider.js';
export {
  definitionIn as providerDefinitionIn,
  wholeDefinition as wholeProviderDefinition,
} from './upstream/http/identity-provider-bodies.js';
export { CreateIdentityProvider, UpdateIdentityProvider } from './upstream/http/identity-provider-requests.dto.js';
export { AnnounceInstance } from './statistics/instances/announce-instance.js';
export { UpdateProvider } from './upstream/update-provider.js';
export type { Change, Difference, MadeClient } from './wanted-state/change.js';
export { ReachWantedState } from './wanted-state/reach-wanted-state.js';
export {
  STATE_KINDS,
  type StateKind,
  type Wanted,
  type WantedClient,
  type WantedPermission,
  type WantedProvider,
  type WantedRole,
  type WantedState,
} from './wanted-state/wanted-state.js';
