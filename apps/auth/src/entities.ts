import { AuditErasureEntity } from '../../../libs/audit/src/audit-erasure.entity.js';
import { AuditEventEntity } from '../../../libs/audit/src/audit-event.entity.js';
import { AuditTallyEntity } from '../../../libs/audit/src/tallies/audit-tally.entity.js';
import { FailedLoginEntity } from '../../../libs/audit/src/tallies/failed-login.entity.js';
import { TalliedRangeEntity } from '../../../libs/audit/src/tallies/tallied-range.entity.js';
import { RecoveryCodesEntity } from '../../../libs/factors/src/recovery-codes/recovery-codes.entity.js';
import { TotpFactorEntity } from '../../../libs/factors/src/totp/totp-factor.entity.js';
import { BackChannelLogoutEntity } from '../../../libs/auth/src/backchannel/backchannel-logout.entity.js';
import { LoginCodeEntity } from '../../../libs/auth/src/login-codes/login-code.entity.js';
import { LoginTicketEntity } from '../../../libs/auth/src/sign-in/login-ticket.entity.js';
import { CensusEntity } from '../../../libs/auth/src/statistics/census.entity.js';
import { InstanceEntity } from '../../../libs/auth/src/statistics/instances/instance.entity.js';
import { PasskeyEntity } from '../../../libs/factors/src/passkeys/passkey.entity.js';
import { UsedPasskeyChallengeEntity } from '../../../libs/factors/src/passkeys/used-passkey-challenge.entity.js';
import { MailEntity } from '../../../libs/mail/src/mail.entity.js';
import { AuthorizationCodeEntity } from '../../../libs/oidc/src/authorization-code.entity.js';
import { ConsentEntity } from '../../../libs/oidc/src/consent.entity.js';
import { DeviceAuthorizationEntity } from '../../../libs/oidc/src/device-authorization.entity.js';
import { InteractionEntity } from '../../../libs/oidc/src/interaction.entity.js';
import { PushedRequestEntity } from '../../../libs/oidc/src/pushed-request.entity.js';
import { HeartbeatEntity } from '../../../libs/persistence/src/ability/heartbeat.entity.js';
import { FeedEntity } from '../../../libs/revocations/src/feed.entity.js';
import { RevocationEntity } from '../../../libs/revocations/src/revocation.entity.js';
import { SubjectEntity } from '../../../libs/revocations/src/subject.entity.js';
import { DeclaredPermissionEntity } from '../../../libs/roles/src/declared-permission.entity.js';
import { RoleAssignableEntity } from '../../../libs/roles/src/role-assignable.entity.js';
import { RoleInclusionEntity } from '../../../libs/roles/src/role-inclusion.entity.js';
import { RolePermissionEntity } from '../../../libs/roles/src/role-permission.entity.js';
import { RoleEntity } from '../../../libs/roles/src/role.entity.js';
import { UserRoleEntity } from '../../../libs/roles/src/user-role.entity.js';
import { ClientAssertionEntity } from '../../../libs/service-clients/src/client-assertion.entity.js';
import { ClientSecretEntity } from '../../../libs/service-clients/src/client-secret.entity.js';
import { ClientEntity } from '../../../libs/service-clients/src/client.entity.js';
import { SessionEntity } from '../../../libs/sessions/src/session.entity.js';
import { SigningKeyEntity } from '../../../libs/tokens/src/keys/signing-key.entity.js';
import { IdentityProviderEntity } from '../../../libs/upstream/src/identity-provider.entity.js';
import { LinkedIdentityEntity } from '../../../libs/upstream/src/linked-identity.entity.js';
import { UpstreamLoginEntity } from '../../../libs/upstream/src/upstream-login.entity.js';
import { LinkEntity } from '../../../libs/users/src/links/link.entity.js';
import { MailRequestEntity } from '../../../libs/users/src/mailboxes/mail-request.entity.js';
import { MailboxAllowanceEntity } from '../../../libs/users/src/mailboxes/mailbox-allowance.entity.js';
import { PasswordTokenEntity } from '../../../libs/users/src/password-token.entity.js';
import { UserEntity } from '../../../libs/users/src/user.entity.js';

/**
 * All entities: what the data source maps. The one place beside their own libs that may import them, so no lib
 * comes to depend on another's tables.
 */
export const entities = [
  AuditErasureEntity,
  AuditEventEntity,
  AuditTallyEntity,
  AuthorizationCodeEntity,
  BackChannelLogoutEntity,
  CensusEntity,
  ClientAssertionEntity,
  ClientEntity,
  ClientSecretEntity,
  ConsentEntity,
  DeclaredPermissionEntity,
  DeviceAuthorizationEntity,
  FailedLoginEntity,
  FeedEntity,
  HeartbeatEntity,
  IdentityProviderEntity,
  InstanceEntity,
  LoginCodeEntity,
  InteractionEntity,
  LoginTicketEntity,
  PasskeyEntity,
  MailEntity,
  LinkEntity,
  LinkedIdentityEntity,
  MailRequestEntity,
  MailboxAllowanceEntity,
  PasswordTokenEntity,
  PushedRequestEntity,
  RecoveryCodesEntity,
  RevocationEntity,
  RoleAssignableEntity,
  RoleEntity,
  RoleInclusionEntity,
  RolePermissionEntity,
  SessionEntity,
  SigningKeyEntity,
  SubjectEntity,
  TalliedRangeEntity,
  TotpFactorEntity,
  UpstreamLoginEntity,
  UsedPasskeyChallengeEntity,
  UserEntity,
  UserRoleEntity,
];
