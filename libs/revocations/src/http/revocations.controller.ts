import { Body, Controller, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiTags } from '@nestjs/swagger';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, Source, type RequestSource } from '#libs/platform';
import { CurrentPrincipal, RequirePermissions } from '#libs/verifier/nest';
import { RevokeToken } from '../revoke-token.js';
import { RevokedToken, RevokeTokenRequest, toRevokedToken } from './revocation.dto.js';

@ApiTags('revocations')
@ApiGuarded('insufficient_scope')
@RequirePermissions('revocations:write')
@Controller('v1/revocations')
export class RevocationsController {
  constructor(private readonly revokeTokenUseCase: RevokeToken) {}

  /** Takes one access token back, by its `jti`. Its session goes on, and a refresh gives it another. */
  @Post()
  @ApiCreatedResponse({ type: RevokedToken })
  @ApiProblems('invalid_json', 'validation_failed')
  async revokeToken(
    @Body() { jti, reason }: RevokeTokenRequest,
    @CurrentPrincipal() principal: Principal,
    @Source() source: RequestSource,
  ): Promise<RevokedToken> {
    return toRevokedToken(await this.revokeTokenUseCase.execute({ id: principal.sub, ...source }, jti, reason ?? null));
  }
}
