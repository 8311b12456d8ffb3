import { Module } from '@nestjs/common';
import { ForgetUpstreamLogins } from './forget-upstream-logins.js';
import { IdentityProviders } from './identity-providers.js';
import { LinkedIdentities } from './linked-identities.js';
import { ProviderSecrets } from './provider-secrets.js';
import { UpstreamLogins } from './upstream-logins.js';

@Module({
  providers: [ForgetUpstreamLogins, IdentityProviders, LinkedIdentities, ProviderSecrets, UpstreamLogins],
  exports: [IdentityProviders, LinkedIdentities, UpstreamLogins],
})
export class UpstreamModule {}
