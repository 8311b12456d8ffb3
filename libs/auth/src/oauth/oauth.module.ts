import { Module } from '@nestjs/common';
import { AuditModule } from '#libs/audit';
import { FactorsModule } from '#libs/factors';
import { MailModule } from '#libs/mail';
import { RevocationsModule } from '#libs/revocations';
import { ServiceClientsModule } from '#libs/service-clients';
import { TokensModule } from '#libs/tokens';
import { OpenIdModule } from '../openid/openid.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { GrantTokens } from './grant-tokens.js';
import type { Grant } from './grants/grant.js';
import { GRANTS } from './grants/grants.js';
import { AuthorizationRequestsController } from './http/authorization-requests.controller.js';
import { MetadataController } from './http/metadata.controller.js';
import { OAuthController } from './http/oauth.controller.js';
import { IntrospectToken } from './introspect-token.js';
import { IdentifyOAuthClient } from './oauth-client.js';
import { RevokePresentedToken } from './revoke-presented-token.js';

/** The endpoints of OAuth 2.0. */
@Module({
  imports: [
    AuditModule,
    FactorsModule,
    MailModule,
    OpenIdModule,
    RevocationsModule,
    ServiceClientsModule,
    SignInModule,
    TokensModule,
  ],
  controllers: [OAuthController, AuthorizationRequestsController, MetadataController],
  providers: [
    ...GRANTS,
    { provide: GrantTokens, inject: [...GRANTS], useFactory: (...grants: Grant[]) => new GrantTokens(grants) },
    IdentifyOAuthClient,
    IntrospectToken,
    RevokePresentedToken,
  ],
})
export class OAuthModule {}
