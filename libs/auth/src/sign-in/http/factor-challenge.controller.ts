import { Body, Controller, Header, HttpCode, Post, Req } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import type { Principal } from '#libs/contracts';
import { PasskeyOptions, PasskeyRequest, toPasskeyRequest } from '#libs/factors';
import { ApiGuarded, ApiProblems, perMinute } from '#libs/platform';
import { CurrentPrincipal, CurrentSession, Public } from '#libs/verifier/nest';
import { LoginTickets } from '../login-tickets.js';
import { FactorChallengeRequest } from './factor-challenge.dto.js';

const CHALLENGES = perMinute(60);

/** What a passkey is to sign that is shown beside a password, or anew. */
@ApiTags('auth')
@Controller('v1/auth')
export class FactorChallengeController {
  constructor(
    private readonly loginTickets: LoginTickets,
    private readonly passkeyOptions: PasskeyOptions,
  ) {}

  /**
   * Gives out what a browser asks for one of the account's passkeys, by `navigator.credentials.get`, within 5 minutes: the answer goes to
   * `POST /v1/auth/login/factor` with the method `passkey`. 404 if the account has none that is good on the host of the page.
   */
  @Post('login/factor/challenge')
  @Public()
  @HttpCode(200)
  @Throttle(CHALLENGES)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: PasskeyRequest })
  @ApiProblems('invalid_json', 'validation_failed', 'invalid_login_ticket', 'factor_not_found')
  async createFactorChallenge(
    @Body() { login_ticket }: FactorChallengeRequest,
    @Req() { headers: { origin } }: FastifyRequest,
  ): Promise<PasskeyRequest> {
    const { user_id } = this.loginTickets.read(login_ticket);
    return toPasskeyRequest(await this.passkeyOptions.ofUser(user_id, origin));
  }

  /**
   * The same for a step-up: the answer goes to `POST /v1/auth/step-up` with the method `passkey`. 404 if you have none that is good on the
   * host of the page.
   */
  @Post('step-up/challenge')
  @ApiGuarded('insufficient_scope')
  @HttpCode(200)
  @Throttle(CHALLENGES)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: PasskeyRequest })
  @ApiProblems('factor_not_found')
  async createStepUpChallenge(
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() _session: string,
    @Req() { headers: { origin } }: FastifyRequest,
  ): Promise<PasskeyRequest> {
    return toPasskeyRequest(await this.passkeyOptions.ofUser(sub, origin));
  }
}
