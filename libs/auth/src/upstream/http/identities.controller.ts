import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, IdParam, RequireFreshProof, type RequestSource, Source } from '#libs/platform';
import { LinkedIdentities, LinkedIdentity, toIdentity } from '#libs/upstream';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { LinkIdentity } from '../link-identity.js';
import { UnlinkIdentity } from '../unlink-identity.js';
import { LinkedIdentityList, LinkIdentityRequest, listed } from './identities.dto.js';
import { upstreamCookie } from './upstream-cookie.js';

/** The logins at other providers by which you get in. */
@ApiTags('auth')
@ApiGuarded()
@Controller('v1/auth/identities')
export class IdentitiesController {
  constructor(
    private readonly linkedIdentities: LinkedIdentities,
    private readonly linkIdentityUseCase: LinkIdentity,
    private readonly unlinkIdentityUseCase: UnlinkIdentity,
  ) {}

  /** Lists the logins at other providers that are linked to your account, the oldest first. */
  @Get()
  @ApiOkResponse({ type: LinkedIdentityList })
  @ApiProblems('insufficient_scope')
  async listIdentities(
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() _session: string,
  ): Promise<LinkedIdentityList> {
    return listed(await this.linkedIdentities.listOf(sub));
  }

  /**
   * Links the login at another provider with which this browser has just come back, and which is nobody's here yet: from now on it lets
   * you in. Needs a proof of who you are of the last ten minutes, with a second factor if you have one.
   */
  @Post()
  @RequireFreshProof()
  @ApiCreatedResponse({ type: LinkedIdentity })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'upstream_login_not_found',
    'identity_linked',
  )
  async linkIdentity(
    @Body() { state }: LinkIdentityRequest,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() _session: string,
    @Source() source: RequestSource,
    @Req() { headers }: FastifyRequest,
  ): Promise<LinkedIdentity> {
    const browser = upstreamCookie.read(headers.cookie);
    return toIdentity(await this.linkIdentityUseCase.execute({ id: sub, ...source }, sub, state, browser));
  }

  /** Unlinks one: it lets nobody in any more. Sessions go on. Needs a proof like that for linking; the last way in stays. */
  @Delete(':id')
  @RequireFreshProof()
  @HttpCode(204)
  @ApiNoContentResponse({ description: 'It lets nobody in any more.' })
  @ApiProblems(
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'identity_not_found',
    'last_way_in',
  )
  async unlinkIdentity(
    @Param() { id }: IdParam,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() _session: string,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.unlinkIdentityUseCase.execute({ id: sub, ...source }, sub, id);
  }
}
