import { Spine1795305600000 } from './1795305600000-spine.js';
import { ServiceClientsAndKeyLifeCycle1795309200000 } from './1795309200000-service-clients-and-key-life-cycle.js';
import { RevocationFeed1795395600000 } from './1795395600000-revocation-feed.js';
import { Administration1795500000000 } from './1795500000000-administration.js';
import { AuditSearch1795600000000 } from './1795600000000-audit-search.js';
import { SessionsOfClients1795700000000 } from './1795700000000-sessions-of-clients.js';
import { Heartbeat1795720000000 } from './1795720000000-heartbeat.js';
import { OneFormOfDomains1795740000000 } from './1795740000000-one-form-of-domains.js';
import { AuditErasuresAndSearch1795741000000 } from './1795741000000-audit-erasures-and-search.js';
import { ProofsOfSessions1795800000000 } from './1795800000000-proofs-of-sessions.js';
import { KindsOfClients1795800600000 } from './1795800600000-kinds-of-clients.js';
import { AuditSearchByAddress1795850000000 } from './1795850000000-audit-search-by-address.js';
import { SecondFactors1795900000000 } from './1795900000000-second-factors.js';
import { TotpAndRecoveryCodes1795900100000 } from './1795900100000-totp-and-recovery-codes.js';
import { Passkeys1795900200000 } from './1795900200000-passkeys.js';
import { RolesThatSleep1795900300000 } from './1795900300000-roles-that-sleep.js';
import { Mails1795900400000 } from './1795900400000-mails.js';
import { Links1795900500000 } from './1795900500000-links.js';
import { ForeignHashes1795900600000 } from './1795900600000-foreign-hashes.js';
import { LoginTickets1795900700000 } from './1795900700000-login-tickets.js';
import { LoginCodes1795900900000 } from './1795900900000-login-codes.js';
import { RelyingParties1795901000000 } from './1795901000000-relying-parties.js';
import { SessionsOfApplications1795901100000 } from './1795901100000-sessions-of-applications.js';
import { OpenIdConnect1795901200000 } from './1795901200000-open-id-connect.js';
import { PushedRequests1795901300000 } from './1795901300000-pushed-requests.js';
import { DeviceAuthorizations1795901310000 } from './1795901310000-device-authorizations.js';
import { BackChannelLogout1795901400000 } from './1795901400000-back-channel-logout.js';
import { IdentityProviders1795901500000 } from './1795901500000-identity-providers.js';
import { RegistrationsWithoutPasswords1795901900000 } from './1795901900000-registrations-without-passwords.js';
import { AskedOnKnownDevices1795901910000 } from './1795901910000-asked-on-known-devices.js';
import { InteractionsTakenUp1795901930000 } from './1795901930000-interactions-taken-up.js';
import { FreshnessOfLoginsElsewhere1795901940000 } from './1795901940000-freshness-of-logins-elsewhere.js';
import { SearchByPartOfAddress1795901960000 } from './1795901960000-search-by-part-of-address.js';
import { Statistics1795902100000 } from './1795902100000-statistics.js';
import { SearchOfSessions1795902200000 } from './1795902200000-search-of-sessions.js';
import { Instances1795902300000 } from './1795902300000-instances.js';
import { LatestInteractions1795902400000 } from './1795902400000-latest-interactions.js';

/** All migrations in order. TypeORM sorts by the number in the class name. */
export const migrations = [
  Spine1795305600000,
  ServiceClientsAndKeyLifeCycle1795309200000,
  RevocationFeed1795395600000,
  Administration1795500000000,
  AuditSearch1795600000000,
  SessionsOfClients1795700000000,
  Heartbeat1795720000000,
  OneFormOfDomains1795740000000,
  AuditErasuresAndSearch1795741000000,
  ProofsOfSessions1795800000000,
  KindsOfClients1795800600000,
  AuditSearchByAddress1795850000000,
  SecondFactors1795900000000,
  TotpAndRecoveryCodes1795900100000,
  Passkeys1795900200000,
  RolesThatSleep1795900300000,
  Mails1795900400000,
  Links1795900500000,
  ForeignHashes1795900600000,
  LoginTickets1795900700000,
  LoginCodes1795900900000,
  RelyingParties1795901000000,
  SessionsOfApplications1795901100000,
  OpenIdConnect1795901200000,
  PushedRequests1795901300000,
  DeviceAuthorizations1795901310000,
  BackChannelLogout1795901400000,
  IdentityProviders1795901500000,
  RegistrationsWithoutPasswords1795901900000,
  AskedOnKnownDevices1795901910000,
  InteractionsTakenUp1795901930000,
  FreshnessOfLoginsElsewhere1795901940000,
  SearchByPartOfAddress1795901960000,
  Statistics1795902100000,
  SearchOfSessions1795902200000,
  Instances1795902300000,
  LatestInteractions1795902400000,
];
