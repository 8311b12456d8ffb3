import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type KeySet, MasterSecret } from '#libs/platform';
import {
  type DeviceToken,
  type Welcome,
  markOf,
  MARKS,
  newDeviceId,
  noMark,
  readDeviceToken,
  writeDeviceToken,
} from './device-token.js';

const DAY_MS = 86_400_000;
const LIFE_DAYS = 365;
/** As long as a device is known without another login, in seconds. */
export const DEVICE_LIFE_SECONDS = (LIFE_DAYS * DAY_MS) / 1000;

/**
 * Tells whether a device has logged in to an account before, by a token that it was given then. Nothing is stored: the token
 * says it for up to five accounts, and nothing else. An account is its submitted address in its one form, so that
 * nobody is looked up before the answer is known.
 */
@Injectable()
export class KnownDevices {
  private readonly keys: KeySet;

  constructor(secret: MasterSecret) {
    this.keys = secret.derive('known device');
  }

  /** @returns an id of the device if it is known to the account; a token that is forged, foreign or too old counts for nothing */
  recognise(text: string | undefined, account: string): string | undefined {
    return this.find(text, account, ['password', 'factor']);
  }

  /** The same for a device that a second factor of the account was shown on at its last login. */
  recogniseByFactor(text: string | undefined, account: string): string | undefined {
    return this.find(text, account, ['factor']);
  }

  /**
   * The token of a device that has just logged in.
   * @param before what it had, if anything
   */
  welcome(before: string | undefined, account: string, by: Welcome = 'password'): string {
    const { id, marks } = this.read(before) ?? { id: newDeviceId(), marks: [] };
    const own = this.marksOf(id, account, ['password', 'factor']);
    const others = marks.filter(mark => !isAmong(mark, own));
    const all = [...this.marksOf(id, account, [by]).slice(0, 1), ...others, ...Array.from({ length: MARKS }, noMark)];
    return writeDeviceToken({ id, issuedOn: today(), marks: all.slice(0, MARKS) }, this.keys);
  }

  private find(text: string | undefined, account: string, by: readonly Welcome[]): string | undefined {
    const token = this.read(text);
    if (token === undefined) return undefined;
    const own = this.marksOf(token.id, account, by);
    return token.marks.some(mark => isAmong(mark, own)) ? token.id.toString('base64url') : undefined;
  }

  private read(text: string | undefined): DeviceToken | undefined {
    const token = text === undefined ? undefined : readDeviceToken(text, this.keys);
    return token !== undefined && today() - token.issuedOn < LIFE_DAYS ? token : undefined;
  }

  /** The newest key's first. A mark stays good as long as the secret that it was made with is listed. */
  private marksOf(id: Buffer, account: string, by: readonly Welcome[]): Buffer[] {
    return this.keys.all.flatMap(({ key }) => by.map(one => markOf(key, id, account, one)));
  }
}

const today = (): number => Math.floor(Date.now() / DAY_MS);

const isAmong = (mark: Buffer, marks: readonly Buffer[]): boolean => marks.some(one => timingSafeEqual(one, mark));
