import { Injectable } from '@nestjs/common';
import { Signals } from '#libs/audit';
import { KnownDevices } from '#libs/guessing';
import type { RequestSource } from '#libs/platform';

/** The device on which somebody has just logged in. */
export interface DeviceInUse {
  /** What it has shown, if anything. */
  readonly shown: string | undefined;
  /** Whether that was good for this account. */
  readonly isKnown: boolean;
  /** The address of the account, in its one form. */
  readonly account: string;
  readonly user_id: string | null;
  /** What they came in by last. */
  readonly way: 'password' | 'second_factor' | 'passkey' | 'mailed_code' | 'upstream';
}

/** Makes a device known to the account that was logged in to, and tells of one that was not. */
@Injectable()
export class WelcomeDevice {
  constructor(
    private readonly knownDevices: KnownDevices,
    private readonly signals: Signals,
  ) {}

  /** @returns what shows at the next login that it is known */
  execute({ shown, isKnown, account, user_id: id, way }: DeviceInUse, source: RequestSource): string {
    if (!isKnown) {
      this.signals.note({ kind: 'authn_device_new', actor: { id, ...source }, target: id, reason: way });
    }
    const by = way === 'second_factor' || way === 'passkey' ? 'factor' : 'password';
    return this.knownDevices.welcome(shown, account, by);
  }
}
