import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { GuessKeys, KnownDevices } from '#libs/guessing';
import { MAX_EMAIL_LENGTH } from '#libs/platform';
import { normaliseEmail } from '#libs/users';
import { presentedDevice } from './presented-device.js';

/** Tells, before anything of a request is validated, that it comes from a device that is known to the account that it names. */
@Injectable()
export class KnownDevicesOfRequests {
  constructor(
    private readonly knownDevices: KnownDevices,
    private readonly guessKeys: GuessKeys,
  ) {}

  /**
   * What such a request is counted by, instead of its address: by the account, since whoever has one gets as many devices as they like.
   * @param field of the body, in which the route has the address of an account
   */
  trackerOf(request: FastifyRequest, field: string): string | undefined {
    const [device, account] = [presentedDevice(request), textIn(request.body, field)];
    if (device === undefined || account === undefined || account.length > MAX_EMAIL_LENGTH) return undefined;
    const normal = normaliseEmail(account);
    return this.knownDevices.recognise(device, normal) && this.guessKeys.of('requests', normal);
  }
}

function textIn(body: unknown, field: string): string | undefined {
  if (typeof body !== 'object' || body === null || !Object.hasOwn(body, field)) return undefined;
  const value = (body as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : undefined;
}
