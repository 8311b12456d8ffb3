import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Principal } from '#libs/contracts';
import { Factor, SecondFactors, toFactor } from '#libs/factors';
import { ApiGuarded, ApiProblems, IdParam, type RequestSource, Source } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { RemoveFactor } from '../remove-factor.js';
import { RenameFactor } from '../rename-factor.js';
import { RenewRecoveryCodes } from '../renew-recovery-codes.js';
import { FactorList, NewRecoveryCodes, RenameFactorRequest } from './factors.dto.js';
import { SensitiveToAccount } from './sensitive-to-account.decorator.js';

/** What somebody has besides the password. */
@ApiTags('factors')
// A service client has never logged in: where that is demanded it does not get as far as to lack a scope.
@ApiGuarded()
@Controller('v1/auth/factors')
export class OwnFactorsController {
  constructor(
    private readonly secondFactors: SecondFactors,
    private readonly renameFactorUseCase: RenameFactor,
    private readonly removeFactorUseCase: RemoveFactor,
    private readonly renewRecoveryCodes: RenewRecoveryCodes,
  ) {}

  /** Lists your second factors, the oldest first, and how many recovery codes are left. */
  @Get()
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: FactorList })
  @ApiProblems('insufficient_scope')
  async listFactors(@CurrentPrincipal() { sub }: Principal, @CurrentSession() _session: string): Promise<FactorList> {
    const factors = await this.secondFactors.list(sub);
    return { items: factors.map(toFactor), next_cursor: null };
  }

  /** Gives one of your factors another name. Recovery codes have none. */
  @Patch(':id')
  @ApiOkResponse({ type: Factor })
  @ApiProblems('invalid_json', 'validation_failed', 'insufficient_scope', 'factor_not_found')
  async renameFactor(
    @Param() { id }: IdParam,
    @Body() { name }: RenameFactorRequest,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() _session: string,
    @Source() source: RequestSource,
  ): Promise<Factor> {
    return toFactor(await this.renameFactorUseCase.execute({ id: sub, ...source }, sub, id, name));
  }

  /**
   * Takes one of your factors away. With the last one the recovery codes go too, and access tokens are outdated: refresh afterwards.
   */
  @Delete(':id')
  @HttpCode(204)
  @SensitiveToAccount()
  @ApiNoContentResponse({ description: 'The factor is gone.' })
  @ApiProblems('validation_failed', 'factor_not_found')
  async removeFactor(
    @Param() { id }: IdParam,
    @CurrentPrincipal() { sub: user_id }: Principal,
    @CurrentSession() session_id: string,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.removeFactorUseCase.execute({ id: user_id, ...source }, { user_id, session_id }, id);
  }

  /**
   * Makes ten recovery codes, which stand in for a factor that is lost; those before are good no more. Needs a second factor.
   */
  @Post('recovery-codes')
  @SensitiveToAccount()
  @ApiCreatedResponse({ type: NewRecoveryCodes })
  @ApiProblems('factor_not_found')
  async createRecoveryCodes(
    @CurrentPrincipal() { sub: user_id }: Principal,
    @CurrentSession() session_id: string,
    @Source() source: RequestSource,
  ): Promise<NewRecoveryCodes> {
    const self = { user_id, session_id };
    return { recovery_codes: await this.renewRecoveryCodes.execute({ id: user_id, ...source }, self) };
  }
}
