import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { ApiBasicAuth, ApiBody, ApiCreatedResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { PUSHED_SECONDS } from '#libs/oidc';
import { ApiOAuthErrors, OAuthEndpoint, perMinute, type RequestSource, Source } from '#libs/platform';
import { Public } from '#libs/verifier/nest';
import { BeginDevice, type BegunDevice } from '../../openid/devices/begin-device.js';
import { parametersIn } from '../../openid/given-parameters.js';
import { PushRequest } from '../../openid/push-request.js';
import { IdentifyOAuthClient } from '../oauth-client.js';
import { readOAuthForm } from '../oauth-fields.js';
import { authorizationOf } from './authorization-of.js';
import {
  DeviceAuthorizationForm,
  DeviceAuthorizationResponse,
  PushedRequestForm,
  PushedRequestResponse,
} from './authorization-requests.dto.js';

/** Where applications say themselves what somebody is to allow: before they send a browser, or where they have none. */
@ApiTags('oauth')
@ApiBasicAuth()
@Public()
@Controller('oauth')
export class AuthorizationRequestsController {
  constructor(
    private readonly identifyOAuthClient: IdentifyOAuthClient,
    private readonly pushRequest: PushRequest,
    private readonly beginDevice: BeginDevice,
  ) {}

  /** Takes what an application will ask for, and tells by which address a browser brings it to `/oauth/authorize` (RFC 9126). */
  @Post('par')
  @OAuthEndpoint()
  @HttpCode(201)
  @Throttle(perMinute(300))
  @ApiBody({ type: PushedRequestForm })
  @ApiCreatedResponse({ type: PushedRequestResponse })
  @ApiOAuthErrors(
    'invalid_client',
    'unauthorized_client',
    'invalid_scope',
    'invalid_target',
    'unsupported_response_type',
    'request_not_supported',
    'request_uri_not_supported',
    'registration_not_supported',
  )
  async pushAuthorizationRequest(
    @Body() body: unknown,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest,
  ): Promise<PushedRequestResponse> {
    const form = readOAuthForm(body);
    const { client_id } = await this.identifyOAuthClient.execute(authorizationOf(request), form, source);
    const request_uri = await this.pushRequest.execute(client_id, parametersIn(body) ?? {});
    return { request_uri, expires_in: PUSHED_SECONDS };
  }

  /** Gives a device a code that somebody types elsewhere to let it in (RFC 8628). The device asks for its tokens at the token endpoint. */
  @Post('device_authorization')
  @OAuthEndpoint()
  @HttpCode(200)
  @Throttle(perMinute(60))
  @ApiBody({ type: DeviceAuthorizationForm })
  @ApiOkResponse({ type: DeviceAuthorizationResponse })
  @ApiOAuthErrors('invalid_client', 'unauthorized_client', 'invalid_scope', 'invalid_target')
  async authorizeDevice(
    @Body() body: unknown,
    @Source() source: RequestSource,
    @Req() request: FastifyRequest,
  ): Promise<BegunDevice> {
    const form = readOAuthForm(body);
    const { client_id } = await this.identifyOAuthClient.execute(authorizationOf(request), form, source);
    const asked = { scope: form.words('scope') ?? [], audience: form.audience };
    return this.beginDevice.execute(client_id, asked, source);
  }
}
