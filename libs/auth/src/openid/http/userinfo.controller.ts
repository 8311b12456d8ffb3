import { Controller, Get, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiSecurity, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { userinfoAudience } from '#libs/contracts';
import { ApiProblems, Config, DomainError } from '#libs/platform';
import { judged } from '#libs/tokens';
import { AccessTokenVerifier, readBearerToken } from '#libs/verifier/core';
import { Public } from '#libs/verifier/nest';
import { DescribePerson } from '../describe-person.js';
import { PersonInfo } from './userinfo.dto.js';

/** Where applications ask who has logged in. Their tokens are meant for this and not for our other routes, so no guard judges them. */
@ApiTags('openid')
@ApiSecurity('application')
@Public()
@Controller('oauth/userinfo')
export class UserinfoController {
  constructor(
    private readonly config: Config,
    private readonly accessTokenVerifier: AccessTokenVerifier,
    private readonly describePerson: DescribePerson,
  ) {}

  /** Tells an application who has logged in, as far as they have let it know (OpenID Connect Core §5.3). */
  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: PersonInfo })
  @ApiProblems('invalid_request', 'token_missing', 'invalid_token', 'cannot_verify')
  getUserinfo(@Req() request: FastifyRequest): Promise<PersonInfo> {
    return this.tell(request);
  }

  /** The same. */
  @Post()
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: PersonInfo })
  @ApiProblems('invalid_request', 'token_missing', 'invalid_token', 'cannot_verify')
  askForUserinfo(@Req() request: FastifyRequest): Promise<PersonInfo> {
    return this.tell(request);
  }

  private async tell({ raw: { rawHeaders } }: FastifyRequest): Promise<PersonInfo> {
    const credentials = readBearerToken(rawHeaders);
    if (credentials.kind === 'none') throw new DomainError('token_missing');
    if (credentials.kind === 'malformed') throw new DomainError('invalid_request');
    const audience = userinfoAudience(this.config.issuer);
    const principal = await judged(this.accessTokenVerifier.verify(credentials.token, { audience: [audience] }));
    const described = principal?.sid === undefined ? undefined : await this.describePerson.execute(principal.sid);
    if (described === undefined) throw new DomainError('invalid_token');
    const { roles, ...address } = described.claims;
    return { sub: described.session.user_id, ...address, ...(roles !== undefined && { roles: [...roles] }) };
  }
}
