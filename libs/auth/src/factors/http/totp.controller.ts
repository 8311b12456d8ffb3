import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, type RequestSource, Source } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { PASSWORD_GUESSES } from '../../passwords/http/limits.js';
import { ConfirmTotp } from '../confirm-totp.js';
import { EnrolTotp } from '../enrol-totp.js';
import { AddedFactor, ConfirmTotpRequest, EnrolTotpRequest, toAddedFactor, TotpToConfirm } from './factors.dto.js';
import { SensitiveToAccount } from './sensitive-to-account.decorator.js';

const USUAL_NAME = 'Authenticator app';

/** An authenticator app of one's own. */
@ApiTags('factors')
// A service client has never logged in, so it does not get as far as to lack a scope.
@ApiGuarded()
@Controller('v1/auth/factors/totp')
export class TotpController {
  constructor(
    private readonly enrolTotpUseCase: EnrolTotp,
    private readonly confirmTotpUseCase: ConfirmTotp,
  ) {}

  /**
   * Gives out the secret of an authenticator app (RFC 6238, with 30 seconds, 6 digits and SHA-1), which counts once it is confirmed, within 10
   * minutes. Needs your password. Ten wrong passwords in a row end the session.
   */
  @Post()
  @SensitiveToAccount()
  @Throttle(PASSWORD_GUESSES)
  @ApiCreatedResponse({ type: TotpToConfirm })
  @ApiProblems('invalid_json', 'validation_failed', 'wrong_password', 'overloaded')
  async enrolTotp(
    @Body() { current_password, name = USUAL_NAME }: EnrolTotpRequest,
    @CurrentPrincipal() { sub: user_id }: Principal,
    @CurrentSession() session_id: string,
    @Source() source: RequestSource,
  ): Promise<TotpToConfirm> {
    const request = { user_id, session_id, current_password, name };
    const { expires_at, ...begun } = await this.enrolTotpUseCase.execute({ id: user_id, ...source }, request);
    return { ...begun, expires_at: expires_at.toISOString() };
  }

  /**
   * Puts an authenticator app in force by the first code that it shows, in place of the one that you had. With your first factor
   * recovery codes are given out, and your other sessions end: refresh afterwards, the access token is outdated.
   */
  @Post('confirm')
  @HttpCode(200)
  @SensitiveToAccount()
  @Throttle(PASSWORD_GUESSES)
  @ApiOkResponse({ type: AddedFactor })
  @ApiProblems('invalid_json', 'validation_failed', 'wrong_factor', 'factor_not_found')
  async confirmTotp(
    @Body() { id, code }: ConfirmTotpRequest,
    @CurrentPrincipal() { sub: user_id }: Principal,
    @CurrentSession() session_id: string,
    @Source() source: RequestSource,
  ): Promise<AddedFactor> {
    const confirmation = { user_id, session_id, id, code };
    return toAddedFactor(await this.confirmTotpUseCase.execute({ id: user_id, ...source }, confirmation));
  }
}
