import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import { RedeemDeviceCode } from '../../openid/devices/redeem-device-code.js';
import { TellApplication } from '../../openid/tell-application.js';
import { VISIBLE } from '../oauth-form.js';
import type { Grant, GrantedTokens, GrantKind, TokenRequest } from './grant.js';
import { grantedToApplication, isApplication, sessionClient } from './tokens-of-people.js';

/** Opens the session of an application on a device that somebody has let in elsewhere (RFC 8628 §3.4). */
@Injectable()
export class DeviceCodeGrant implements Grant {
  static readonly kind: GrantKind = {
    type: 'urn:ietf:params:oauth:grant-type:device_code',
    fields: { device_code: { description: 'For the device grant (RFC 8628).', pattern: VISIBLE, maxLength: 256 } },
    needs: ['device_code'],
    // 256 random bits.
    isGuessable: false,
  };
  readonly type = DeviceCodeGrant.kind.type;
  readonly isOn: boolean;

  constructor(
    private readonly redeemDeviceCode: RedeemDeviceCode,
    private readonly tellApplication: TellApplication,
  ) {
    this.isOn = redeemDeviceCode.isOn;
  }

  async execute({ client, form, source }: TokenRequest): Promise<GrantedTokens> {
    if (!isApplication(client) || client.kind === 'built_in') throw new DomainError('unauthorized_client');
    const attempt = { device_code: form.required('device_code'), asked: form.audience, allowed: client.audiences };
    const pair = await this.redeemDeviceCode.execute({ ...attempt, client: sessionClient(client) }, source);
    return grantedToApplication(await this.tellApplication.execute(pair, null));
  }
}
