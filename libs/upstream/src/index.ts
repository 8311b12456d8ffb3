/** Other providers of OpenID Connect by which people log in here: which there are, logins under way, and whose account is whose. */
export {
  IdentityProvider,
  IdentityProviderPage,
  PROVIDER_FORMS,
  RoleMappingRule,
  toProvider,
} from './http/identity-provider.dto.js';
export { LinkedIdentity, toIdentity } from './http/linked-identity.dto.js';
export {
  definitionOf,
  managedRoles,
  type ProviderDefinition,
  type ProviderRecord,
  type RoleMapping,
} from './identity-provider.js';
export { IdentityProviders, type ProviderOffer } from './identity-providers.js';
export { type FoundIdentity, type IdentityRecord, LinkedAlready, LinkedIdentities } from './linked-identities.js';
export { type BegunUpstreamLogin, type ExpectedAnswer, type UnlinkedIdentity } from './upstream-logins.js';
export { UPSTREAM_LOGIN_SECONDS, type UpstreamLoginKey, UpstreamLogins } from './upstream-logins.js';
export { UpstreamModule } from './upstream.module.js';
