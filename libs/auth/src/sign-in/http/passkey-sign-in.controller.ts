import { Body, Controller, Header, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { PasskeyOptions, PasskeyRequest, toPasskeyRequest } from '#libs/factors';
import { ApiProblemsInMemory, perMinute, Source, type RequestSource } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import type { CookieRequest } from '../../browser/http/cookie-request.js';
import type { CookieSession } from '../../browser/http/cookie-session.dto.js';
import { LoginByPasskey } from '../login-by-passkey.js';
import { EntersBy } from './enters-by.decorator.js';
import { PasskeyLogin } from './passkey-credentials.dto.js';
import { presentedDevice } from './presented-device.js';
import type { TokenResponse } from './tokens.dto.js';
import { WayIn } from './way-in.js';

/** Coming in by a passkey: open to strangers, and limited. */
@ApiTags('auth')
@Public()
@Controller('v1/auth/login/passkey')
export class PasskeySignInController {
  constructor(
    private readonly passkeyOptions: PasskeyOptions,
    private readonly loginByPasskey: LoginByPasskey,
    private readonly wayIn: WayIn,
  ) {}

  /**
   * Gives out what a browser asks a passkey for, by `navigator.credentials.get`, within 5 minutes; also where it offers passkeys in a
   * field (`mediation: "conditional"`). It names nobody, and is the same whoever asks.
   */
  @Post('options')
  @HttpCode(200)
  @Throttle(perMinute(60))
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: PasskeyRequest })
  @ApiProblemsInMemory('too_many_requests')
  createPasskeyLogin(@Req() { headers: { origin } }: FastifyRequest): PasskeyRequest {
    return toPasskeyRequest(this.passkeyOptions.toLogIn(origin));
  }

  /**
   * Logs in with a passkey alone, which counts as more than one factor. A session whose access token or cookies are sent along is ended
   * by it.
   */
  @Post()
  @HttpCode(200)
  @EntersBy('wrong_factor')
  logInByPasskey(
    @Body() { challenge_id, credential, device_token: _shown, ...wishes }: PasskeyLogin,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest & CookieRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokenResponse | CookieSession> {
    const credentials = { challenge_id, credential, device_token: presentedDevice(request) };
    return this.wayIn.enter(wishes, request, reply, terms => this.loginByPasskey.execute(credentials, terms, source));
  }
}
