import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import { Throttle } from '@nestjs/throttler';
import type { Principal } from '#libs/contracts';
import { ApiGuarded, ApiProblems, perMinute, type RequestSource, Source } from '#libs/platform';
import { CurrentPrincipal, CurrentSession } from '#libs/verifier/nest';
import { shownApplication } from '../../http/shown-application.js';
import { DecideDevice } from '../decide-device.js';
import { FindDevice } from '../find-device.js';
import { DeviceThatWaits, UserCodeRequest } from './device.dto.js';

const CODES = perMinute(30);

/** For the page at which people let devices in that have no browser. */
@ApiTags('openid')
@ApiGuarded('insufficient_scope')
@Controller('v1/auth/device')
export class DeviceController {
  constructor(
    private readonly findDeviceUseCase: FindDevice,
    private readonly decideDevice: DecideDevice,
  ) {}

  /** Shows which device waits for this code: who asks for what, and from where. A wrong code counts as a guess. */
  @Post()
  @HttpCode(200)
  @Throttle(CODES)
  @Header('Cache-Control', 'no-store')
  @ApiOkResponse({ type: DeviceThatWaits })
  @ApiProblems('invalid_json', 'validation_failed', 'user_code_not_found')
  async findDevice(
    @Body() { user_code }: UserCodeRequest,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() sid: string,
    @Source() source: RequestSource,
  ): Promise<DeviceThatWaits> {
    const { device, client } = await this.findDeviceUseCase.execute(user_code, { sub, sid }, source);
    const { ip, user_agent, created_at, expires_at, scope } = device;
    return {
      application: shownApplication(client, scope),
      ...{ ip, user_agent, created_at: created_at.toISOString(), expires_at: expires_at.toISOString() },
    };
  }

  /** Lets the device in, with what it asks for, as yourself. Who has a second factor needs to have shown it in this session. */
  @Post('approve')
  @HttpCode(204)
  @Throttle(CODES)
  @ApiNoContentResponse({ description: 'The device gets its tokens when it asks next.' })
  @ApiProblems(
    'invalid_json',
    'validation_failed',
    'token_missing',
    'invalid_token',
    'insufficient_user_authentication',
    'user_code_not_found',
  )
  async approveDevice(
    @Body() { user_code }: UserCodeRequest,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() sid: string,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.decideDevice.approve(user_code, { sub, sid }, source);
  }

  /** Does not let the device in. */
  @Post('decline')
  @HttpCode(204)
  @Throttle(CODES)
  @ApiNoContentResponse({ description: 'The device is told so when it asks next.' })
  @ApiProblems('invalid_json', 'validation_failed', 'user_code_not_found')
  async declineDevice(
    @Body() { user_code }: UserCodeRequest,
    @CurrentPrincipal() { sub }: Principal,
    @CurrentSession() sid: string,
    @Source() source: RequestSource,
  ): Promise<void> {
    await this.decideDevice.decline(user_code, { sub, sid }, source);
  }
}
