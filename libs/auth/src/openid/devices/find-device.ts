import { Injectable } from '@nestjs/common';
import { Attempts, type Guess, Guesses } from '#libs/guessing';
import { DeviceAuthorizations, type WaitingDevice } from '#libs/oidc';
import { DomainError, type RequestSource } from '#libs/platform';
import { type Application, Applications } from '#libs/service-clients';

/** Who is here, by a session of their own. */
export interface PersonAtPage {
  readonly sub: string;
  readonly sid: string;
}

/** A device that waits, and the application on it. */
export interface FoundDevice {
  readonly device: WaitingDevice;
  readonly client: Application;
}

/** Finds the device whose code somebody has typed. A wrong code counts as a guess. */
@Injectable()
export class FindDevice {
  constructor(
    private readonly attempts: Attempts,
    private readonly guesses: Guesses,
    private readonly deviceAuthorizations: DeviceAuthorizations,
    private readonly applications: Applications,
  ) {}

  /** @throws DomainError `user_code_not_found`, `too_many_requests` */
  execute(userCode: string, { sub, sid }: PersonAtPage, source: RequestSource): Promise<FoundDevice> {
    const guess: Guess = {
      ...{ attempt: this.attempts.userCode(sub, sid, source.ip), source, isWrong: 'user_code_not_found' },
      target: () => sub,
    };
    return this.guesses.attempt(guess, () => this.find(userCode));
  }

  private async find(userCode: string): Promise<FoundDevice> {
    const device = await this.deviceAuthorizations.findWaiting(userCode);
    const client = device && (await this.applications.find(device.client_id));
    if (device === undefined || client?.device_grant !== true) throw new DomainError('user_code_not_found');
    return { device, client };
  }
}
