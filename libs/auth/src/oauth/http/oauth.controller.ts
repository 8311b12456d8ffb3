import { Body, Controller, HttpCode, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiBasicAuth, ApiBody, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { ApiOAuthErrors, NamesAccount, OAuthEndpoint, Source, type RequestSource } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { TOKEN_GRANTS, TOKEN_QUESTIONS } from './limits.js';
import { GrantTokens } from '../grant-tokens.js';
import type { GrantedTokens } from '../grants/grant.js';
import { type Introspection, IntrospectToken } from '../introspect-token.js';
import { IdentifyOAuthClient } from '../oauth-client.js';
import { readOAuthForm } from '../oauth-fields.js';
import { RevokePresentedToken } from '../revoke-presented-token.js';
import { authorizationOf } from './authorization-of.js';
import { PagesOfApplications } from './pages-of-applications.js';
import { GrantedTokenResponse, IntrospectionResponse, PresentedTokenForm, TokenForm } from './oauth.dto.js';

/** The OAuth endpoints. They read forms, know clients rather than tokens, and answer in the form of RFC 6749. */
@ApiTags('oauth')
@ApiBasicAuth()
@Public()
@Controller('oauth')
export class OAuthController {
  constructor(
    private readonly identifyOAuthClient: IdentifyOAuthClient,
    private readonly grantTokens: GrantTokens,
    private readonly introspectToken: IntrospectToken,
    private readonly revokePresentedToken: RevokePresentedToken,
  ) {}

  /**
   * Gives out tokens: to services by their credentials, to applications by code or device code, to people by refresh token or, in
   * development, password.
   */
  @Post('token')
  @OAuthEndpoint()
  @UseInterceptors(PagesOfApplications)
  @HttpCode(200)
  @NamesAccount('username')
  @Throttle(TOKEN_GRANTS)
  @ApiBody({ type: TokenForm })
  @ApiOkResponse({ type: GrantedTokenResponse })
  @ApiOAuthErrors(
    'invalid_client',
    'invalid_grant',
    'unauthorized_client',
    'unsupported_grant_type',
    'invalid_scope',
    'invalid_target',
    'authorization_pending',
    'slow_down',
    'access_denied',
    'expired_token',
  )
  async requestToken(
    @Body() body: unknown,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest,
  ): Promise<GrantedTokens> {
    const form = readOAuthForm(body);
    const client = await this.identifyOAuthClient.execute(authorizationOf(request), form, source);
    return this.grantTokens.execute({ client, form, source });
  }

  /** Tells a service client with the scope `introspect` whether a token that is meant for it is good. */
  @Post('introspect')
  @OAuthEndpoint()
  @HttpCode(200)
  @Throttle(TOKEN_QUESTIONS)
  @ApiBody({ type: PresentedTokenForm })
  @ApiOkResponse({ type: IntrospectionResponse })
  @ApiOAuthErrors('invalid_client', 'unauthorized_client')
  async introspect(
    @Body() body: unknown,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest,
  ): Promise<Introspection> {
    const form = readOAuthForm(body);
    const caller = await this.identifyOAuthClient.executeForService(authorizationOf(request), form, source);
    return this.introspectToken.execute(caller, form.required('token'));
  }

  /** Revokes a token of the calling client: an access token alone, a refresh token with its session. */
  @Post('revoke')
  @OAuthEndpoint()
  @UseInterceptors(PagesOfApplications)
  @HttpCode(200)
  @Throttle(TOKEN_QUESTIONS)
  @ApiBody({ type: PresentedTokenForm })
  @ApiOkResponse({ description: 'The token is dead, or was never one of yours.' })
  @ApiOAuthErrors('invalid_client')
  async revokeOAuthToken(
    @Body() body: unknown,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    const form = readOAuthForm(body);
    const client = await this.identifyOAuthClient.execute(authorizationOf(request), form, source);
    await this.revokePresentedToken.execute(client, form.required('token'), source);
  }
}
