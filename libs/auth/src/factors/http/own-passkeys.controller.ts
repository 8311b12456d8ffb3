import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '#libs/contracts';
import { PasskeyCreation, toPasskeyCreation } from '#libs/factors';
import { ApiGuarded, ApiProblems, type RequestSource, Source } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { PASSWORD_GUESSES } from '../../passwords/http/limits.js';
import { AddPasskey } from '../add-passkey.js';
import { BeginPasskey } from '../begin-passkey.js';
import { AddedFactor, toAddedFactor } from './factors.dto.js';
import { AddPasskeyRequest, BeginPasskeyRequest } from './passkeys.dto.js';
import { SensitiveToAccount } from './sensitive-to-account.decorator.js';

const USUAL_NAME = 'Passkey';

/** Passkeys of one's own. */
@ApiTags('factors')
// A service client has never logged in, so it does not get as far as to lack a scope.
@ApiGuarded()
@Controller('v1/auth/factors/passkeys')
export class OwnPasskeysController {
  constructor(
    private readonly beginPasskeyUseCase: BeginPasskey,
    private readonly addPasskeyUseCase: AddPasskey,
  ) {}

  /**
   * Gives out what a browser makes a passkey of, by `navigator.credentials.create`, within 5 minutes: one that is found without a
   * name, and unlocked by you each time. It is good on the hosts of `rp.id`. Needs your password, and a login of the last 10 minutes.
   * Ten wrong passwords in a row end the session.
   */
  @Post('options')
  @HttpCode(200)
  @SensitiveToAccount()
  @Throttle(PASSWORD_GUESSES)
  @ApiOkResponse({ type: PasskeyCreation })
  @ApiProblems('invalid_json', 'validation_failed', 'wrong_password', 'too_many_passkeys', 'overloaded')
  async beginPasskey(
    @Body() { current_password }: BeginPasskeyRequest,
    @CurrentPrincipal() { sub: user_id }: Principal,
    @CurrentSession() session_id: string,
    @Source() source: RequestSource,
    @Req() { headers: { origin } }: FastifyRequest,
  ): Promise<PasskeyCreation> {
    const wanted = { user_id, session_id, current_password, origin };
    return toPasskeyCreation(await this.beginPasskeyUseCase.execute({ id: user_id, ...source }, wanted));
  }

  /**
   * Puts a passkey in force, by which you log in with or without your password from then on. With your first factor recovery codes
   * are given out, and your other sessions end: refresh afterwards, the access token is outdated. Needs a login of the last 10 minutes.
   */
  @Post()
  @SensitiveToAccount()
  @Throttle(PASSWORD_GUESSES)
  @ApiCreatedResponse({ type: AddedFactor })
  @ApiProblems('invalid_json', 'validation_failed', 'wrong_factor', 'too_many_passkeys')
  async addPasskey(
    @Body() { name = USUAL_NAME, ...answer }: AddPasskeyRequest,
    @CurrentPrincipal() { sub: user_id }: Principal,
    @CurrentSession() session_id: string,
    @Source() source: RequestSource,
  ): Promise<AddedFactor> {
    const passkey = { ...answer, user_id, session_id, name };
    return toAddedFactor(await this.addPasskeyUseCase.execute({ id: user_id, ...source }, passkey));
  }
}
