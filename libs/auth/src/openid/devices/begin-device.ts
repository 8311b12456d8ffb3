import { Injectable } from '@nestjs/common';
import { DEVICE_SECONDS, DeviceAuthorizations, type DeviceCodes, POLL_SECONDS } from '#libs/oidc';
import { Config, DomainError, type RequestSource } from '#libs/platform';
import { Applications } from '#libs/service-clients';
import { Audiences } from '#libs/tokens';
import { askedScope } from '../authorization-parameters.js';

/** What a device asks for. */
export interface DeviceRequest {
  readonly scope: readonly string[];
  /** Undefined: all that the application may have. */
  readonly audience: readonly string[] | undefined;
}

/** What it is told (RFC 8628 §3.2). */
export interface BegunDevice extends DeviceCodes {
  readonly verification_uri: string;
  /** The same with the code in it. */
  readonly verification_uri_complete: string;
  /** Seconds, both. */
  readonly expires_in: number;
  readonly interval: number;
}

/** Gives a device the code that a person is to type elsewhere, to let it in. */
@Injectable()
export class BeginDevice {
  constructor(
    private readonly config: Config,
    private readonly applications: Applications,
    private readonly audiences: Audiences,
    private readonly deviceAuthorizations: DeviceAuthorizations,
  ) {}

  /**
   * @param clientId of who has shown who they are, or is of a kind that cannot
   * @throws DomainError `unauthorized_client`, also where nobody can log in; `invalid_scope`, `invalid_target`
   */
  async execute(clientId: string, asked: DeviceRequest, { ip, user_agent }: RequestSource): Promise<BegunDevice> {
    const client = await this.applications.find(clientId);
    if (client?.device_grant !== true || this.config.pages === 'off') throw new DomainError('unauthorized_client');
    const scope = askedScope(asked.scope);
    const audience = this.audiences.narrow(asked.audience, client.audiences);
    const codes = await this.deviceAuthorizations.begin({ client_id: client.id, scope, audience, ip, user_agent });
    const verification_uri = `${this.config.issuer}/device`;
    return {
      ...codes,
      verification_uri,
      verification_uri_complete: `${verification_uri}?user_code=${codes.user_code}`,
      expires_in: DEVICE_SECONDS,
      interval: POLL_SECONDS,
    };
  }
}
